/* bounds.c - LB = max(F, A): the fixed point. */
#include "prune/bounds.h"

#include "prune/flow.h"

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

void bounds_make_f_stale(group *of, uint32_t index) {
  if (of->spans[index].stale)
    return;
  of->spans[index].stale = true;
  of->stale[of->stale_count++] = index;
}

void bounds_make_stale(group *of, uint32_t index) {
  of->spans[index].stale_a = true;
  bounds_make_f_stale(of, index);
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
      bounds_make_f_stale(of, i);
  for (uint32_t i = 0; i < of->stale_count; i++) {
    uint32_t number = of->spans[of->stale[i]].root;
    for (uint32_t k = fn->first_link[number]; k < fn->first_link[number + 1]; k++)
      bounds_make_f_stale(of, of->span_of[fn->links[k].phi]);
  }
}

/* -- All of it ------------------------------------------------------------------------------------ */

static void note_built(group *of, uint32_t index) {
  const span *part = &of->spans[index];
  extents_set(&of->extents, index, (extent){part->lowest, part->lowest + part->range});
  of->size += (uint64_t)part->block_count + part->edge_count + part->node_count + part->range;
}

bool bounds_build(group *out, view *fn, arena *pool, const uint32_t *numbers, uint32_t root_count,
                  uint64_t *work) {
  out->count = root_count;
  out->event_count = fn->event_count;
  out->spans = ARENA_NEW(pool, span, root_count);
  out->stale = ARENA_NEW(pool, uint32_t, root_count);
  extents_init(&out->extents, pool, root_count);
  for (uint32_t i = 0; i < root_count; i++) {
    if (!span_build(&out->spans[i], fn, pool, numbers[i], work))
      return false;
    note_built(out, i);
    bounds_make_stale(out, i);
    out->span_of[numbers[i]] = i;
    out->has_selects |= fn->names.root[numbers[i]].kind == ROOT_IS_SELECT;
  }
  return true;
}

bool bounds_rebuild(group *of, view *fn, uint64_t *work) {
  for (uint32_t i = 0; i < of->stale_count; i++) {
    span *part = &of->spans[of->stale[i]];
    if (!part->rebuild)
      continue;
    if (!span_rebuild(part, fn, work))
      return false;
    note_built(of, of->stale[i]);
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
    part->stale = part->stale_a = false;
  }
  of->stale_count = 0;
  return true;
}
