/* bounds.h - the lower bound LB of each root's count (docs/algorithm.md, "The lower bound"). */
#ifndef REFPRUNE_BOUNDS_H
#define REFPRUNE_BOUNDS_H

#include "prune/extents.h"
#include "prune/span.h"

/* Roots linked by phis and selects: their bounds are one fixed point. */
typedef struct group {
  uint32_t component;
  span *spans;       /* inputs before the phis and selects that read them, as far as there is such
                      * an order; see cycles.h */
  uint32_t count;
  uint32_t *span_of; /* per root: its span's index, or NO_ROOT */
  uint64_t size;     /* blocks, edges and nodes of its spans */
  extents extents; /* the blocks from each span's first to its last */
  uint32_t *stale;   /* spans that have to be solved again */
  uint32_t stale_count;
  uint32_t event_count; /* view.event_count when spans last took over numbers */
  worklist waiting;   /* spans */
  uint32_t *first_select, *select; /* per span: those of the selects that read it; NULL: there are none */
} group;

/* Roots of a component in the order of its spans, and the cycle of each root. */
typedef struct root_order {
  const uint32_t *roots;
  uint32_t count;
  const uint32_t *cycle;
} root_order;

/* Builds the spans of the relevant roots of a component, in `pool`. false: it would cost more than *work
 * allows, or more memory than is reasonable. */
bool bounds_build(group *out, view *fn, arena *pool, const root_order *of, uint64_t *work);

/* What a span's bounds rest on has changed; what its F alone rests on. */
void bounds_make_stale(group *of, uint32_t index);
void bounds_make_f_stale(group *of, uint32_t index);

/* Rebuilds the stale spans that say so. What was theirs in the pool is lost. false as above. */
bool bounds_rebuild(group *of, view *fn, uint64_t *work);

/* Solves the bounds of the stale spans, and of those that read them, reflecting every operation erased or
 * inserted so far. false: it would cost more than *work allows. */
bool bounds_solve(group *of, const view *fn, uint64_t *work);

/* Events have other numbers after operations on other roots were inserted. */
void bounds_renumber(group *of, const view *fn);

#endif
