/* flow.h - what the two directions of the lower bound share.
 *
 * Each direction is a greatest fixed point by descent from "unbounded". Sweeps visit the blocks whose
 * inputs have changed, and only those: a visit makes the readers of what it has lowered *dirty*, in
 * its own span and, where roots read each other in a cycle, in others. A span that reads another of no
 * cycle with it is solved when that is done, and again only if what it reads of it comes out different:
 * of values on which it does not depend in turn, the greatest solution is the same whoever finds it
 * first. Any assignment that is at most what the rules make of it is sound - an execution is finite, and
 * the argument runs along it - so a value that descends for too long may be dropped further at once
 * (SLOW_DESCENT).
 */
#ifndef REFPRUNE_FLOW_H
#define REFPRUNE_FLOW_H

#include "prune/bounds.h"
#include "prune/hazards.h"

enum { SLOW_DESCENT = 24 };

static inline int32_t least(int32_t a, int32_t b) {
  return a < b ? a : b;
}

static inline int32_t most(int32_t a, int32_t b) {
  return a > b ? a : b;
}

/* One less; infinity stays what it is. */
static inline int32_t one_less(int32_t a) {
  return a - (a < UNBOUNDED);
}

static inline int32_t one_more(int32_t a) {
  return a + (a < UNBOUNDED);
}

static const ahead NOTHING_AHEAD = {0, 0};
static const ahead ANYTHING_AHEAD = {UNBOUNDED, UNBOUNDED};

static inline int32_t flow_lb_at_start(const span_block *item) {
  return most(item->f_start, item->a_start.alive);
}

static inline span *flow_span(const group *in, uint32_t number) {
  return &in->spans[in->span_of[number]];
}

/* A value that goes on descending, and has done so often, is dropped further at once. */
static inline int32_t flow_hurry(const span_block *item, int32_t value) {
  if (item->changes < SLOW_DESCENT)
    return value;
  return least(value, item->changes > 2 * SLOW_DESCENT ? 0 : 1);
}

/* Stores a lower value; true if it changed. */
static inline bool flow_descend(span_block *item, int32_t *place, int32_t value) {
  if (value >= *place)
    return false;
  *place = flow_hurry(item, value);
  item->changes++;
  return true;
}

/* The first link of a root that leaves from `block` or a later one. */
uint32_t flow_first_link(const view *fn, uint32_t number, uint32_t block);

/* Makes a block dirty that is not. */
void flow_add_dirty(group *in, span *part, uint32_t local);

/* Makes a block dirty; NO_BLOCK is none. */
static inline void flow_mark(group *in, span *part, uint32_t local) {
  if (local != NO_BLOCK && !part->blocks[local].dirty)
    flow_add_dirty(in, part, local);
}

/* The same across a phi or select, for spans of one cycle. All others are looked at behind `part`, if what
 * they read of it has changed by then. */
static inline void flow_mark_other(group *in, const span *part, span *other, uint32_t block) {
  if (other->cycle == part->cycle)
    flow_mark(in, other, span_find(other, block));
}

/* Makes a span wait for its turn, unless it is of the cycle in hand. */
void flow_make_wait(group *in, uint32_t index);

/* Visits a span's dirty blocks once, in the order of the direction. Returns how many. */
uint32_t backward_sweep(group *in, const view *fn, span *part);
uint32_t forward_sweep(group *in, const view *fn, span *part);

/* Gives blocks the values from which they descend. */
void backward_start(span *part, const view *fn);
void forward_start(span *part, const view *fn);

/* Of a span that is solved: sees to it that what reads it is solved again, if it reads something new.
 * Returns how much there was to look at. */
uint32_t backward_pass_on(group *in, const view *fn, span *part);
uint32_t forward_pass_on(group *in, const view *fn, span *part);

#endif
