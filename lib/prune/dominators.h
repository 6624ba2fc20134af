/* dominators.h - the immediate dominators of any directed graph. */
#ifndef REFPRUNE_DOMINATORS_H
#define REFPRUNE_DOMINATORS_H

#include <stdint.h>

#include "support/arena.h"

#define NO_DOMINATOR UINT32_MAX

/* For each node those at the other ends of its edges: other[first[n]] up to other[first[n + 1]]. */
typedef struct edge_lists {
  uint32_t *first, *other;
} edge_lists;

/* The same edges the other way round, in ascending order for each node. */
edge_lists edge_lists_turned(arena *pool, const edge_lists *of, uint32_t node_count);

/* Fills `dominator` per node: its immediate dominator, the start's own being itself, or NO_DOMINATOR where
 * the start does not reach it. Takes m log n steps for m edges and n nodes, whatever the graph. */
void dominators_find(arena *pool, const edge_lists *successors, const edge_lists *predecessors,
                     uint32_t node_count, uint32_t start, uint32_t *dominator);

#endif
