/* collapse.c - find the phis of one root by dominators.
 *
 * Values flow from inputs to phis and selects. Let a start node lead to every root that is neither.
 * Where all ways from the start to a phi lead through one root, the phi's value is one that this root
 * had, and the topmost such root, a child of the start in the dominator tree, stands for it. A phi
 * that is a child of the start itself brings different roots together. This is the most that can be
 * collapsed (minimal SSA form), and does not depend on the order in which roots are numbered.
 */
#include "prune/collapse.h"

#include <string.h>

enum { START = 0 };

/* Nodes are numbered in reverse postorder from 1 on. */
typedef struct flow {
  roots *all;
  uint32_t *first_user, *user; /* per root: the phis and selects that read it */
  uint32_t *node_of;           /* per root; START: not reached */
  uint32_t *root_of;           /* per node */
  uint32_t *dominator;         /* per node: the immediate one */
} flow;

static bool is_source(const root *item) {
  return item->input_count == 0;
}

static void list_users(flow *of) {
  const roots *all = of->all;
  arena *pool = all->pool;
  of->first_user = ARENA_NEW(pool, uint32_t, all->count + 1);
  for (uint32_t r = FIRST_ROOT; r < all->count; r++)
    for (uint32_t i = 0; i < all->root[r].input_count; i++)
      of->first_user[all->root[r].inputs[i].root + 1]++;
  for (uint32_t r = 0; r < all->count; r++)
    of->first_user[r + 1] += of->first_user[r];
  of->user = ARENA_NEW(pool, uint32_t, of->first_user[all->count]);
  uint32_t *next = ARENA_NEW(pool, uint32_t, all->count);
  for (uint32_t r = FIRST_ROOT; r < all->count; r++)
    for (uint32_t i = 0; i < all->root[r].input_count; i++) {
      uint32_t input = all->root[r].inputs[i].root;
      of->user[of->first_user[input] + next[input]++] = r;
    }
}

/* Depth first from one source; `left` counts down the numbers that are still to be given. */
static uint32_t number_from(flow *of, uint32_t source, uint32_t *stack, uint32_t *cursor,
                            uint32_t left) {
  uint32_t depth = 0;
  stack[depth++] = source;
  of->node_of[source] = NO_ROOT; /* entered */
  while (depth) {
    uint32_t top = stack[depth - 1];
    if (cursor[top] == of->first_user[top + 1]) {
      of->node_of[top] = left;
      of->root_of[left--] = top;
      depth--;
      continue;
    }
    uint32_t next = of->user[cursor[top]++];
    if (of->node_of[next] != START)
      continue;
    of->node_of[next] = NO_ROOT;
    stack[depth++] = next;
  }
  return left;
}

/* Numbers are given from the last one down; returns the first that was given. */
static uint32_t number_nodes(flow *of) {
  const roots *all = of->all;
  arena *pool = all->pool;
  of->node_of = ARENA_NEW(pool, uint32_t, all->count);
  of->root_of = ARENA_NEW(pool, uint32_t, all->count + 1);
  uint32_t *stack = ARENA_NEW(pool, uint32_t, all->count);
  uint32_t *cursor = ARENA_NEW(pool, uint32_t, all->count);
  memcpy(cursor, of->first_user, all->count * sizeof *cursor);
  uint32_t left = all->count;
  for (uint32_t r = 0; r < all->count; r++)
    if (is_source(&all->root[r]))
      left = number_from(of, r, stack, cursor, left);
  return left + 1;
}

static uint32_t common_dominator(const flow *of, uint32_t a, uint32_t b) {
  while (a != b) {
    while (a > b)
      a = of->dominator[a];
    while (b > a)
      b = of->dominator[b];
  }
  return a;
}

enum { UNKNOWN = UINT32_MAX };

static uint32_t dominator_of(const flow *of, const root *item) {
  uint32_t best = is_source(item) ? START : UNKNOWN;
  for (uint32_t i = 0; i < item->input_count; i++) {
    uint32_t input = of->node_of[item->inputs[i].root];
    if (input == START || of->dominator[input] == UNKNOWN)
      continue;
    best = best == UNKNOWN ? input : common_dominator(of, best, input);
  }
  return best;
}

/* K. Cooper, T. Harvey and K. Kennedy, "A simple, fast dominance algorithm", as in graph.c. */
static void find_dominators(flow *of, uint32_t first) {
  const roots *all = of->all;
  of->dominator = ARENA_NEW(all->pool, uint32_t, all->count + 1);
  for (uint32_t n = first; n <= all->count; n++)
    of->dominator[n] = UNKNOWN;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t n = first; n <= all->count; n++) {
      uint32_t found = dominator_of(of, &all->root[of->root_of[n]]);
      changed |= found != of->dominator[n];
      of->dominator[n] = found;
    }
  }
}

static bool has_choices(const roots *all) {
  for (uint32_t r = FIRST_ROOT; r < all->count; r++)
    if (!is_source(&all->root[r]))
      return true;
  return false;
}

void collapse_phis(roots *all) {
  if (!has_choices(all))
    return;
  flow of = {.all = all};
  list_users(&of);
  uint32_t first = number_nodes(&of);
  find_dominators(&of, first);
  for (uint32_t r = FIRST_ROOT; r < all->count; r++)
    if (of.node_of[r] == START) /* a cycle of phis without an entry: unreachable */
      all->root[r].representative = ROOT_UNDEF;
  for (uint32_t n = first; n <= all->count; n++) { /* a dominator comes before what it dominates */
    uint32_t above = of.dominator[n];
    if (above != START)
      all->root[of.root_of[n]].representative = all->root[of.root_of[above]].representative;
  }
}
