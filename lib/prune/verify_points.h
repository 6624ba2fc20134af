/* verify_points.h - what the files of `verify` share: the change in hand, and its d at every point. */
#ifndef REFPRUNE_VERIFY_POINTS_H
#define REFPRUNE_VERIFY_POINTS_H

#include "prune/holders.h"
#include "prune/recount.h"
#include "prune/verify.h"
#include "prune/verify_kept.h"
#include "prune/verify_past.h"

typedef struct checker {
  pruner *run;
  const view *fn;
  const accepted *change;
  bool *revived;   /* per site: an operation of an account stood here when bounds were proved */
  history *before; /* per account */
  kept_book **books; /* per account, or NULL */
  bool *forgave_on_entry, *forgave_at_end; /* per block: what the change is forgiven there */
  recount bounds;
  bool *working;        /* per block, where the change may be forgiven something: find_working */
  const holders *names; /* ... and of all accounts */
} checker;

/* d of the change in hand, and with what came before it. */
typedef struct delta {
  int32_t now, total;
} delta;

/* -- d at every point -----------------------------------------------------------------------------
 */

static inline const history *past_of(const checker *of, const span *part) {
  uint32_t i = 0;
  while (of->change->accounts[i].part != part)
    i++;
  return &of->before[i];
}

static inline int32_t d_start(span *part, uint32_t block) {
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? 0 : part->d[span_node(part, span_start(part, local))];
}

static inline int32_t d_end(span *part, uint32_t block) {
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? 0 : part->d[span_node(part, span_end(part, local))];
}

/* In the gap before a site; a block's first site of the next block stands for "behind the last". */
static inline int32_t d_gap(const view *fn, span *part, uint32_t block, uint32_t site_number) {
  uint32_t local = span_find(part, block);
  if (local == NO_BLOCK)
    return 0;
  const span_block *item = &part->blocks[local];
  uint32_t low = item->first_op, high = item->first_op + item->op_count;
  while (low < high) { /* the first operation at or behind the site */
    uint32_t middle = low + (high - low) / 2;
    if (fn->events[part->ops[middle]].site < site_number)
      low = middle + 1;
    else
      high = middle;
  }
  return part->d[span_node(part, span_segment(part, local, low - item->first_op))];
}

/* In the gap before a site of the block, or behind the last of its body. */
static inline delta delta_in_gap(const checker *of, span *part, uint32_t block, uint32_t site_number) {
  const history *before = past_of(of, part);
  bool last = site_number == of->fn->first_site[block + 1];
  int32_t now = d_gap(of->fn, part, block, site_number);
  return (delta){now, now + (last ? before->end[block] : before->gap[site_number])};
}

static inline delta delta_at_end(const checker *of, span *part, uint32_t block) {
  int32_t now = d_end(part, block);
  return (delta){now, now + past_of(of, part)->end[block]};
}

/* The end of the block's body: its terminator, where that is a site, does not belong to it. */
static inline uint32_t body_end(const view *fn, uint32_t block) {
  uint32_t end = fn->first_site[block + 1];
  return end > fn->first_site[block] && fn->sites[end - 1].ends_block ? end - 1 : end;
}

static inline const tally *bounds_of(const checker *of, const span *part) {
  return &of->bounds.names[of->bounds.name_of[part->root]];
}

/* Brings the books of verify_kept.h forward by the change. */
void verify_renew_books(const checker *of);

#endif
