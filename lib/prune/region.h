/* region.h - the points that lie behind an incref and before the decrefs that answer it.
 *
 * Diamond, fanout and fanout+raise propose the same thing, d = -1 on such a region, and differ in
 * which regions they look for. A region has no notion of safety: prove.h has.
 */
#ifndef REFPRUNE_REGION_H
#define REFPRUNE_REGION_H

#include "prune/prove.h"

typedef struct region {
  span *part;
  uint32_t *nodes; /* representatives, in the order found; part->d is -1 on them */
  uint32_t count;
  uint32_t *ends;  /* operations: the incref, then the decrefs that the region meets */
  uint32_t end_count, end_capacity;
  uint32_t blocks;     /* distinct blocks */
  uint32_t raises;     /* raising exits that forgive */
  uint32_t dead_ends;  /* blocks that never return */
  bool meets_exit;     /* raising exits were met, whether or not they end the region */
  bool escapes;        /* a path leaves the function, or the span, unanswered */
  bool too_large;
  bool hopeless;       /* some node's bound refuses d = -1, and the walk ended there */
} region;

typedef struct region_rules {
  bool forgive;   /* raising exits end the region */
  bool thorough;  /* a hopeless region is walked to its end, for the reason that the proof gives */
  uint64_t limit; /* most distinct blocks; 0: no limit */
} region_rules;

/* Walks forward from an incref, given by its index in part->ops. Gives up where the region would be larger
 * than the rules allow, or take more steps than *work has left. */
void region_walk(region *out, view *fn, span *part, uint32_t op, const region_rules *rules,
                 uint64_t *work);

/* Sets part->d back to zero. */
void region_clear(region *out);

#endif
