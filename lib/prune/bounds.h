/* bounds.h - the lower bound LB of each root's count (docs/algorithm.md, "The lower bound"). */
#ifndef REFPRUNE_BOUNDS_H
#define REFPRUNE_BOUNDS_H

#include "prune/span.h"

/* Roots linked by phis and selects: their bounds are one fixed point. */
typedef struct group {
  uint32_t component;
  span *spans;
  uint32_t count;
  uint32_t *span_of; /* per root: its span's index, or NO_ROOT */
  uint64_t size;     /* blocks, edges and nodes of its spans */
  bool has_selects;
  worklist waiting;   /* spans with dirty blocks */
} group;

/* Builds the spans of the relevant roots of a component, in `pool`. false: it would cost more than *work
 * allows. */
bool bounds_build(group *out, view *fn, arena *pool, const uint32_t *roots, uint32_t root_count,
                  uint64_t *work);

/* Solves the bounds of spans whose own operations are those they were built with, reflecting every
 * operation erased or inserted so far. false: it would cost more than *work allows. */
bool bounds_solve(group *of, const view *fn, uint64_t *work);

/* Events have other numbers after operations on other roots were inserted. */
void bounds_renumber(group *of, const view *fn);

#endif
