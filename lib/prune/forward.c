/* forward.c - F: what we have taken. LB = max(F, A) is found on the way, A being known. */
#include "prune/flow.h"
#include "prune/hazards.h"

/* -- Starts of blocks ----------------------------------------------------------------------------- */

/* LB on an edge that goes on to a block of the span, or feeds a phi. */
static int32_t lb_on_edge(const span *part, const span_edge *edge) {
  int32_t alive = edge->feeds_phi ? edge->alive : part->blocks[edge->to].a_start.alive;
  return most(part->blocks[edge->from].f_end, alive);
}

/* LB of a phi's input at the end of its block. */
static int32_t lb_of_input(const span *part, uint32_t block, uint32_t next) {
  uint32_t local = span_find(part, block);
  if (local == NO_BLOCK)
    return 0;
  const span_block *item = &part->blocks[local];
  for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++)
    if (part->edges[e].next == next)
      return part->edges[e].is_null ? UNBOUNDED : lb_on_edge(part, &part->edges[e]);
  return 0;
}

/* A phi is what its input was. Null is no object and bounds nothing. */
static int32_t f_of_phi(const group *in, const root *item) {
  int32_t f = UNBOUNDED;
  for (uint32_t i = 0; i < item->input_count; i++) {
    const root_input *input = &item->inputs[i];
    if (input->root == ROOT_NULL)
      continue;
    if (input->root == ROOT_UNDEF)
      return 0;
    f = least(f, lb_of_input(flow_span(in, input->root), input->block, item->block));
  }
  return f;
}

/* -- Down a block --------------------------------------------------------------------------------- */

static int32_t f_of_definition(const view *fn, const span *part) {
  const root *object = &fn->names.root[part->root];
  if (object->kind == ROOT_IS_SELECT)
    return part->f_select;
  return object->fresh ? 1 : 0;
}

static int32_t f_after_event(const view *fn, const span *part, const event *item, int32_t lb) {
  if (hazards_is_published(fn, item->site) || hazards_hit_own(fn, item->site, SITE_RELEASES))
    return 0;
  switch (item->kind) {
  case EVENT_INCREF:
    return one_more(most(1, lb));
  case EVENT_DECREF:
    return most(0, one_less(lb));
  case EVENT_USE:
    return most(1, lb);
  case EVENT_DEFINITION:
    return f_of_definition(fn, part);
  }
  return 0;
}

descent forward_enter(const view *fn, const span *part, const span_block *item) {
  return (descent){.fn = fn, .part = part, .lb = forward_lb_at_start(item),
                   .from = fn->first_site[item->block]};
}

/* Behind the last release there is only A, and A at its least is at the bottom. */
uint32_t forward_pass_gap(descent *at, uint32_t to, ahead a) {
  uint32_t release = hazards_first_release(at->fn, at->part->root, at->from, to);
  at->lb = release < to ? a.alive : most(at->lb, a.alive);
  return release;
}

void forward_pass_event(descent *at, uint32_t number) {
  const event *item = &at->fn->events[number];
  int32_t f = f_after_event(at->fn, at->part, item, at->lb);
  at->lb = most(f, at->part->a_after[number - at->fn->first_event[at->part->root]].alive);
  at->from = item->site + 1;
}

static int32_t f_through(const view *fn, const span *part, const span_block *item) {
  descent at = forward_enter(fn, part, item);
  uint32_t base = fn->first_event[part->root];
  for (uint32_t e = item->first_event; e < item->end_event; e++) {
    if (fn->events[e].erased)
      continue;
    forward_pass_gap(&at, fn->events[e].site, part->a_before[e - base]);
    forward_pass_event(&at, e);
  }
  forward_pass_gap(&at, fn->first_site[item->block + 1], item->a_end);
  return at.lb;
}

/* -- Selects -------------------------------------------------------------------------------------- */

/* LB of a root just before a site; 0 outside its span. */
static int32_t lb_before_site(const view *fn, const span *part, uint32_t site_number) {
  uint32_t local = span_find(part, fn->sites[site_number].block);
  if (local == NO_BLOCK)
    return 0;
  const span_block *item = &part->blocks[local];
  descent at = forward_enter(fn, part, item);
  uint32_t base = fn->first_event[part->root], behind = fn->first_site[item->block + 1];
  ahead below = item->a_end;
  for (uint32_t e = item->first_event; e < item->end_event; e++) {
    if (fn->events[e].erased)
      continue;
    if (fn->events[e].site >= site_number) {
      behind = fn->events[e].site;
      below = part->a_before[e - base];
      break;
    }
    forward_pass_gap(&at, fn->events[e].site, part->a_before[e - base]);
    forward_pass_event(&at, e);
  }
  /* A before the next event, brought up to the site */
  below = hazards_before_retains(fn, part->root, site_number, behind, below);
  forward_pass_gap(&at, site_number, below);
  return at.lb;
}

static int32_t f_of_select(const group *in, const view *fn, const root *item, uint32_t at) {
  int32_t f = item->input_count ? UNBOUNDED : 0;
  for (uint32_t i = 0; i < item->input_count; i++) {
    uint32_t input = item->inputs[i].root;
    if (input != ROOT_NULL)
      f = least(f, input == ROOT_UNDEF ? 0 : lb_before_site(fn, flow_span(in, input), at));
  }
  return f;
}

/* Selects read their inputs' bounds in the middle of a block: they are few, and looked at anew
 * whenever anything that they may read has changed. */
static void mark_selects(group *in, const view *fn) {
  for (uint32_t i = 0; i < in->count && in->has_selects; i++) {
    span *part = &in->spans[i];
    if (fn->names.root[part->root].kind == ROOT_IS_SELECT)
      flow_mark(in, part, span_find(part, fn->names.root[part->root].block));
  }
}

static void visit_select(group *in, const view *fn, span *part, const span_block *item) {
  const root *object = &fn->names.root[part->root];
  for (uint32_t e = item->first_event; e < item->end_event; e++) {
    if (fn->events[e].kind != EVENT_DEFINITION)
      continue;
    int32_t f = f_of_select(in, fn, object, fn->events[e].site);
    if (f != part->f_select)
      mark_selects(in, fn);
    part->f_select = f;
  }
}

/* -- Sweeps --------------------------------------------------------------------------------------- */

/* A block's F is lowered from the ends of the edges into it, but for a phi. Returns whether it may have
 * been, since the last visit. */
static bool settle_start(const group *in, const view *fn, const span *part, span_block *item) {
  if (item->is_phi)
    return flow_descend(item, &item->f_start, f_of_phi(in, &fn->names.root[part->root]));
  item->f_start = flow_hurry(item, item->f_start);
  if (item->f_start < UNBOUNDED)
    item->changes++;
  return !item->defines;
}

/* LB at a block's end is read by phis behind it, ... */
static void mark_phis(group *in, const view *fn, const span *part, uint32_t block) {
  uint32_t end = fn->first_link[part->root + 1];
  for (uint32_t k = flow_first_link(fn, part->root, block);
       k < end && fn->links[k].block == block; k++) {
    span *other = flow_span(in, fn->links[k].phi);
    flow_mark(in, other, span_find(other, fn->names.root[other->root].block));
  }
}

/* ... and at the starts of the blocks there. */
static void lower_successors(group *in, span *part, const span_block *item) {
  for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++) {
    const span_edge *edge = &part->edges[e];
    if (edge->to == NO_BLOCK)
      continue;
    int32_t lb = lb_on_edge(part, edge);
    if (lb >= part->blocks[edge->to].f_start)
      continue;
    part->blocks[edge->to].f_start = lb;
    flow_mark(in, part, edge->to);
  }
}

static void visit(group *in, const view *fn, span *part, span_block *item) {
  if (settle_start(in, fn, part, item))
    mark_selects(in, fn);
  if (item->defines && fn->names.root[part->root].kind == ROOT_IS_SELECT)
    visit_select(in, fn, part, item);
  bool still = item->still && !(fn->block_flags[item->block] & SITE_RELEASES);
  int32_t end = still ? most(forward_lb_at_start(item), item->a_end.alive)
                      : f_through(fn, part, item);
  if (end == item->f_end)
    return;
  item->f_end = end;
  lower_successors(in, part, item);
  if (item->feeds_phi)
    mark_phis(in, fn, part, item->block);
}

uint32_t forward_sweep(group *in, const view *fn, span *part) {
  worklist turn = worklist_take(&part->dirty);
  uint32_t visited = 0;
  for (uint32_t i = turn.first; i < turn.end || i < part->dirty.end; i++) {
    span_block *item = &part->blocks[i];
    if (!item->dirty)
      continue;
    item->dirty = false;
    visited++;
    visit(in, fn, part, item);
  }
  return visited;
}

/* What comes into the span from outside has F = 0, what other threads may release has it everywhere. */
static int32_t highest_f(const view *fn, const span_block *item) {
  bool published = fn->published_from && fn->published_from[item->block] == 0;
  bool outside = (item->entered || item->defines) && !item->is_phi;
  return published || outside ? 0 : UNBOUNDED;
}

void forward_start(span *part, const view *fn) {
  part->f_select = UNBOUNDED;
  for (uint32_t i = 0; i < part->block_count; i++) {
    span_block *item = &part->blocks[i];
    item->f_start = highest_f(fn, item);
    item->f_end = UNBOUNDED;
    item->dirty = true;
    item->changes = 0;
  }
}
