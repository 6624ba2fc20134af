/* cycles.c - R. Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion. */
#include "prune/cycles.h"

enum { NOT_SEEN = 0 };

typedef struct search {
  const roots *names;
  uint32_t seen;     /* so many roots were met */
  uint32_t *turn;    /* per root: when it was met; the first at 1 */
  uint32_t *low;     /* the earliest one of an open cycle that it was found to lead to */
  uint32_t *cursor;  /* its next input */
  uint32_t *from;    /* the root that it was met from */
  uint32_t *open;    /* roots whose cycle may grow, as they were met */
  uint32_t open_count;
  uint32_t *order;
  uint32_t count;
  uint32_t *cycle;   /* NO_ROOT: open, or not met */
} search;

static void enter(search *of, uint32_t r, uint32_t from) {
  of->turn[r] = of->low[r] = ++of->seen;
  of->from[r] = from;
  of->open[of->open_count++] = r;
}

static void lower(search *of, uint32_t r, uint32_t to) {
  if (to < of->low[r])
    of->low[r] = to;
}

/* Follows an input; returns the root to go on from. */
static uint32_t follow(search *of, uint32_t r, uint32_t input) {
  if (input < FIRST_ROOT)
    return r;
  if (of->turn[input] == NOT_SEEN) {
    enter(of, input, r);
    return input;
  }
  if (of->cycle[input] == NO_ROOT)
    lower(of, r, of->turn[input]);
  return r;
}

/* Behind its last input; returns the root to go on from. The first of a cycle that was met closes it. */
static uint32_t leave(search *of, uint32_t r) {
  uint32_t from = of->from[r];
  if (of->low[r] == of->turn[r]) {
    uint32_t member, number = of->count;
    do {
      member = of->open[--of->open_count];
      of->cycle[member] = number;
      of->order[of->count++] = member;
    } while (member != r);
  } else {
    lower(of, from, of->low[r]);
  }
  return from;
}

uint32_t cycles_order(const roots *names, uint32_t *order, uint32_t *cycle) {
  arena_mark mark = arena_position(names->pool);
  search of = {.names = names, .order = order, .cycle = cycle};
  of.turn = ARENA_NEW(names->pool, uint32_t, names->count);
  of.cursor = ARENA_NEW(names->pool, uint32_t, names->count);
  uint32_t **unset[] = {&of.low, &of.from, &of.open};
  for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
    *unset[i] = ARENA_NEW_UNSET(names->pool, uint32_t, names->count);
  for (uint32_t r = 0; r < names->count; r++)
    cycle[r] = NO_ROOT;
  for (uint32_t r = FIRST_ROOT; r < names->count; r++) {
    if (!names->root[r].relevant || of.turn[r] != NOT_SEEN)
      continue;
    enter(&of, r, NO_ROOT);
    for (uint32_t at = r; at != NO_ROOT;) {
      const root *item = &names->root[at];
      at = of.cursor[at] < item->input_count
               ? follow(&of, at, item->inputs[of.cursor[at]++].root)
               : leave(&of, at);
    }
  }
  arena_rewind(names->pool, mark);
  return of.count;
}
