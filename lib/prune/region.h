/* region.h - the points that lie behind an incref and before the decrefs that answer it.
 *
 * Diamond, fanout and fanout+raise propose the same thing, d = -1 on such a region, and differ in
 * which regions they look for. A region has no notion of safety: prove.h has.
 */
#ifndef REFPRUNE_REGION_H
#define REFPRUNE_REGION_H

#include "prune/span.h"

typedef struct region {
  span *part;
  uint32_t *nodes; /* representatives, in the order found; part->d is -1 on them */
  uint32_t count, capacity;
  uint32_t *ends;  /* operations: the incref, then the decrefs that the region meets */
  uint32_t end_count, end_capacity;
  uint32_t blocks;     /* distinct blocks */
  uint32_t raises;     /* raising exits that forgive */
  uint32_t dead_ends;  /* blocks that never return */
  bool escapes;        /* a path leaves the function, or the span, unanswered */
  bool too_large;
} region;

/* Walks forward from operation k (an incref) of a block. With `forgive`, raising exits end the
 * region. Gives up where it would hold more than `limit` distinct blocks (0: no limit) or take more
 * steps than *work has left. */
void region_walk(region *out, view *fn, span *part, uint32_t local, uint32_t k, bool forgive,
                 uint64_t limit, uint64_t *work);

/* Sets part->d back to zero. */
void region_clear(region *out);

#endif
