/* bounds.c - LB = max(F, A): the fixed point, and what it says of each node. */
#include "prune/bounds.h"

#include "prune/flow.h"
#include "prune/hazards.h"

/* -- Bounds of nodes ------------------------------------------------------------------------------ */

/* The segment in hand, on the way down a block. */
typedef struct segment {
  descent walk;
  int32_t low; /* the least LB seen since the last operation */
  bool frozen;
} segment;

/* Along a gap A only rises, so the least LB is at the top or just behind the first release - or inside
 * it, where a callee that may both release and retain has done the one and not yet the other. */
static void record_gap(segment *at, uint32_t to, ahead a) {
  const view *fn = at->walk.fn;
  uint32_t object = at->walk.part->root, from = at->walk.from;
  uint32_t release = forward_pass_gap(&at->walk, to, a);
  if (release < to) {
    bool only_releases = (fn->sites[release].flags & SITE_RELEASES) &&
                         !(fn->sites[release].flags & SITE_CLAMPS) &&
                         !hazards_is_published(fn, release);
    uint32_t behind = release + (only_releases ? 1 : 0);
    at->low = least(at->low, hazards_before_retains(fn, object, behind, to, a).alive);
  }
  at->frozen |= hazards_first_freeze(fn, object, from, to) < to;
}

static void close_segment(span *part, const segment *at, uint32_t node) {
  part->bound[node] = at->low;
  part->frozen[node] = at->frozen;
}

/* Inside a callee that may release the object and retain it again, one reference is certain at most. */
static int32_t inside_site(const view *fn, const event *item, int32_t a_after) {
  bool both = hazards_hit_own(fn, item->site, SITE_RELEASES) &&
              hazards_hit_own(fn, item->site, SITE_CLAMPS);
  return both ? least(1, a_after) : UNBOUNDED;
}

/* Passes one event; an operation ends a segment and begins the next. */
static void record_event(span *part, segment *at, uint32_t number, uint32_t *node) {
  const view *fn = at->walk.fn;
  const event *item = &fn->events[number];
  uint32_t index = number - fn->first_event[part->root];
  bool freezes = hazards_hit_own(fn, item->site, SITE_FREEZES);
  record_gap(at, item->site, part->a_before[index]);
  at->frozen |= freezes;
  if (event_is_op(item))
    close_segment(part, at, (*node)++);
  forward_pass_event(&at->walk, number);
  int32_t lb = at->walk.lb;
  if (event_is_op(item)) {
    at->low = lb;
    at->frozen = freezes;
    return;
  }
  if (item->kind == EVENT_DEFINITION)
    at->low = lb;
  at->low = least(at->low, least(lb, inside_site(fn, item, part->a_after[index].alive)));
}

/* A block without events, releases and freezes: LB is what it is at START, and at its end what it is
 * behind the terminator. */
static void record_still_block(span *part, const span_block *item) {
  int32_t *bound = part->bound + item->start;
  bound[0] = bound[1] = forward_lb_at_start(item);
  bound[2] = item->f_end;
}

static void record_block(const view *fn, span *part, const span_block *item) {
  segment at = {.walk = forward_enter(fn, part, item)};
  at.low = at.walk.lb;
  uint32_t node = item->start;
  part->bound[node++] = item->defines ? 0 : at.low;
  for (uint32_t e = item->first_event; e < item->end_event; e++)
    if (!fn->events[e].erased)
      record_event(part, &at, e, &node);
  record_gap(&at, fn->first_site[item->block + 1], item->a_end);
  if (fn->block_flags[item->block] & BLOCK_ENDS_IN_SITE) { /* END is before it, the edges are behind it */
    at.low = least(at.low, at.walk.lb);
    close_segment(part, &at, node);
    close_segment(part, &at, node + 1);
    return;
  }
  close_segment(part, &at, node);
  part->bound[node + 1] = at.walk.lb;
}

static void record_blocks(const view *fn, span *part) {
  enum { MATTERS = SITE_RELEASES | SITE_FREEZES | BLOCK_ENDS_IN_SITE };
  for (uint32_t b = 0; b < part->block_count; b++) {
    const span_block *item = &part->blocks[b];
    if (item->still && !(fn->block_flags[item->block] & MATTERS))
      record_still_block(part, item);
    else
      record_block(fn, part, item);
  }
}

/* -- The fixed point ------------------------------------------------------------------------------ */

uint32_t flow_first_link(const view *fn, uint32_t number, uint32_t block) {
  uint32_t low = fn->first_link[number], high = fn->first_link[number + 1];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (fn->links[middle].block < block)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void flow_add_dirty(group *in, span *part, uint32_t local) {
  part->blocks[local].dirty = true;
  worklist_add(&part->dirty, local);
  if (part->waiting)
    return;
  part->waiting = true;
  worklist_add(&in->waiting, (uint32_t)(part - in->spans));
}

/* Sweeps a span until it is stable. Looking for dirty blocks costs little, but something. */
static void settle(group *in, const view *fn, span *part, flow_sweep once, uint64_t *work) {
  while (part->dirty.count && *work) {
    uint64_t looked_at = part->dirty.end - part->dirty.first;
    uint32_t visited = once(in, fn, part);
    part->dirty.count -= visited;
    work_spend(work, visited + looked_at / 16 + 1);
  }
  part->waiting = false;
  in->waiting.count--;
}

static void make_dirty(group *in, span *part) {
  part->dirty = (worklist){.count = part->block_count, .end = part->block_count};
  part->waiting = true;
  worklist_add(&in->waiting, (uint32_t)(part - in->spans));
}

/* Roots are numbered as they were met, operations' own before what they stem from, which is a guess at
 * a good order and only costs time where it is wrong. Stopping early would leave bounds too high:
 * when the work runs out the component is given up. */
static bool solve(group *in, const view *fn, flow_sweep once, uint64_t *work) {
  while (in->waiting.count && *work) {
    worklist turn = worklist_take(&in->waiting);
    work_spend(work, (turn.end - turn.first) / 16);
    for (uint32_t i = turn.first; i < turn.end || i < in->waiting.end; i++)
      if (in->spans[i].waiting)
        settle(in, fn, &in->spans[i], once, work);
  }
  return *work != 0;
}

static bool solve_backward(group *of, const view *fn, uint64_t *work) {
  of->waiting = (worklist){0};
  for (uint32_t i = 0; i < of->stale_count; i++) {
    span *part = &of->spans[of->stale[i]];
    if (!part->stale_a)
      continue;
    backward_start(part, fn);
    make_dirty(of, part);
  }
  return solve(of, fn, backward_sweep, work);
}

static bool solve_forward(group *of, const view *fn, uint64_t *work) {
  of->waiting = (worklist){0};
  for (uint32_t i = 0; i < of->stale_count; i++) {
    span *part = &of->spans[of->stale[i]];
    forward_start(part, fn);
    make_dirty(of, part);
  }
  return solve(of, fn, forward_sweep, work);
}

/* -- What is stale -------------------------------------------------------------------------------- */

static void list_stale(group *of, span *part) {
  if (part->stale)
    return;
  part->stale = true;
  of->stale[of->stale_count++] = (uint32_t)(part - of->spans);
}

void bounds_make_stale(group *of, uint32_t index) {
  of->spans[index].stale_a = true;
  list_stale(of, &of->spans[index]);
}

/* A of a phi is read by its inputs. */
static void spread_to_inputs(group *of, const view *fn) {
  for (uint32_t i = 0; i < of->stale_count; i++) {
    const root *item = &fn->names.root[of->spans[of->stale[i]].root];
    for (uint32_t k = 0; k < item->input_count && item->kind == ROOT_IS_PHI; k++)
      if (item->inputs[k].root >= FIRST_ROOT)
        bounds_make_stale(of, of->span_of[item->inputs[k].root]);
  }
}

/* LB of an input is read by its phis, that of any root perhaps by selects. */
static void spread_to_phis(group *of, const view *fn) {
  for (uint32_t i = 0; i < of->count && of->has_selects; i++)
    if (fn->names.root[of->spans[i].root].kind == ROOT_IS_SELECT)
      list_stale(of, &of->spans[i]);
  for (uint32_t i = 0; i < of->stale_count; i++) {
    uint32_t number = of->spans[of->stale[i]].root;
    for (uint32_t k = fn->first_link[number]; k < fn->first_link[number + 1]; k++)
      list_stale(of, flow_span(of, fn->links[k].phi));
  }
}

/* -- All of it ------------------------------------------------------------------------------------ */

static bool build_one(group *of, view *fn, arena *pool, uint32_t index, uint32_t number,
                      uint64_t *work) {
  span *part = &of->spans[index];
  bool listed = part->stale;
  if (!span_build(part, fn, pool, number, work))
    return false;
  part->stale = listed;
  bounds_make_stale(of, index);
  of->size += (uint64_t)part->block_count + part->edge_count + part->node_count + part->range;
  return true;
}

bool bounds_build(group *out, view *fn, arena *pool, const uint32_t *numbers, uint32_t root_count,
                  uint64_t *work) {
  out->count = root_count;
  out->event_count = fn->event_count;
  out->spans = ARENA_NEW(pool, span, root_count);
  out->stale = ARENA_NEW(pool, uint32_t, root_count);
  for (uint32_t i = 0; i < root_count; i++) {
    if (!build_one(out, fn, pool, i, numbers[i], work))
      return false;
    out->span_of[numbers[i]] = i;
    out->has_selects |= fn->names.root[numbers[i]].kind == ROOT_IS_SELECT;
  }
  return true;
}

bool bounds_rebuild(group *of, view *fn, uint64_t *work) {
  for (uint32_t i = 0; i < of->stale_count; i++) {
    span *part = &of->spans[of->stale[i]];
    if (part->rebuild && !build_one(of, fn, part->pool, of->stale[i], part->root, work))
      return false;
  }
  return true;
}

void bounds_renumber(group *of, const view *fn) {
  for (uint32_t i = 0; i < of->count && of->event_count != fn->event_count; i++)
    span_renumber(&of->spans[i], fn);
  of->event_count = fn->event_count;
}

bool bounds_solve(group *of, const view *fn, uint64_t *work) {
  spread_to_inputs(of, fn);
  if (!solve_backward(of, fn, work))
    return false;
  spread_to_phis(of, fn);
  if (!solve_forward(of, fn, work))
    return false;
  for (uint32_t i = 0; i < of->stale_count; i++) {
    span *part = &of->spans[of->stale[i]];
    record_blocks(fn, part);
    part->stale = part->stale_a = false;
  }
  of->stale_count = 0;
  return true;
}
