/* verify_kept.h - bounds that outlive their evidence, once more, for `verify`.
 *
 * keep.c keeps the bounds of a span's nodes from one numbering to the next. Here a book is opened for a
 * root when a change raises its count somewhere (d > 0), and holds what was known at every point, brought
 * forward by each later change: by its own d, and to nothing in a block where another root's is below 0.
 */
#ifndef REFPRUNE_VERIFY_KEPT_H
#define REFPRUNE_VERIFY_KEPT_H

#include "prune/pruner.h"
#include "prune/recount.h"

/* Bounds of the count as it is now; 0 where nothing is known. */
typedef struct kept_book {
  struct kept_book *next;
  uint32_t root;
  int32_t *start, *bottom, *end; /* per block: at START, in the last gap, at END */
  int32_t *gap, *inside;         /* per site: in the gap before it, and in the midst of what it does */
} kept_book;

/* NULL: there is none. */
kept_book *kept_find(const pruner *run, uint32_t number);

/* Finds or opens one. */
kept_book *kept_open(pruner *run, uint32_t number);

/* From now on nothing is known in the block. */
void kept_drop_block(const pruner *run, kept_book *book, uint32_t block);

/* At its END. */
void kept_drop_end(const pruner *run, kept_book *book, uint32_t block);

/* Nor is it in any book but the root's own. */
void kept_drop_others(const pruner *run, uint32_t number, uint32_t block);

/* Adds what the function shows of the count as it is now. */
void kept_renew_all(pruner *run);

/* What books say of the ends of blocks, per root; NULL: there is no book. */
int32_t **kept_floors(const pruner *run, arena *pool);

/* Raises bounds to those that follow from these. */
void kept_add_floors(const pruner *run, recount *bounds, uint32_t component, int32_t **floors);

#endif
