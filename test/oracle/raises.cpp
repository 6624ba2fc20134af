/* raises.cpp - which blocks are raising exits: marked, with no work behind the mark. */
#include <algorithm>

#include "model.hpp"

namespace oracle {

namespace {

/* Which slots hold null or an undefined pointer whatever happens: nothing else ever flows into them. */
class Nothing {
public:
  explicit Nothing(const Model &model) : holds(static_cast<size_t>(model.slots), 1) {
    for (int i = Model::no_slot; i < model.slots; i++)
      holds[static_cast<size_t>(i)] = 0;
    for (size_t i : reachable_blocks(model))
      add_copies(model.blocks[i]);
    for (const Copy &copy : copies)
      for (int i = 0; i < copy.count; i++)
        holds[static_cast<size_t>(copy.target + i)] = 1;
    for (bool news = true; news;) {
      news = false;
      for (const Copy &copy : copies)
        news |= pass_on(copy);
    }
  }

  bool in(int slot) const {
    return holds[static_cast<size_t>(slot)] != 0;
  }

private:
  static std::vector<size_t> reachable_blocks(const Model &model) {
    std::vector<char> seen(model.blocks.size(), 0);
    std::vector<size_t> blocks = {0};
    seen[0] = 1;
    for (size_t next = 0; next < blocks.size(); next++)
      for (const Edge &edge : model.blocks[blocks[next]].edges) {
        size_t target = static_cast<size_t>(edge.target);
        if (!seen[target])
          blocks.push_back(target);
        seen[target] = 1;
      }
    return blocks;
  }

  void add_copies(const Block &block) {
    for (const Edge &edge : block.edges)
      copies.insert(copies.end(), edge.copies.begin(), edge.copies.end());
    for (const Step &step : block.steps) {
      bool chooses = step.kind == StepKind::choose;
      if (chooses || step.kind == StepKind::copy)
        copies.push_back({step.target, step.source, step.count});
      if (chooses)
        copies.push_back({step.target, step.other, step.count});
    }
  }

  bool pass_on(const Copy &copy) {
    bool news = false;
    for (int i = 0; i < copy.count; i++) {
      int source = copy.source <= Model::no_slot ? copy.source : copy.source + i;
      char &target = holds[static_cast<size_t>(copy.target + i)];
      news |= target && !in(source);
      target &= holds[static_cast<size_t>(source)];
    }
    return news;
  }

  std::vector<char> holds;
  std::vector<Copy> copies;
};

/* An operation on nothing is none. */
bool is_work(const Step &step, const Nothing &nothing, bool strict) {
  switch (step.kind) {
  case StepKind::op:
  case StepKind::fixed_op:
    return !nothing.in(step.source);
  case StepKind::consume:
  case StepKind::suspend:
    return true;
  case StepKind::outside_call:
  case StepKind::synchronise:
    return strict;
  default:
    return false;
  }
}

/* Does work follow the last marked store of the block in the block itself (0: no mark, no work)? */
struct Tail {
  bool marked = false;
  bool work_behind_mark = false;
  bool work = false;
};

Tail tail_of(const Block &block, const Nothing &nothing, bool strict) {
  Tail tail;
  for (const Step &step : block.steps) {
    bool works = is_work(step, nothing, strict);
    if (step.kind == StepKind::raise_mark) {
      tail.marked = true;
      tail.work_behind_mark = false;
    }
    tail.work_behind_mark |= works;
    tail.work |= works;
  }
  for (const Edge &edge : block.edges) {
    tail.work_behind_mark |= !edge.ops.empty();
    tail.work |= !edge.ops.empty();
  }
  return tail;
}

void find_raises(Model &model, bool strict) {
  std::vector<Tail> tails;
  const Nothing nothing(model);
  for (const Block &each : model.blocks)
    tails.push_back(tail_of(each, nothing, strict));
  std::vector<char> reaches(tails.size(), 0); /* work behind the block */
  for (bool news = true; news;) {
    news = false;
    for (size_t i = 0; i < tails.size(); i++)
      for (const Edge &edge : model.blocks[i].edges) {
        size_t target = static_cast<size_t>(edge.target);
        if (reaches[i] || (!tails[target].work && !reaches[target]))
          continue;
        reaches[i] = 1;
        news = true;
      }
  }
  for (size_t i = 0; i < tails.size(); i++)
    model.blocks[i].raises[strict] = tails[i].marked && !tails[i].work_behind_mark && !reaches[i];
}

bool has_op(const Block &block, const Op &wanted) {
  for (const std::vector<Op> &gap : block.gaps)
    for (const Op &op : gap)
      if (op.sign == wanted.sign && op.slot == wanted.slot)
        return true;
  return false;
}

/* Did the pruner take anything from the block? */
bool lost_op(const Block &before, const Block &after) {
  return std::any_of(before.steps.begin(), before.steps.end(), [&](const Step &step) {
    return step.kind == StepKind::op && !has_op(after, {step.count, step.source});
  });
}

} // namespace

void find_raises(Model &model) {
  find_raises(model, false);
  find_raises(model, true);
}

/* A pruner may remove what stands behind a mark, then let the exit forgive, and then put something
 * else there, or the same again: of a block from which it took something nothing need have stayed in
 * between. */
void find_raises_between(Model &before, const Model &after) {
  Model kept = before;
  for (size_t i = 0; i < kept.blocks.size(); i++) {
    std::vector<Step> &steps = kept.blocks[i].steps;
    auto may_go = [](const Step &step) { return step.kind == StepKind::op; };
    if (lost_op(before.blocks[i], after.blocks[i]))
      steps.erase(std::remove_if(steps.begin(), steps.end(), may_go), steps.end());
  }
  find_raises(kept);
  for (size_t i = 0; i < kept.blocks.size(); i++)
    for (int strict = 0; strict < 2; strict++)
      before.blocks[i].raises[strict] |= kept.blocks[i].raises[strict];
}

} // namespace oracle
