/* verify_past.h - what earlier changes have done to an account, for `verify`. */
#ifndef REFPRUNE_VERIFY_PAST_H
#define REFPRUNE_VERIFY_PAST_H

#include "prune/recount.h"
#include "prune/span.h"

/* What was done to an account since its span's bounds were proved. Their evidence is the function as it
 * was then, with the operations erased since: c was at least LB then, and is c + past now. (An operation
 * that is gone still tells that its object was alive, but no longer how much it took or gave.) */
typedef struct history {
  int32_t *start, *end; /* per block: at START, and in the last gap */
  int32_t *gap;         /* per site: in the gap before it */
} history;

/* Marks in `revived` (per site) where an operation of the span stood when its bounds were proved. */
void past_find_revived(const view *fn, const span *part, bool *revived);

/* The history of a root among those that `bounds` knows. */
history past_find(arena *pool, const recount *bounds, uint32_t number);

#endif
