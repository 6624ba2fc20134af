/* arrange.c - group a view's events by their roots, and links by the roots that phis read. */
#include "prune/view.h"

#include <stdlib.h>

static void group_events(view *fn) {
  uint32_t roots_end = fn->names.count;
  fn->first_event = ARENA_NEW(fn->pool, uint32_t, roots_end + 2);
  uint32_t *next = fn->first_event + 1; /* where the root's next one goes: in the end, where those of
                                         * the following root begin */
  for (uint32_t i = 0; i < fn->event_count; i++)
    next[fn->events[i].root + 1]++;
  for (uint32_t r = 0; r < roots_end; r++)
    next[r + 1] += next[r];
  event *grouped = ARENA_NEW_UNSET(fn->pool, event, fn->event_count);
  for (uint32_t i = 0; i < fn->event_count; i++)
    grouped[next[fn->events[i].root]++] = fn->events[i];
  fn->events = grouped;
  fn->event_capacity = fn->event_count;
}

static int compare_links(const void *left, const void *right) {
  const phi_link *a = left, *b = right;
  if (a->root != b->root)
    return a->root < b->root ? -1 : 1;
  if (a->block != b->block)
    return a->block < b->block ? -1 : 1;
  return (a->phi > b->phi) - (a->phi < b->phi);
}

static void add_links(view *fn, uint32_t phi) {
  const root *item = &fn->names.root[phi];
  for (uint32_t i = 0; i < item->input_count; i++) {
    if (item->inputs[i].root < FIRST_ROOT)
      continue;
    ARENA_RESERVE(fn->pool, fn->links, fn->link_count, fn->link_capacity);
    fn->links[fn->link_count++] =
        (phi_link){.root = item->inputs[i].root, .block = item->inputs[i].block, .phi = phi};
  }
}

/* A switch may lead to a block by several edges, and a phi there has an input for each: the same. */
static void drop_doubles(view *fn) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < fn->link_count; i++)
    if (i == 0 || compare_links(&fn->links[i], &fn->links[kept - 1]) != 0)
      fn->links[kept++] = fn->links[i];
  fn->link_count = kept;
}

static void group_links(view *fn) {
  for (uint32_t r = FIRST_ROOT; r < fn->names.count; r++)
    if (fn->names.root[r].relevant && fn->names.root[r].kind == ROOT_IS_PHI)
      add_links(fn, r);
  if (fn->link_count)
    qsort(fn->links, fn->link_count, sizeof *fn->links, compare_links);
  drop_doubles(fn);
  fn->first_link = ARENA_NEW(fn->pool, uint32_t, fn->names.count + 1);
  for (uint32_t i = 0; i < fn->link_count; i++)
    fn->first_link[fn->links[i].root + 1]++;
  for (uint32_t r = 0; r < fn->names.count; r++)
    fn->first_link[r + 1] += fn->first_link[r];
}

void view_arrange(view *fn) {
  group_events(fn);
  group_links(fn);
}
