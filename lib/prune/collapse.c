/* collapse.c - find the phis of one root by dominators.
 *
 * Values flow from inputs to phis and selects. Let a start node lead to every root that is neither.
 * Where all ways from the start to a phi lead through one root, the phi's value is one that this root
 * had, and the topmost such root, a child of the start in the dominator tree, stands for it. A phi
 * that is a child of the start itself brings different roots together. This is the most that can be
 * collapsed (minimal SSA form), and does not depend on the order in which roots are numbered.
 */
#include "prune/collapse.h"

#include "prune/dominators.h"

static bool is_source(const root *item) {
  return item->input_count == 0;
}

/* Per root, those that it stems from; per source the start, whose number is behind the last root's. */
static edge_lists list_inputs(const roots *all) {
  uint32_t start = all->count, total = 0;
  for (uint32_t r = 0; r < all->count; r++)
    total += is_source(&all->root[r]) ? 1 : all->root[r].input_count;
  edge_lists inputs = {.first = ARENA_NEW_UNSET(all->pool, uint32_t, all->count + 2),
                       .other = ARENA_NEW_UNSET(all->pool, uint32_t, total)};
  uint32_t next = 0;
  for (uint32_t r = 0; r < all->count; r++) {
    inputs.first[r] = next;
    if (is_source(&all->root[r]))
      inputs.other[next++] = start;
    for (uint32_t i = 0; i < all->root[r].input_count; i++)
      inputs.other[next++] = all->root[r].inputs[i].root;
  }
  inputs.first[start] = inputs.first[start + 1] = next;
  return inputs;
}

static bool has_choices(const roots *all) {
  for (uint32_t r = FIRST_ROOT; r < all->count; r++)
    if (!is_source(&all->root[r]))
      return true;
  return false;
}

/* Roots below the start's children go by what these stand for; ways up are shortened as they are gone. */
static uint32_t child_of_start(uint32_t *dominator, uint32_t start, uint32_t r) {
  while (dominator[r] != start && dominator[dominator[r]] != start) {
    dominator[r] = dominator[dominator[r]];
    r = dominator[r];
  }
  return dominator[r] == start ? r : dominator[r];
}

void collapse_phis(roots *all) {
  if (!has_choices(all))
    return;
  uint32_t start = all->count, *dominator = ARENA_NEW_UNSET(all->pool, uint32_t, start + 1);
  edge_lists inputs = list_inputs(all), users = edge_lists_turned(all->pool, &inputs, start + 1);
  dominators_find(all->pool, &users, &inputs, start + 1, start, dominator);
  for (uint32_t r = FIRST_ROOT; r < all->count; r++) /* a cycle of phis without an entry: unreachable */
    all->root[r].representative =
        dominator[r] == NO_DOMINATOR ? ROOT_UNDEF : child_of_start(dominator, start, r);
}
