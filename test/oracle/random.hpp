/* random.hpp - a small generator whose whole state is one number, so that a seed names a case. */
#ifndef REFPRUNE_TEST_ORACLE_RANDOM_HPP
#define REFPRUNE_TEST_ORACLE_RANDOM_HPP

#include <cstddef>
#include <cstdint>

namespace oracle {

/* splitmix64: equal seeds give equal sequences on every machine. */
class Random {
public:
  explicit Random(uint64_t seed) : state(seed) {}

  uint64_t next() {
    state += 0x9e3779b97f4a7c15u;
    uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
  }

  /* A number from 0 to bound - 1; bound must not be 0. */
  unsigned below(size_t bound) { return static_cast<unsigned>((next() >> 32) % bound); }

  bool chance(unsigned percent) { return below(100) < percent; }

private:
  uint64_t state;
};

} // namespace oracle

#endif
