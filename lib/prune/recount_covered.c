/* recount_covered.c - which decrefs are covered, for `verify`: all roots over all blocks at once,
 * from "everything is held" downwards. Shares no code with covered.c, which goes the other way. */
#include <string.h>

#include "prune/recount.h"

enum { ENOUGH = 200 };

typedef struct holding {
  const recount *of;
  uint32_t *op_at; /* per site: its plain operation, or NO_EVENT_AT */
  uint8_t *behind; /* per block and root: increfs certainly outstanding at the block's end */
  uint8_t *now;    /* per root */
  bool *covered;   /* per site */
} holding;

static bool is_live(const recount *of, const event *item) {
  return !item->erased || of->revived[item->site];
}

static void find_ops(const holding *in) {
  const view *fn = in->of->fn;
  for (uint32_t s = 0; s < fn->site_count; s++)
    in->op_at[s] = NO_EVENT_AT;
  for (uint32_t e = 0; e < fn->event_count; e++)
    if (event_is_op(&fn->events[e]) && fn->events[e].plain && is_live(in->of, &fn->events[e]))
      in->op_at[fn->events[e].site] = e;
}

static bool may_release(const view *fn, const site *item, uint32_t number) {
  return item->root == NO_ROOT || item->root == number ||
         hazards_may_be_same(fn, item->block, item->root, number) ||
         (!fn->names.root[item->root].leaf && hazards_is_captured(fn, item->block, number));
}

static void release(const holding *in, const site *item) {
  const view *fn = in->of->fn;
  for (uint32_t r = FIRST_ROOT; r < fn->names.count; r++)
    if (may_release(fn, item, r))
      in->now[r] = 0;
}

static void pass_site(const holding *in, uint32_t s) {
  const view *fn = in->of->fn;
  const site *item = &fn->sites[s];
  const event *op = in->op_at[s] == NO_EVENT_AT ? NULL : &fn->events[in->op_at[s]];
  in->covered[s] = false;
  if (in->of->published[s]) {
    memset(in->now, 0, fn->names.count);
  } else if (op && op->kind == EVENT_INCREF) {
    in->now[op->root] = (uint8_t)(in->now[op->root] + (in->now[op->root] < ENOUGH));
  } else if (op && in->now[op->root] > 0) {
    in->covered[s] = true;
    in->now[op->root]--;
  } else if (op || (item->flags & SITE_RELEASES)) {
    release(in, item);
  }
}

static void enter_block(const holding *in, uint32_t block) {
  const view *fn = in->of->fn;
  uint32_t count = fn->names.count;
  memset(in->now, block == 0 ? 0 : ENOUGH, count);
  for (uint32_t k = fn->cfg.first_predecessor[block]; k < fn->cfg.first_predecessor[block + 1]; k++)
    for (uint32_t r = 0; r < count; r++) {
      uint8_t brought = in->behind[(size_t)fn->cfg.predecessor[k] * count + r];
      in->now[r] = brought < in->now[r] ? brought : in->now[r];
    }
  for (uint32_t r = FIRST_ROOT; r < count; r++)
    if (fn->names.root[r].kind != ROOT_IS_OUTSIDE && fn->names.root[r].block == block)
      in->now[r] = 0;
}

static bool pass_block(const holding *in, uint32_t block) {
  const view *fn = in->of->fn;
  uint8_t *behind = &in->behind[(size_t)block * fn->names.count];
  enter_block(in, block);
  for (uint32_t s = fn->first_site[block]; s < fn->first_site[block + 1]; s++)
    pass_site(in, s);
  bool changed = memcmp(behind, in->now, fn->names.count) != 0;
  memcpy(behind, in->now, fn->names.count);
  return changed;
}

const bool *recount_covered(const recount *of, arena *pool) {
  const view *fn = of->fn;
  size_t cells = (size_t)fn->cfg.count * fn->names.count;
  holding in = {.of = of,
                .op_at = ARENA_NEW(pool, uint32_t, fn->site_count),
                .behind = ARENA_NEW(pool, uint8_t, cells),
                .now = ARENA_NEW(pool, uint8_t, fn->names.count),
                .covered = ARENA_NEW(pool, bool, fn->site_count)};
  memset(in.behind, ENOUGH, cells);
  find_ops(&in);
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t b = 0; b < fn->cfg.count; b++)
      changed |= pass_block(&in, b);
  }
  return in.covered;
}
