/* optimum.cpp - see optimum.hpp. Section numbers are those of the theory. */
#include "optimum.hpp"

#include <algorithm>
#include <cmath>

namespace oracle {

namespace {

constexpr int unbounded = 9; /* more than any bound of a function of this size */

using Table = std::vector<std::vector<int>>;

/* The letters of a block, out of the text of the whole shape. */
std::vector<Text> by_block(const Shape &shape, const Text &text) {
  std::vector<Text> blocks;
  size_t next = 0;
  for (const SmallBlock &block : shape.blocks) {
    auto from = text.begin() + static_cast<std::ptrdiff_t>(next);
    next += block.slots;
    blocks.emplace_back(from, text.begin() + static_cast<std::ptrdiff_t>(next));
  }
  return blocks;
}

std::vector<bool> reach_return(const Shape &shape) {
  std::vector<bool> reaches(shape.blocks.size());
  for (size_t rounds = 0; rounds <= shape.blocks.size(); rounds++)
    for (size_t i = 0; i < shape.blocks.size(); i++) {
      const SmallBlock &block = shape.blocks[i];
      reaches[i] = reaches[i] || (block.successors.empty() && block.leaves == 'r');
      for (unsigned to : block.successors)
        reaches[i] = reaches[i] || reaches[to];
    }
  return reaches;
}

/* What must still be given back, and what is alive: the second also counts what uses show. */
struct Behind {
  int owed;
  int alive;
};

Behind in_front_of(Letter letter, Behind after) {
  switch (letter) {
  case Letter::incref:
    return {std::max(0, after.owed - 1), std::max(1, after.alive - 1)};
  case Letter::decref:
    return {after.owed + 1, after.alive + 1};
  case Letter::use: /* a call that may keep p: what lies behind it may rest on that reference */
    return {after.owed, std::max(1, after.owed)};
  case Letter::observer:
    return {after.owed, std::max(1, after.alive)};
  default:
    return after;
  }
}

int taken_after(Letter letter, int bound_before) {
  switch (letter) {
  case Letter::incref:
    return std::max(1, bound_before) + 1;
  case Letter::decref:
    return std::max(0, bound_before - 1);
  case Letter::use:
  case Letter::observer:
    return std::max(1, bound_before);
  case Letter::hazard:
    return 0;
  default:
    return bound_before;
  }
}

Table table_of(const Shape &shape, int value) {
  Table table;
  for (const SmallBlock &block : shape.blocks)
    table.emplace_back(block.slots + 1, value);
  return table;
}

/* Section 3, backward, as the greatest solution; the pair is that of docs/algorithm.md. */
Table bound_behind(const Shape &shape, const std::vector<Text> &text) {
  Table owed = table_of(shape, unbounded);
  Table alive = table_of(shape, unbounded);
  std::vector<bool> returns = reach_return(shape);
  for (int rounds = 0; rounds < 100; rounds++)
    for (size_t i = shape.blocks.size(); i-- > 0;) {
      int top = shape.blocks[i].successors.empty() || !returns[i] ? 0 : unbounded;
      Behind value = {top, top};
      for (unsigned to : shape.blocks[i].successors)
        value = {std::min(value.owed, owed[to][0]), std::min(value.alive, alive[to][0])};
      for (size_t slot = text[i].size() + 1; slot-- > 0;) {
        if (slot < text[i].size())
          value = in_front_of(text[i][slot], value);
        value = {std::min(unbounded, value.owed), std::min(unbounded, value.alive)};
        owed[i][slot] = value.owed;
        alive[i][slot] = returns[i] ? value.alive : 0;
      }
      if (!returns[i])
        std::fill(owed[i].begin(), owed[i].end(), 0);
    }
  return alive;
}

/* The bound that the predecessors pass on: p is an argument and begins with 0. */
int bound_at_start(const Shape &shape, const Table &bound, unsigned block) {
  int least = block == 0 ? 0 : unbounded;
  for (unsigned from : shape.predecessors(block))
    least = std::min(least, bound[from].back());
  return least;
}

} // namespace

std::vector<std::vector<int>> lower_bounds(const Shape &shape, const Text &text) {
  std::vector<Text> letters = by_block(shape, text);
  Table backward = bound_behind(shape, letters);
  Table bound = table_of(shape, unbounded);
  for (int rounds = 0; rounds < 100; rounds++)
    for (unsigned i = 0; i < shape.blocks.size(); i++) {
      bound[i][0] = std::max(backward[i][0], bound_at_start(shape, bound, i));
      for (size_t slot = 0; slot < letters[i].size(); slot++) {
        int forward = std::min(unbounded, taken_after(letters[i][slot], bound[i][slot]));
        bound[i][slot + 1] = std::max(backward[i][slot + 1], forward);
      }
    }
  return bound;
}

namespace {

/* A cost that depends on some points' d. Points are numbered; a table lists every combination of
 * labels, the first point's changing fastest. */
struct Factor {
  std::vector<int> points;
  std::vector<double> cost;
};

class Elimination {
public:
  Elimination(int lowest_label, int highest_label)
      : lowest(lowest_label), labels(static_cast<size_t>(highest_label - lowest_label + 1)) {}

  int add_point() {
    return points++;
  }

  /* The point's d must lie in a range. */
  void restrict(int point, int least, int most) {
    Factor factor = {{point}, std::vector<double>(labels)};
    for (size_t i = 0; i < labels; i++) {
      int d = lowest + static_cast<int>(i);
      factor.cost[i] = d < least || d > most ? INFINITY : 0;
    }
    factors.push_back(factor);
  }

  /* each * |delta + d(to) - d(from)|; an infinite `each` makes them equal. */
  void join(int from, int to, int delta, double each) {
    Factor factor = {{from, to}, std::vector<double>(labels * labels)};
    for (size_t i = 0; i < labels; i++)
      for (size_t k = 0; k < labels; k++) {
        int stays = std::abs(delta + static_cast<int>(k) - static_cast<int>(i));
        factor.cost[i + k * labels] = stays == 0 ? 0 : each * stays;
      }
    factors.push_back(factor);
  }

  double least() {
    for (int point = 0; point < points; point++)
      eliminate(point);
    double sum = 0;
    for (const Factor &factor : factors)
      sum += factor.cost[0];
    return sum;
  }

private:
  static bool mentions(const Factor &factor, int point) {
    return std::find(factor.points.begin(), factor.points.end(), point) != factor.points.end();
  }

  /* The factor's cost where `label` tells each point's label. */
  double cost_of(const Factor &factor, const std::vector<size_t> &label) const {
    size_t index = 0;
    for (size_t i = factor.points.size(); i-- > 0;)
      index = index * labels + label[static_cast<size_t>(factor.points[i])];
    return factor.cost[index];
  }

  void eliminate(int point) {
    std::vector<Factor> with;
    std::vector<Factor> without;
    Factor rest;
    for (const Factor &factor : factors) {
      (mentions(factor, point) ? with : without).push_back(factor);
      for (int other : factor.points)
        if (mentions(factor, point) && other != point && !mentions(rest, other))
          rest.points.push_back(other);
    }
    size_t combinations = 1;
    for (size_t i = 0; i < rest.points.size(); i++)
      combinations *= labels;
    std::vector<size_t> label(static_cast<size_t>(points));
    for (size_t number = 0; number < combinations; number++) {
      size_t digits = number;
      for (int other : rest.points) {
        label[static_cast<size_t>(other)] = digits % labels;
        digits /= labels;
      }
      rest.cost.push_back(best_label(point, with, label));
    }
    factors = without;
    factors.push_back(rest);
  }

  double best_label(int point, const std::vector<Factor> &with, std::vector<size_t> &label) const {
    double best = INFINITY;
    for (size_t i = 0; i < labels; i++) {
      label[static_cast<size_t>(point)] = i;
      double sum = 0;
      for (const Factor &factor : with)
        sum += cost_of(factor, label);
      best = std::min(best, sum);
    }
    return best;
  }

  int lowest;
  size_t labels;
  int points = 0;
  std::vector<Factor> factors;
};

int highest(const Table &bound) {
  int most = 1;
  for (const std::vector<int> &block : bound)
    for (int value : block)
      most = std::max(most, value);
  return std::min(most, 4); /* more than four references of one name nobody takes here */
}

/* The points of one block: two for each place between letters, so that an op may be inserted there.
 */
class BlockPoints {
public:
  BlockPoints(Elimination &sum, const std::vector<int> &bound, const Text &letters, double each) {
    for (size_t slot = 0; slot <= letters.size(); slot++) {
      int before = add(sum, bound[slot]);
      int after = add(sum, bound[slot]);
      sum.join(before, after, 0, each);
      if (slot == 0)
        first = before;
      else
        cross(sum, letters[slot - 1], before, each);
      last = after;
    }
  }

  int first = 0;
  int last = 0;

private:
  static int add(Elimination &sum, int bound) {
    int point = sum.add_point();
    if (bound == 0)
      sum.restrict(point, 0, 0);
    else
      sum.restrict(point, 1 - bound, 1);
    return point;
  }

  /* From `last` over a letter to `to`. */
  void cross(Elimination &sum, Letter letter, int to, double each) {
    bool op = letter == Letter::incref || letter == Letter::decref;
    if (letter == Letter::observer)
      sum.restrict(to, 0, 0);
    sum.join(last, to, !op ? 0 : letter == Letter::incref ? 1 : -1, op ? each : INFINITY);
  }
};

} // namespace

double least_cost(const Shape &shape, const Text &text, double weight) {
  std::vector<Text> letters = by_block(shape, text);
  Table bound = lower_bounds(shape, text);
  Elimination sum(1 - highest(bound), 1);
  std::vector<BlockPoints> points;
  for (size_t i = 0; i < shape.blocks.size(); i++)
    points.emplace_back(sum, bound[i], letters[i], shape.blocks[i].frequency + weight);
  sum.restrict(points[0].first, 0, 0);
  for (size_t i = 0; i < shape.blocks.size(); i++) {
    if (shape.blocks[i].successors.empty() && shape.blocks[i].leaves == 'r')
      sum.restrict(points[i].last, 0, 0);
    for (unsigned to : shape.blocks[i].successors)
      sum.join(points[i].last, points[to].first, 0, INFINITY);
  }
  return sum.least();
}

} // namespace oracle
