/* forward.c - F: what we have taken. LB = max(F, A) is found on the way, A being known. */
#include "prune/through.h"

/* -- Starts of blocks ----------------------------------------------------------------------------- */

/* LB of a phi's input on its edge. */
static int32_t lb_of_input(const span *part, uint32_t block, uint32_t next) {
  uint32_t local = span_find(part, block);
  if (local == NO_BLOCK)
    return 0;
  const span_block *item = &part->blocks[local];
  for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++)
    if (part->edges[e].next == next)
      return part->edges[e].is_null ? UNBOUNDED : most(item->f_end, part->edges[e].alive);
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

/* -- Selects -------------------------------------------------------------------------------------- */

static int32_t f_of_select(const group *in, const view *fn, const root *item, uint32_t at) {
  int32_t f = item->input_count ? UNBOUNDED : 0;
  for (uint32_t i = 0; i < item->input_count; i++) {
    uint32_t input = item->inputs[i].root;
    if (input != ROOT_NULL)
      f = least(f, input == ROOT_UNDEF ? 0 : through_to_site(fn, flow_span(in, input), at));
  }
  return f;
}

/* Selects of the same cycle read their inputs' bounds in the middle of a block, which may have changed
 * whenever LB at its start has, or F of a select there. */
static void mark_selects(group *in, const view *fn, const span *part, const span_block *item) {
  if (!in->first_select)
    return;
  uint32_t index = (uint32_t)(part - in->spans);
  for (uint32_t i = in->first_select[index]; i < in->first_select[index + 1]; i++) {
    span *other = &in->spans[in->select[i]];
    if (fn->names.root[other->root].block == item->block)
      flow_mark_other(in, part, other, item->block);
  }
}

static void visit_select(group *in, const view *fn, span *part, const span_block *item) {
  const root *object = &fn->names.root[part->root];
  for (uint32_t e = item->first_event; e < item->end_event; e++) {
    if (fn->events[e].kind != EVENT_DEFINITION)
      continue;
    int32_t f = f_of_select(in, fn, object, fn->events[e].site);
    if (f != part->f_select && part->in_cycle)
      mark_selects(in, fn, part, item);
    part->f_select = f;
  }
}

/* -- Sweeps --------------------------------------------------------------------------------------- */

/* A block's F is lowered from the ends of the edges into it, but for a phi. Returns whether it may have
 * been, since the last visit. */
static bool settle_start(const group *in, const view *fn, const span *part, span_block *item) {
  if (span_is_phi(part, item))
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
    flow_mark_other(in, part, other, fn->names.root[other->root].block);
  }
}

/* ... and at the starts of the blocks there. */
static void lower_successors(group *in, span *part, const span_block *item) {
  const span_edge *edge = part->edges + item->first_edge, *end = edge + item->edge_count;
  for (; edge < end; edge++) {
    if (edge->to == NO_BLOCK)
      continue;
    span_block *next = &part->blocks[edge->to];
    int32_t lb = most(item->f_end, edge->feeds_phi ? edge->alive : next->a_start.alive);
    if (lb >= next->f_start)
      continue;
    next->f_start = lb;
    flow_mark(in, part, edge->to);
  }
}

/* The bounds of nodes are written at each visit: the last one has seen all that they rest on. */
static void visit(group *in, const view *fn, span *part, span_block *item) {
  if (settle_start(in, fn, part, item) && part->in_cycle)
    mark_selects(in, fn, part, item);
  if (item->defines && fn->names.root[part->root].kind == ROOT_IS_SELECT)
    visit_select(in, fn, part, item);
  int32_t end = through_downward(fn, part, item);
  if (end == item->f_end)
    return;
  item->f_end = end;
  lower_successors(in, part, item);
  if (item->feeds_phi && part->in_cycle)
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

/* What comes into the span from outside has F = 0. Where other threads may release it is 0 everywhere. */
void forward_start(span *part, const view *fn) {
  part->f_select = UNBOUNDED;
  for (uint32_t i = 0; i < part->block_count; i++) {
    span_block *item = &part->blocks[i];
    item->f_start = item->entered ? 0 : UNBOUNDED;
    item->f_end = UNBOUNDED;
    item->dirty = true;
    item->changes = 0;
  }
  for (uint32_t i = 0; i < part->block_count && fn->published_from; i++)
    if (fn->published_from[part->blocks[i].block] == 0)
      part->blocks[i].f_start = 0;
}

/* -- Readers -------------------------------------------------------------------------------------- */

static void pass_to_phis(group *in, const view *fn, span *part) {
  uint32_t first = fn->first_link[part->root], end = fn->first_link[part->root + 1];
  for (uint32_t k = first; k < end; k++) {
    const phi_link *link = &fn->links[k];
    int32_t lb = lb_of_input(part, link->block, fn->names.root[link->phi].block);
    bool news = lb != part->lb_read[k - first];
    part->lb_read[k - first] = lb;
    if (!news || flow_span(in, link->phi)->cycle == part->cycle)
      continue;
    bounds_make_f_stale(in, in->span_of[link->phi]);
    flow_make_wait(in, in->span_of[link->phi]);
  }
}

/* The site of a select, or NO_SITE where it has none in its span. */
static uint32_t site_of_select(const view *fn, const span *part) {
  for (uint32_t e = fn->first_event[part->root]; e < fn->first_event[part->root + 1]; e++)
    if (fn->events[e].kind == EVENT_DEFINITION)
      return fn->events[e].site;
  return NO_SITE;
}

static void pass_to_select(group *in, const view *fn, const span *part, uint32_t index) {
  const span *other = &in->spans[index];
  if (other->stale || other->cycle == part->cycle)
    return;
  uint32_t at = site_of_select(fn, other);
  if (at == NO_SITE || f_of_select(in, fn, &fn->names.root[other->root], at) == other->f_select)
    return;
  bounds_make_f_stale(in, index);
  flow_make_wait(in, index);
}

uint32_t forward_pass_on(group *in, const view *fn, span *part) {
  pass_to_phis(in, fn, part);
  uint32_t links = fn->first_link[part->root + 1] - fn->first_link[part->root];
  if (!in->first_select)
    return links;
  uint32_t index = (uint32_t)(part - in->spans);
  uint32_t first = in->first_select[index], end = in->first_select[index + 1];
  for (uint32_t i = first; i < end; i++)
    pass_to_select(in, fn, part, in->select[i]);
  return links + end - first;
}
