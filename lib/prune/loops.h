/* loops.h - natural loops and how they nest. */
#ifndef REFPRUNE_LOOPS_H
#define REFPRUNE_LOOPS_H

#include "prune/graph.h"

/* A loop goes by the number of the block at its head. */
typedef struct loops {
  uint32_t *of;     /* per block: the innermost loop that it is in, or NO_BLOCK; a head is in its own */
  uint32_t *parent; /* per head: the loop around, or NO_BLOCK */
  uint32_t *depth;  /* per head: 1 where no loop is around */
} loops;

/* To be called where no cycle can be entered past its first block: else loops do not tell all cycles. */
void loops_find(loops *found, const graph *cfg, arena *pool);

static inline uint32_t loops_depth(const loops *all, uint32_t loop) {
  return loop == NO_BLOCK ? 0 : all->depth[loop];
}

/* Is the second loop the first, or inside of it? NO_BLOCK is the whole function. Of use where they are not
 * many levels apart. */
static inline bool loops_contain(const loops *all, uint32_t outer, uint32_t inner) {
  while (loops_depth(all, inner) > loops_depth(all, outer))
    inner = all->parent[inner];
  return inner == outer;
}

#endif
