/* recount.c - LB of every root at every point, by plain sweeps. */
#include "prune/recount.h"

#include "prune/nulls.h"

static int32_t smaller(int32_t a, int32_t b) {
  return a < b ? a : b;
}

static int32_t larger(int32_t a, int32_t b) {
  return a > b ? a : b;
}

/* One less; what nothing bounds stays so. */
static int32_t one_less(const recount *of, int32_t a) {
  return a < of->unbounded ? a - 1 : a;
}

/* -- What a site means to a root ------------------------------------------------------------------
 */

static const event *event_of(const recount *of, const tally *name, uint32_t number) {
  return number < of->fn->first_event[name->root + 1] ? &of->fn->events[number] : NULL;
}

static event_kind meaning(const recount *of, const event *item) {
  return of->revived[item->site] ? item->kind : event_means(item);
}

/* What the site may do to others; erasing its operation has cleared the flag of that. */
static unsigned flags_of(const recount *of, uint32_t site_number) {
  unsigned flags = of->fn->sites[site_number].flags;
  return of->revived[site_number] ? flags | of->lost_flags[site_number] : flags;
}

/* The event's number, if it is one of the root at the site, or NO_EVENT_AT. */
static uint32_t event_there(const recount *of, const tally *name, uint32_t number, uint32_t at) {
  const event *item = event_of(of, name, number);
  return item && item->site == at ? number : NO_EVENT_AT;
}

/* Do the effects written on the site reach the root's object? An event's own effect is not one of
 * them unless the site says so. */
static bool is_hit(const recount *of, const tally *name, uint32_t site_number, bool owners_too) {
  const view *fn = of->fn;
  const site *item = &fn->sites[site_number];
  if (name->event_at[site_number] != NO_EVENT_AT)
    return item->hits_own;
  if (item->root == NO_ROOT || item->root == name->root ||
      hazards_may_be_same(fn, item->block, item->root, name->root))
    return true;
  return owners_too && !fn->names.root[item->root].leaf &&
         hazards_is_captured(fn, item->block, name->root);
}

bool recount_releases(const recount *of, const tally *name, uint32_t site_number) {
  if (of->published[site_number])
    return true;
  const root *names = of->fn->names.root;
  if (of->covered[site_number] &&
      names[of->fn->sites[site_number].root].component != names[name->root].component)
    return false;
  return (flags_of(of, site_number) & SITE_RELEASES) && is_hit(of, name, site_number, true);
}

bool recount_freezes(const recount *of, const tally *name, uint32_t site_number) {
  return (of->fn->sites[site_number].flags & SITE_FREEZES) && is_hit(of, name, site_number, false);
}

bool recount_defines(const view *fn, uint32_t number, uint32_t block) {
  const root *item = &fn->names.root[number];
  return item->kind != ROOT_IS_OUTSIDE && item->kind != ROOT_IS_PHI && item->block == block;
}

static bool is_defined_in(const view *fn, uint32_t number, uint32_t block) {
  const root *item = &fn->names.root[number];
  return item->kind != ROOT_IS_OUTSIDE && item->block == block;
}

static bool exists_in(const view *fn, uint32_t number, uint32_t block) {
  const root *item = &fn->names.root[number];
  return item->kind == ROOT_IS_OUTSIDE || graph_dominates(&fn->cfg, item->block, block);
}

/* -- Backward: A ----------------------------------------------------------------------------------
 */

/* May somebody's reference begin inside the site: a callee's, or one that a destructor takes? */
static bool is_kept_at(const recount *of, const tally *name, uint32_t site_number) {
  const site *item = &of->fn->sites[site_number];
  return (flags_of(of, site_number) & SITE_REVIVES) &&
         (name->event_at[site_number] == NO_EVENT_AT || item->hits_own) &&
         hazards_is_captured(of->fn, item->block, name->root);
}

/* What the site may keep for other names is not ours to give back. */
static ahead before_keeping(const recount *of, const tally *name, uint32_t site_number, ahead a) {
  unsigned flags = flags_of(of, site_number);
  if (is_kept_at(of, name, site_number))
    a.alive = larger(a.owed, smaller(1, a.alive));
  if (!is_hit(of, name, site_number, false))
    return a;
  if (flags & SITE_CLAMPS)
    return (ahead){.owed = 0, .alive = smaller(1, a.alive)};
  if (flags & SITE_RETAINS) {
    a.owed = larger(0, one_less(of, a.owed));
    a.alive = a.alive >= 2 ? one_less(of, a.alive) : a.alive;
  }
  return a;
}

static ahead before_event(const recount *of, const event *item, ahead a) {
  switch (meaning(of, item)) {
  case EVENT_INCREF:
    return (ahead){.owed = larger(0, one_less(of, a.owed)),
                   .alive = larger(1, one_less(of, a.alive))};
  case EVENT_DECREF:
    return (ahead){.owed = smaller(of->unbounded, a.owed + 1),
                   .alive = smaller(of->unbounded, a.alive + 1)};
  case EVENT_USE:
    return (ahead){.owed = a.owed, .alive = larger(1, a.alive)};
  case EVENT_DEFINITION:
    break;
  }
  return (ahead){0, 0};
}

/* All events of one site are one step of the program; their order is that of the view. */
static ahead before_events(const recount *of, const tally *name, uint32_t site_number, ahead a) {
  uint32_t first = name->event_at[site_number], last = first;
  if (first == NO_EVENT_AT)
    return a;
  while (event_of(of, name, last + 1) && of->fn->events[last + 1].site == site_number)
    last++;
  for (uint32_t e = last + 1; e-- > first;)
    a = before_event(of, &of->fn->events[e], a);
  return a;
}

/* What the caller keeps of an argument that it lends, until the function is left. */
static ahead kept_by_caller(const recount *of, const tally *name) {
  int32_t kept = of->fn->names.root[name->root].borrowed ? 1 : 0;
  return (ahead){kept, kept};
}

static ahead with_kept(const recount *of, const tally *name, ahead a) {
  ahead kept = kept_by_caller(of, name);
  return (ahead){.owed = larger(a.owed, kept.owed), .alive = larger(a.alive, kept.alive)};
}

/* What is owed on one edge under the root's name, or those of the phis that read it there. */
static ahead a_on_edge(const recount *of, const tally *name, uint32_t block, uint32_t next) {
  const view *fn = of->fn;
  ahead a = {0, 0};
  if (nulls_on_edge(fn, name->root, block, next))
    return (ahead){of->unbounded, of->unbounded};
  if (!is_defined_in(fn, name->root, next))
    a = name->a_start[next];
  for (uint32_t k = 0; k < name->reading_count; k++) {
    const reading *item = &name->readings[k];
    const tally *phi = &of->names[item->phi];
    if (item->block != block || fn->names.root[phi->root].block != next)
      continue;
    a.owed = larger(a.owed, phi->a_start[next].owed);
    a.alive = larger(a.alive, phi->a_start[next].alive);
  }
  return a;
}

static ahead a_behind_block(const recount *of, const tally *name, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  if (cfg->end[block] != END_BRANCH || !cfg->reaches_return[block])
    return kept_by_caller(of, name);
  ahead a = {of->unbounded, of->unbounded};
  for (uint32_t e = cfg->first_successor[block]; e < cfg->first_successor[block + 1]; e++) {
    ahead edge = a_on_edge(of, name, block, cfg->successor[e]);
    a = (ahead){smaller(a.owed, edge.owed), smaller(a.alive, edge.alive)};
  }
  return a;
}

static bool sweep_block_up(const recount *of, tally *name, uint32_t block) {
  const view *fn = of->fn;
  ahead a = name->a_behind[block] = a_behind_block(of, name, block);
  for (uint32_t s = fn->first_site[block + 1]; s-- > fn->first_site[block];) {
    name->a_after[s] = a;
    name->a_inside[s] = a = with_kept(of, name, before_keeping(of, name, s, a));
    a = with_kept(of, name, before_events(of, name, s, a));
    if (!fn->cfg.reaches_return[block]) /* what follows may not happen */
      a = kept_by_caller(of, name);
    name->a_before[s] = a;
  }
  if (recount_defines(fn, name->root, block))
    a = (ahead){0, 0};
  ahead *start = &name->a_start[block];
  bool changed = a.owed != start->owed || a.alive != start->alive;
  *start = a;
  return changed;
}

static void solve_backward(const recount *of) {
  const graph *cfg = &of->fn->cfg;
  for (uint32_t k = 0; k < of->count; k++)
    for (uint32_t b = 0; b < cfg->count; b++)
      of->names[k].a_start[b] = cfg->reaches_return[b] ? (ahead){of->unbounded, of->unbounded}
                                                       : kept_by_caller(of, &of->names[k]);
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t k = 0; k < of->count; k++)
      for (uint32_t b = cfg->count; b-- > 0;)
        changed |= sweep_block_up(of, &of->names[k], b);
  }
}

/* -- Forward: F, and the larger of both -----------------------------------------------------------
 */

static int32_t lb_on_edge(const recount *of, const tally *name, uint32_t block, uint32_t next) {
  return larger(name->lb_behind[block], a_on_edge(of, name, block, next).alive);
}

static int32_t f_of_phi(const recount *of, const root *phi) {
  int32_t f = of->unbounded;
  for (uint32_t i = 0; i < phi->input_count; i++) {
    const root_input *input = &phi->inputs[i];
    if (input->root == ROOT_NULL)
      continue;
    if (input->root == ROOT_UNDEF)
      return 0;
    const tally *from = &of->names[of->name_of[input->root]];
    f = smaller(f, lb_on_edge(of, from, input->block, phi->block));
  }
  return f;
}

static int32_t f_of_select(const recount *of, const root *select, uint32_t site_number) {
  int32_t f = select->input_count ? of->unbounded : 0;
  for (uint32_t i = 0; i < select->input_count; i++) {
    uint32_t input = select->inputs[i].root;
    if (input == ROOT_UNDEF)
      return 0;
    if (input != ROOT_NULL)
      f = smaller(f, of->names[of->name_of[input]].lb_before[site_number]);
  }
  return f;
}

static bool is_published_at(const recount *of, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  bool any = false;
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    any |= of->published_behind[cfg->predecessor[e]];
  return any;
}

static int32_t f_at_start(const recount *of, const tally *name, uint32_t block) {
  const view *fn = of->fn;
  const root *object = &fn->names.root[name->root];
  if (is_published_at(of, block))
    return 0;
  if (object->kind == ROOT_IS_PHI && object->block == block)
    return f_of_phi(of, object);
  if (block == 0 || !exists_in(fn, name->root, block) || is_defined_in(fn, name->root, block))
    return 0;
  int32_t f = of->unbounded;
  for (uint32_t e = fn->cfg.first_predecessor[block]; e < fn->cfg.first_predecessor[block + 1]; e++)
    if (!nulls_on_edge(fn, name->root, fn->cfg.predecessor[e], block))
      f = smaller(f, lb_on_edge(of, name, fn->cfg.predecessor[e], block));
  return f;
}

static int32_t f_behind_event(const recount *of, const event *item, int32_t lb) {
  const root *object = &of->fn->names.root[item->root];
  switch (meaning(of, item)) {
  case EVENT_INCREF:
    return smaller(of->unbounded, larger(1, lb) + 1);
  case EVENT_DECREF:
    return larger(0, one_less(of, lb));
  case EVENT_USE:
    return larger(1, lb);
  case EVENT_DEFINITION:
    return object->kind == ROOT_IS_SELECT ? f_of_select(of, object, item->site)
                                          : object->fresh && !object->at_terminator;
  }
  return 0;
}

static int32_t f_behind_site(const recount *of, const tally *name, uint32_t site_number,
                             int32_t lb) {
  if (recount_releases(of, name, site_number))
    return 0;
  uint32_t e = name->event_at[site_number];
  for (; e != NO_EVENT_AT; e = event_there(of, name, e + 1, site_number))
    lb = f_behind_event(of, &of->fn->events[e], lb);
  return lb;
}

static bool sweep_block_down(const recount *of, tally *name, uint32_t block) {
  const view *fn = of->fn;
  int32_t lb = larger(f_at_start(of, name, block), name->a_start[block].alive);
  bool changed = lb != name->lb_start[block];
  name->lb_start[block] = lb;
  for (uint32_t s = fn->first_site[block]; s < fn->first_site[block + 1]; s++) {
    lb = larger(lb, name->a_before[s].alive);
    changed |= lb != name->lb_before[s];
    name->lb_before[s] = lb;
    lb = larger(f_behind_site(of, name, s, lb), name->a_after[s].alive);
    name->lb_after[s] = lb;
  }
  lb = larger(lb, name->a_behind[block].alive);
  changed |= lb != name->lb_behind[block];
  name->lb_behind[block] = lb;
  return changed;
}

static void solve_forward(const recount *of) {
  const view *fn = of->fn;
  for (uint32_t k = 0; k < of->count; k++) {
    for (uint32_t b = 0; b < fn->cfg.count; b++)
      of->names[k].lb_start[b] = of->names[k].lb_behind[b] = of->unbounded;
    for (uint32_t s = 0; s < fn->site_count; s++)
      of->names[k].lb_before[s] = of->unbounded;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t k = 0; k < of->count; k++)
      for (uint32_t b = 0; b < fn->cfg.count; b++)
        changed |= sweep_block_down(of, &of->names[k], b);
  }
}

/* -- Published objects ----------------------------------------------------------------------------
 */

static bool publish_block(const recount *of, uint32_t block) {
  const view *fn = of->fn;
  bool now = is_published_at(of, block);
  for (uint32_t s = fn->first_site[block]; s < fn->first_site[block + 1]; s++) {
    now |= (fn->sites[s].flags & SITE_PUBLISHES) != 0;
    of->published[s] = now;
  }
  bool changed = now != of->published_behind[block];
  of->published_behind[block] = now;
  return changed;
}

static void find_published(const recount *of) {
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t b = 0; b < of->fn->cfg.count; b++)
      changed |= publish_block(of, b);
  }
}

/* -- All of it ------------------------------------------------------------------------------------
 */

static void prepare_name(recount *out, arena *pool, uint32_t number) {
  const view *fn = out->fn;
  uint32_t sites = fn->site_count, blocks = fn->cfg.count;
  out->name_of[number] = out->count;
  tally *name = &out->names[out->count++];
  *name = (tally){.root = number,
                  .event_at = ARENA_NEW(pool, uint32_t, sites),
                  .a_before = ARENA_NEW(pool, ahead, sites),
                  .a_inside = ARENA_NEW(pool, ahead, sites),
                  .a_after = ARENA_NEW(pool, ahead, sites),
                  .a_start = ARENA_NEW(pool, ahead, blocks),
                  .a_behind = ARENA_NEW(pool, ahead, blocks),
                  .lb_before = ARENA_NEW(pool, int32_t, sites),
                  .lb_after = ARENA_NEW(pool, int32_t, sites),
                  .lb_start = ARENA_NEW(pool, int32_t, blocks),
                  .lb_behind = ARENA_NEW(pool, int32_t, blocks)};
  for (uint32_t s = 0; s < sites; s++)
    name->event_at[s] = NO_EVENT_AT;
  for (uint32_t e = fn->first_event[number + 1]; e-- > fn->first_event[number];) {
    name->event_at[fn->events[e].site] = e;
    out->unbounded += event_is_op(&fn->events[e]);
  }
}

/* A phi's inputs are of its component, so all have a tally. */
static void find_readings(const recount *of, arena *pool) {
  for (uint32_t k = 0; k < of->count; k++) {
    const root *phi = &of->fn->names.root[of->names[k].root];
    for (uint32_t i = 0; phi->kind == ROOT_IS_PHI && i < phi->input_count; i++) {
      const root_input *input = &phi->inputs[i];
      if (input->root < FIRST_ROOT)
        continue;
      tally *from = &of->names[of->name_of[input->root]];
      ARENA_RESERVE(pool, from->readings, from->reading_count, from->reading_capacity);
      from->readings[from->reading_count++] = (reading){.phi = k, .block = input->block};
    }
  }
}

/* On a way through the function without cycles each operation is met once, and a cycle that raises
 * a bound is never the least way; uses and fresh objects add one each. */
enum { BESIDE_OPERATIONS = 4 };

static void find_lost_flags(const recount *of) {
  const view *fn = of->fn;
  for (uint32_t e = 0; e < fn->event_count; e++)
    if (fn->events[e].erased)
      of->lost_flags[fn->events[e].site] =
          (uint8_t)hazards_of_op(fn, fn->events[e].kind, fn->events[e].root);
}

void recount_solve(recount *out, arena *pool, const view *fn, uint32_t component,
                   const bool *revived) {
  *out = (recount){.fn = fn, .revived = revived, .unbounded = BESIDE_OPERATIONS};
  out->lost_flags = ARENA_NEW(pool, uint8_t, fn->site_count);
  find_lost_flags(out);
  out->names = ARENA_NEW(pool, tally, fn->names.count);
  out->name_of = ARENA_NEW(pool, uint32_t, fn->names.count);
  out->published = ARENA_NEW(pool, bool, fn->site_count);
  out->published_behind = ARENA_NEW(pool, bool, fn->cfg.count);
  for (uint32_t r = 0; r < fn->names.count; r++)
    out->name_of[r] = NO_ROOT;
  for (uint32_t r = FIRST_ROOT; r < fn->names.count; r++)
    if (fn->names.root[r].relevant && fn->names.root[r].component == component)
      prepare_name(out, pool, r);
  find_readings(out, pool);
  find_published(out);
  out->covered = recount_covered(out, pool);
  solve_backward(out);
  solve_forward(out);
}
