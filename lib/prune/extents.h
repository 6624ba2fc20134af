/* extents.h - which of many intervals hold a number.
 *
 * A binary tree in an array, the children of node n being 2n and 2n+1; each node has the smallest
 * interval around those of its leaves, and the leaves are the items in their order. A search leaves
 * out whatever does not hold the number, so it is short where neighbours lie near each other.
 */
#ifndef REFPRUNE_EXTENTS_H
#define REFPRUNE_EXTENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "support/arena.h"

#define NO_EXTENT UINT32_MAX

typedef struct extent {
  uint32_t first, end;
} extent;

typedef struct extents {
  extent *node;
  uint32_t leaves; /* a power of two; those without an item are empty */
} extents;

/* All are empty at first. */
void extents_init(extents *of, arena *pool, uint32_t count);

void extents_set(extents *of, uint32_t item, extent to);

/* The first item, or the first behind one, whose interval holds the number; or NO_EXTENT. */
uint32_t extents_first(const extents *of, uint32_t number);
uint32_t extents_next(const extents *of, uint32_t item, uint32_t number);

#endif
