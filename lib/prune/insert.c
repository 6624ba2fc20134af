/* insert.c - merge new operations into a view. */
#include "prune/insert.h"

#include <stdlib.h>
#include <string.h>

#include "prune/hazards.h"

uint32_t insert_end(const view *fn, uint32_t block) {
  uint32_t end = fn->first_site[block + 1];
  return end > fn->first_site[block] && fn->sites[end - 1].ends_block ? end - 1 : end;
}

/* The block comes first: the end of one and the start of the next may have one site behind them. */
static int compare_places(const void *left, const void *right) {
  const new_op *a = left, *b = right;
  if (a->block != b->block)
    return a->block < b->block ? -1 : 1;
  if (a->before != b->before)
    return a->before < b->before ? -1 : 1;
  return (a->turn > b->turn) - (a->turn < b->turn);
}

static int compare_roots(const void *left, const void *right) {
  const new_op *a = left, *b = right;
  if (a->root != b->root)
    return a->root < b->root ? -1 : 1;
  return (a->site > b->site) - (a->site < b->site);
}

/* -- Sites ---------------------------------------------------------------------------------------- */

/* From the back, so that no site is overwritten before it has moved. */
static void merge_sites(view *fn, new_op *ops, uint32_t count) {
  uint32_t left = count;
  for (uint32_t s = fn->site_count + count; left; s--) {
    new_op *last = &ops[left - 1];
    if (last->before + left < s) {
      fn->sites[s - 1] = fn->sites[s - 1 - left];
      continue;
    }
    last->site = s - 1;
    fn->sites[s - 1] = (site){.instruction = last->instruction, .block = last->block,
                              .root = last->root,
                              .flags = (uint8_t)hazards_of_op(fn, last->kind, last->root)};
    left--;
  }
  fn->site_count += count;
}

static void move_first_sites(view *fn, const new_op *ops, uint32_t count) {
  uint32_t passed = 0;
  for (uint32_t b = 0; b <= fn->cfg.count; b++) {
    while (passed < count && ops[passed].block < b)
      passed++;
    fn->first_site[b] += passed;
  }
}

/* -- Events --------------------------------------------------------------------------------------- */

/* The sites that new operations stand before, in order: what a site's number grows by. */
typedef struct shift {
  uint32_t *before;
  uint32_t count;
} shift;

static uint32_t moved(const shift *by, uint32_t site_number) {
  uint32_t low = 0, high = by->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (by->before[middle] <= site_number)
      low = middle + 1;
    else
      high = middle;
  }
  return site_number + low;
}

static void move_events(view *fn, const shift *by) {
  for (uint32_t e = 0; e < fn->event_count; e++) {
    event *item = &fn->events[e];
    item->site = moved(by, item->site);
    if (item->reason && item->blocker != NO_SITE)
      item->blocker = moved(by, item->blocker);
  }
}

/* Behind which of its root's events, up to `end`, the operation's comes. */
static uint32_t place_among_events(const view *fn, const new_op *op, uint32_t end) {
  uint32_t at = fn->first_event[op->root + 1] < end ? fn->first_event[op->root + 1] : end;
  while (at > fn->first_event[op->root] && fn->events[at - 1].site > op->site)
    at--;
  return at;
}

/* From the back, so that no event is overwritten before it has moved. */
static void merge_events(view *fn, const new_op *ops, uint32_t count) {
  uint32_t end = fn->event_count;
  for (uint32_t left = count; left; left--) {
    const new_op *last = &ops[left - 1];
    uint32_t at = place_among_events(fn, last, end);
    memmove(fn->events + at + left, fn->events + at, (end - at) * sizeof *fn->events);
    fn->events[at + left - 1] = (event){.site = last->site, .root = last->root,
                                        .kind = last->kind, .plain = true};
    end = at;
  }
  fn->event_count += count;
}

static void move_first_events(view *fn, const new_op *ops, uint32_t count) {
  uint32_t passed = 0;
  for (uint32_t r = 0; r <= fn->names.count; r++) {
    while (passed < count && ops[passed].root < r)
      passed++;
    fn->first_event[r] += passed;
  }
}

/* Room for everything comes first, so that what is allocated last can be given back. */
void insert_ops(view *fn, new_op *ops, uint32_t count) {
  ARENA_RESERVE_MORE(fn->pool, fn->sites, fn->site_count, count, fn->site_capacity);
  ARENA_RESERVE_MORE(fn->pool, fn->events, fn->event_count, count, fn->event_capacity);
  for (uint32_t i = 0; i < count; i++)
    ops[i].turn = ops[i].at_start ? -(int64_t)i - 1 : i;
  qsort(ops, count, sizeof *ops, compare_places);
  merge_sites(fn, ops, count);
  move_first_sites(fn, ops, count);
  arena_mark mark = arena_position(fn->pool);
  shift by = {.before = ARENA_NEW_UNSET(fn->pool, uint32_t, count), .count = count};
  for (uint32_t i = 0; i < count; i++)
    by.before[i] = ops[i].before;
  move_events(fn, &by);
  qsort(ops, count, sizeof *ops, compare_roots);
  merge_events(fn, ops, count);
  move_first_events(fn, ops, count);
  arena_rewind(fn->pool, mark);
  hazards_index_again(fn);
}
