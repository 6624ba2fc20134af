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
  bool has_selects;
  worklist waiting;   /* spans with dirty blocks */
} group;

/* Builds the spans of the relevant roots of a component and their bounds, reflecting every operation
 * erased so far. false: it would cost more than *work allows. */
bool bounds_solve(group *out, view *fn, const uint32_t *roots, uint32_t root_count,
                  uint64_t *work);

#endif
