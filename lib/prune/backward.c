/* backward.c - A: what must still be given back, or is shown to be alive by what follows. */
#include "prune/through.h"

/* -- Edges ---------------------------------------------------------------------------------------- */

/* A at the point where a phi has just been made. */
static ahead a_of_new_phi(const group *in, const view *fn, uint32_t phi) {
  const span *part = flow_span(in, phi);
  if (part->block_count == 0 || part->blocks[0].block != fn->names.root[phi].block)
    return NOTHING_AHEAD; /* of it */
  return part->blocks[0].a_start;
}

/* Evidence crosses a phi edge by name: what is owed under the phi's name behind the edge is owed for
 * the same object before it. The two names' bounds may rest on the same decref, so the larger one
 * counts, not their sum: `+y -y +x -x` needs one reference, not two. */
static int32_t combine_names(int32_t own, int32_t phi) {
#ifdef REFPRUNE_BROKEN_SUM_PHI_NAMES
  return least(own + phi, UNBOUNDED);
#else
  return most(own, phi);
#endif
}

static ahead add_phi_evidence(const group *in, const view *fn, const span *part, span_edge *edge,
                              ahead a) {
  uint32_t block = part->blocks[edge->from].block, end = fn->first_link[part->root + 1];
  for (uint32_t k = flow_first_link(fn, part->root, block);
       k < end && fn->links[k].block == block; k++) {
    if (fn->names.root[fn->links[k].phi].block != edge->next)
      continue;
    ahead phi = a_of_new_phi(in, fn, fn->links[k].phi);
    a.owed = combine_names(a.owed, phi.owed);
    a.alive = combine_names(a.alive, phi.alive);
  }
  edge->alive = a.alive;
  return a;
}

/* Where no return is reached nothing else is ahead: A at every start there is. */
static ahead a_behind(const group *in, const view *fn, const span *part, const span_block *item) {
  if (fn->cfg.end[item->block] != END_BRANCH)
    return part->at_exit;
  int32_t owed = UNBOUNDED, alive = UNBOUNDED;
  span_edge *edge = part->edges + item->first_edge, *end = edge + item->edge_count;
  for (; edge < end; edge++) {
    ahead on = part->at_exit;
    if (edge->to != NO_BLOCK)
      on = part->blocks[edge->to].a_start;
    else if (edge->is_null)
      continue; /* where there is no object, none is missing */
    if (edge->feeds_phi)
      on = add_phi_evidence(in, fn, part, edge, on);
    owed = least(owed, on.owed);
    alive = least(alive, on.alive);
  }
  return (ahead){owed, alive};
}

/* -- Sweeps --------------------------------------------------------------------------------------- */

/* A at a phi's definition is read where its inputs are. */
static void mark_inputs(group *in, const span *part, const root *phi) {
  for (uint32_t i = 0; i < phi->input_count && part->in_cycle; i++) {
    const root_input *input = &phi->inputs[i];
    if (input->root >= FIRST_ROOT)
      flow_mark_other(in, part, flow_span(in, input->root), input->block);
  }
}

/* A at a block's start is read at the ends of the edges into it. */
static void mark_predecessors(group *in, const view *fn, span *part, uint32_t block) {
  const graph *cfg = &fn->cfg;
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    flow_mark(in, part, span_find(part, cfg->predecessor[e]));
}

/* `above`: must blocks further up be marked, or are they dirty anyway? */
static void visit(group *in, const view *fn, span *part, span_block *item, bool above) {
  item->a_end = a_behind(in, fn, part, item);
  ahead start = through_upward(fn, part, item);
  bool owed = flow_descend(item, &item->a_start.owed, start.owed);
  if (!flow_descend(item, &item->a_start.alive, start.alive) && !owed)
    return;
  if (span_is_phi(part, item))
    mark_inputs(in, part, &fn->names.root[part->root]);
  else if ((above || item->closes_cycle) && !item->defines)
    mark_predecessors(in, fn, part, item->block);
}

uint32_t backward_sweep(group *in, const view *fn, span *part) {
  bool all = part->dirty.count == part->block_count;
  worklist turn = worklist_take(&part->dirty);
  uint32_t visited = 0;
  for (uint32_t i = turn.end; i > turn.first || i > part->dirty.first; i--) {
    span_block *item = &part->blocks[i - 1];
    if (!item->dirty)
      continue;
    item->dirty = false;
    visited++;
    visit(in, fn, part, item, !all);
  }
  return visited;
}

void backward_start(span *part, const view *fn) {
  for (uint32_t i = 0; i < part->block_count; i++) {
    span_block *item = &part->blocks[i];
    item->a_start = fn->cfg.reaches_return[item->block] ? ANYTHING_AHEAD : part->at_exit;
    item->dirty = true;
    item->changes = 0;
  }
}

uint32_t backward_pass_on(group *in, const view *fn, span *part) {
  const root *item = &fn->names.root[part->root];
  if (item->kind != ROOT_IS_PHI)
    return 0;
  ahead a = a_of_new_phi(in, fn, part->root);
  if (a.owed == part->a_read.owed && a.alive == part->a_read.alive)
    return 0;
  part->a_read = a;
  for (uint32_t i = 0; i < item->input_count; i++) {
    uint32_t input = item->inputs[i].root;
    if (input < FIRST_ROOT || flow_span(in, input)->cycle == part->cycle)
      continue;
    bounds_make_stale(in, in->span_of[input]);
    flow_make_wait(in, in->span_of[input]);
  }
  return item->input_count;
}
