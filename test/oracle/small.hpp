/* small.hpp - functions so small that all of them can be made. */
#ifndef REFPRUNE_TEST_ORACLE_SMALL_HPP
#define REFPRUNE_TEST_ORACLE_SMALL_HPP

#include <string>
#include <vector>

#include "generate.hpp"

namespace oracle {

/* What may stand in a slot. p and q are arguments; x is a phi, where the shape has one. */
enum class Letter : uint8_t {
  nothing,
  incref,
  decref,
  hazard, /* a pinned decref of q, which may be p, or own it */
  use,
  observer,
  phi_incref,
  phi_decref,
};

enum class PhiInput : uint8_t { p, null, q, itself };

struct SmallBlock {
  unsigned slots;
  std::vector<unsigned> successors; /* none: see leaves */
  double frequency;
  char leaves = 'r'; /* how a block without successors ends: 'r' returns, 'd' dies */
};

/* A control-flow graph with free slots. */
struct Shape {
  const char *name;
  std::vector<SmallBlock> blocks;
  int phi_block = -1; /* holds x; slots from there on, in the order of blocks, may use it */
  std::vector<PhiInput> inputs = {}; /* in the order of predecessors() */
  std::vector<Letter> alphabet = {Letter::nothing, Letter::incref, Letter::decref,
                                  Letter::hazard,  Letter::use,    Letter::observer};

  size_t slot_count() const;
  std::vector<unsigned> predecessors(unsigned block) const;
};

/* The letters of all slots, block after block. */
using Text = std::vector<Letter>;

/* How many texts a shape has, and the n-th of them. */
uint64_t text_count(const Shape &shape);
Text text_of(const Shape &shape, uint64_t number);
std::string spell(const Shape &shape, const Text &text);

/* Makes the function in the workshop's module. */
LLVMValueRef make_small(Workshop &shop, const Shape &shape, const Text &text);

/* All shapes, smallest first. */
std::vector<Shape> all_shapes();

} // namespace oracle

#endif
