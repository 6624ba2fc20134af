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

void flow_make_wait(group *in, uint32_t index) {
  if (in->spans[index].waiting)
    return;
  in->spans[index].waiting = true;
  worklist_add(&in->waiting, index);
}

void flow_add_dirty(group *in, span *part, uint32_t local) {
  part->blocks[local].dirty = true;
  worklist_add(&part->dirty, local);
  flow_make_wait(in, (uint32_t)(part - in->spans));
}

typedef struct direction {
  void (*make_stale)(group *of, uint32_t index);
  void (*start)(span *part, const view *fn);
  uint32_t (*sweep)(group *in, const view *fn, span *part);
  uint32_t (*pass_on)(group *in, const view *fn, span *part);
} direction;

static const direction BACKWARD = {bounds_make_stale, backward_start, backward_sweep,
                                   backward_pass_on};
static const direction FORWARD = {bounds_make_f_stale, forward_start, forward_sweep,
                                  forward_pass_on};

enum { STEPS_A_SWEEP = 4 };

/* Sweeps a span until it is stable. Looking for dirty blocks costs little, but something. */
static void settle(group *in, const view *fn, span *part, const direction *way, uint64_t *work) {
  while (part->dirty.count && *work) {
    uint64_t looked_at = part->dirty.end - part->dirty.first;
    uint32_t visited = way->sweep(in, fn, part);
    part->dirty.count -= visited;
    work_spend(work, visited + looked_at / 16 + STEPS_A_SWEEP);
  }
  part->waiting = false;
  in->waiting.count--;
}

/* The spans [first, end) of one cycle, which lie side by side. */
typedef struct stretch {
  uint32_t first, end;
} stretch;

static stretch cycle_of(const group *in, uint32_t index) {
  stretch found = {index, index + 1};
  while (found.first && in->spans[found.first - 1].cycle == in->spans[index].cycle)
    found.first--;
  while (found.end < in->count && in->spans[found.end].cycle == in->spans[index].cycle)
    found.end++;
  return found;
}

/* From the start: the greatest solution is only found from above. Stopping early would leave bounds too
 * high: when the work runs out the component is given up. */
static void solve_cycle(group *in, const view *fn, stretch cycle, const direction *way,
                        uint64_t *work) {
  for (uint32_t i = cycle.first; i < cycle.end; i++) {
    span *part = &in->spans[i];
    way->make_stale(in, i);
    way->start(part, fn);
    part->dirty = (worklist){.count = part->block_count, .end = part->block_count};
    flow_make_wait(in, i);
  }
  for (bool again = true; again && *work;) {
    again = false;
    for (uint32_t i = cycle.first; i < cycle.end; i++) {
      again |= in->spans[i].waiting;
      if (in->spans[i].waiting)
        settle(in, fn, &in->spans[i], way, work);
    }
  }
  for (uint32_t i = cycle.first; i < cycle.end; i++)
    work_spend(work, way->pass_on(in, fn, &in->spans[i]) / 4);
}

/* A of a phi is read by its inputs, so phis come first. */
static bool solve_backward(group *of, const view *fn, uint64_t *work) {
  of->waiting = (worklist){0};
  for (uint32_t i = 0; i < of->stale_count; i++)
    if (of->spans[of->stale[i]].stale_a)
      flow_make_wait(of, of->stale[i]);
  uint32_t last = of->waiting.end, i = last;
  while (of->waiting.count && *work)
    if (of->spans[--i].waiting) {
      stretch cycle = cycle_of(of, i);
      solve_cycle(of, fn, cycle, &BACKWARD, work);
      i = cycle.first;
    }
  work_spend(work, (last - i) / 16);
  return *work != 0;
}

/* LB of an input is read by phis and selects. */
static bool solve_forward(group *of, const view *fn, uint64_t *work) {
  of->waiting = (worklist){0};
  for (uint32_t i = 0; i < of->stale_count; i++)
    flow_make_wait(of, of->stale[i]);
  uint32_t first = of->waiting.first, i = first;
  for (; of->waiting.count && *work; i++)
    if (of->spans[i].waiting) {
      stretch cycle = cycle_of(of, i);
      solve_cycle(of, fn, cycle, &FORWARD, work);
      i = cycle.end - 1;
    }
  work_spend(work, (i - first) / 16);
  return *work != 0;
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

/* -- All of it ------------------------------------------------------------------------------------ */

static void note_built(group *of, uint32_t index) {
  const span *part = &of->spans[index];
  extents_set(&of->extents, index, (extent){part->lowest, part->lowest + part->range});
  of->size += (uint64_t)part->block_count + part->edge_count + part->node_count + part->range;
}

/* Per span, the selects that read it. */
static void list_selects(group *of, const view *fn, arena *pool) {
  uint32_t *first = ARENA_NEW(pool, uint32_t, of->count + 2), *next = first + 1;
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i < of->count; i++) {
      const root *item = &fn->names.root[of->spans[i].root];
      for (uint32_t k = 0; k < item->input_count && item->kind == ROOT_IS_SELECT; k++) {
        if (item->inputs[k].root < FIRST_ROOT)
          continue;
        uint32_t input = of->span_of[item->inputs[k].root];
        if (pass == 0)
          next[input + 1]++;
        else
          of->select[next[input]++] = i;
      }
    }
    for (uint32_t i = 0; i < of->count && pass == 0; i++)
      next[i + 1] += next[i];
    if (pass == 0)
      of->select = ARENA_NEW_UNSET(pool, uint32_t, next[of->count]);
  }
  of->first_select = first;
}

static bool reads_itself(const root *item, uint32_t number) {
  for (uint32_t k = 0; k < item->input_count; k++)
    if (item->inputs[k].root == number)
      return true;
  return false;
}

static void place_in_order(group *of, const view *fn, arena *pool, const root_order *order,
                           uint32_t i) {
  span *part = &of->spans[i];
  uint32_t number = order->roots[i], cycle = order->cycle[number];
  part->cycle = cycle;
  part->in_cycle = (i && order->cycle[order->roots[i - 1]] == cycle) ||
                   (i + 1 < order->count && order->cycle[order->roots[i + 1]] == cycle) ||
                   reads_itself(&fn->names.root[number], number);
  part->lb_read = ARENA_NEW(pool, int32_t, fn->first_link[number + 1] - fn->first_link[number]);
  of->span_of[number] = i;
}

/* Blocks, edges and nodes: about 1 GB of them. */
enum { MAX_GROUP = 3 << 23 };

bool bounds_build(group *out, view *fn, arena *pool, const root_order *of, uint64_t *work) {
  out->count = of->count;
  out->event_count = fn->event_count;
  out->spans = ARENA_NEW(pool, span, of->count);
  out->stale = ARENA_NEW(pool, uint32_t, of->count);
  extents_init(&out->extents, pool, of->count);
  bool has_selects = false;
  for (uint32_t i = 0; i < of->count; i++) {
    if (!span_build(&out->spans[i], fn, pool, of->roots[i], work))
      return false;
    place_in_order(out, fn, pool, of, i);
    note_built(out, i);
    if (out->size > MAX_GROUP)
      return false;
    bounds_make_stale(out, i);
    has_selects |= fn->names.root[of->roots[i]].kind == ROOT_IS_SELECT;
  }
  if (has_selects)
    list_selects(out, fn, pool);
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
  if (!solve_backward(of, fn, work))
    return false;
  if (!solve_forward(of, fn, work))
    return false;
  for (uint32_t i = 0; i < of->stale_count; i++) {
    span *part = &of->spans[of->stale[i]];
    part->stale = part->stale_a = false;
  }
  of->stale_count = 0;
  return true;
}
