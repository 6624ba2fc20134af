/* through.h - from one end of a block to the other: A upwards, LB downwards. */
#ifndef REFPRUNE_THROUGH_H
#define REFPRUNE_THROUGH_H

#include "prune/flow.h"

/* Walks a block upwards from A at its end, noting A around its events; returns A at its start. */
ahead through_events_upward(const view *fn, span *part, const span_block *item);

/* Walks a block downwards from LB at its start, A being known, and writes down the bounds of its nodes;
 * returns LB behind its terminator. */
int32_t through_events_downward(const view *fn, span *part, const span_block *item);

/* LB of a root just before a site; 0 outside its span. */
int32_t through_to_site(const view *fn, const span *part, uint32_t site_number);

/* Has the block no event of the root, and no site with one of the flags? */
static inline bool through_is_plain(const view *fn, const span_block *item, unsigned flags) {
  return item->still && !(fn->block_flags[item->block] & flags);
}

/* Where no return is ahead A is 0 at the end, too. */
static inline ahead through_upward(const view *fn, span *part, const span_block *item) {
  if (item->still && (!hazards_may_lower(item->a_end) ||
                      through_is_plain(fn, item, SITE_RETAINS | SITE_CLAMPS | SITE_REVIVES)))
    return item->a_end;
  return through_events_upward(fn, part, item);
}

/* Without releases LB only rises on the way down: its least is at START for the segment, too. So does A
 * without events, whatever other names do, and it is LB where F is not above it at START. */
static inline int32_t through_downward(const view *fn, span *part, const span_block *item) {
  unsigned falls = item->f_start > item->a_start.alive ? SITE_RELEASES : 0;
  if (!through_is_plain(fn, item, falls | SITE_FREEZES | BLOCK_ENDS_IN_SITE))
    return through_events_downward(fn, part, item);
  int32_t *bound = part->bound + item->start;
  bound[0] = bound[1] = flow_lb_at_start(item);
  bound[2] = most(bound[0], item->a_end.alive);
  return bound[2];
}

#endif
