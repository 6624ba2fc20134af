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
} group;

/* Builds the spans of the relevant roots of a component and their bounds, reflecting every operation
 * erased so far. false: it would cost more than *work allows. */
bool bounds_solve(group *out, view *fn, const uint32_t *roots, uint32_t root_count,
                  uint64_t *work);

/* LB of a root just before (after) a site, from solved bounds; 0 outside its span. */
int32_t bounds_at(const group *in, const view *fn, uint32_t number, uint32_t site_number);

#endif
