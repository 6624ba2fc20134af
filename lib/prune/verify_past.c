/* verify_past.c - what was changed before, read off the operations that are gone. */
#include "prune/verify_past.h"

#include "prune/nulls.h"

void past_find_revived(const view *fn, const span *part, bool *revived) {
  for (uint32_t k = 0; k < part->op_count; k++) {
    const event *item = &fn->events[part->ops[k]];
    revived[item->site] |= item->erased;
  }
}

/* Patterns only erase, so what they did to a count follows from what is gone on the way here. Ways
 * that disagree meet in a raising exit, on the edges to which the rest was forgiven. */
static int32_t past_at_start(const view *fn, const history *before, uint32_t number, uint32_t block) {
  const graph *cfg = &fn->cfg;
  const root *object = &fn->names.root[number];
  if (block == 0 || (object->kind != ROOT_IS_OUTSIDE && object->block == block))
    return 0;
  bool known = false;
  int32_t past = 0;
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++) {
    uint32_t from = cfg->predecessor[e];
    if (from >= block || nulls_on_edge(fn, number, from, block))
      continue;
    if (known && before->end[from] != past)
      return 0;
    past = before->end[from];
    known = true;
  }
  return past;
}

static int32_t undone_at(const recount *bounds, uint32_t number, uint32_t site_number) {
  uint32_t e = bounds->names[bounds->name_of[number]].event_at[site_number];
  if (!bounds->revived[site_number] || e == NO_EVENT_AT || !bounds->fn->events[e].erased)
    return 0;
  return bounds->fn->events[e].kind == EVENT_INCREF ? -1 : 1;
}

history past_find(arena *pool, const recount *bounds, uint32_t number) {
  const view *fn = bounds->fn;
  history before = {.start = ARENA_NEW(pool, int32_t, fn->cfg.count),
                    .end = ARENA_NEW(pool, int32_t, fn->cfg.count),
                    .gap = ARENA_NEW(pool, int32_t, fn->site_count)};
  for (uint32_t b = 0; b < fn->cfg.count; b++) {
    int32_t d = before.start[b] = past_at_start(fn, &before, number, b);
    for (uint32_t s = fn->first_site[b]; s < fn->first_site[b + 1]; s++) {
      before.gap[s] = d;
      d += undone_at(bounds, number, s);
    }
    before.end[b] = d;
  }
  return before;
}
