/* split.h - give critical edges blocks of their own while operations are placed.
 *
 * An operation on a critical edge has no block to stand in. With options.split_edges every such edge
 * that may be split is, before placement looks at the function a second time; those that it left
 * empty are joined again. The phases in between know nothing of it.
 */
#ifndef REFPRUNE_SPLIT_H
#define REFPRUNE_SPLIT_H

#include "prune/pruner.h"

typedef struct split_edge {
  LLVMBasicBlockRef from, to, block;
  double frequency;
  uint32_t first;      /* of the edges to the same block */
  uint32_t copies;     /* how often `from` leads there, once they are joined */
  bool is_empty;       /* they are joined again */
  LLVMValueRef copied; /* the last phi that was made anew with what comes over it */
} split_edge;

typedef struct splits {
  split_edge *edges; /* those out of one block side by side */
  uint32_t count, capacity;
  pointer_map index; /* from blocks to edges, see split.c */
} splits;

/* Splits the critical edges of the function in hand, whose frequencies are known. The view must be
 * built anew. */
void split_critical_edges(pruner *run, splits *done);

/* Joins those again that hold no operation; true if any is left. The view must be built anew. */
bool split_join_empty(pruner *run, splits *done);

#endif
