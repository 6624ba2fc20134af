/* random.hpp - a small generator whose whole state is one number, so that a seed names a case. */
#ifndef REFPRUNE_TEST_ORACLE_RANDOM_HPP
#define REFPRUNE_TEST_ORACLE_RANDOM_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace oracle {

/* Goes through all ways to make a sequence of decisions, of which each may depend on those before.
 */
class Choices {
public:
  /* Back to the first decision, to make the next sequence; false: there is none left. */
  bool next() {
    at = 0;
    if (first) {
      first = false;
      return true;
    }
    while (!made.empty() && made.back().chosen + 1 == made.back().ways)
      made.pop_back();
    if (made.empty())
      return false;
    made.back().chosen++;
    return true;
  }

  /* Back to the first decision, to make the same sequence again. */
  void again() {
    at = 0;
  }

  unsigned choose(unsigned ways) {
    if (at == made.size())
      made.push_back({0, ways});
    return made[at++].chosen;
  }

private:
  struct Decision {
    unsigned chosen;
    unsigned ways;
  };
  std::vector<Decision> made;
  size_t at = 0;
  bool first = true;
};

/* splitmix64: equal seeds give equal sequences on every machine. */
class Random {
public:
  explicit Random(uint64_t seed) : state(seed) {}

  /* Nothing is left to chance: the choices decide. */
  explicit Random(Choices &decided) : state(0), choices(&decided) {}

  uint64_t next() {
    state += 0x9e3779b97f4a7c15u;
    uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
  }

  /* A number from 0 to bound - 1; bound must not be 0. */
  unsigned below(size_t bound) {
    if (choices)
      return choices->choose(static_cast<unsigned>(bound));
    return static_cast<unsigned>((next() >> 32) % bound);
  }

  bool decided() const {
    return choices != nullptr;
  }

  /* All choices count both answers, but for a chance of 0. */
  bool chance(unsigned percent) {
    if (choices)
      return percent > 0 && choices->choose(2) == 1;
    return below(100) < percent;
  }

private:
  uint64_t state;
  Choices *choices = nullptr;
};

} // namespace oracle

#endif
