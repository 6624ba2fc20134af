/* bounds.c - LB = max(F, A): what we have taken, and what must still be given back.
 *
 * Both directions are greatest fixed points by descent from "unbounded". Any assignment that is at
 * most what the rules make of it is sound - an execution is finite, and the argument runs along it -
 * so a value that descends for too long may be dropped further at once (SLOW_DESCENT).
 */
#include "prune/bounds.h"

#include "prune/hazards.h"

enum { UNBOUNDED = 1 << 28, SLOW_DESCENT = 24 };

static int32_t least(int32_t a, int32_t b) {
  return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b) {
  return a > b ? a : b;
}

static ahead least_of_both(ahead a, ahead b) {
  return (ahead){least(a.owed, b.owed), least(a.alive, b.alive)};
}

/* Stores a lower value; true if it changed. */
static bool descend(span_block *item, int32_t *place, int32_t value) {
  if (value >= *place)
    return false;
  if (item->changes >= SLOW_DESCENT)
    value = least(value, item->changes > 2 * SLOW_DESCENT ? 0 : 1);
  else
    value = least(value, UNBOUNDED);
  item->changes++;
  *place = value;
  return true;
}

static bool descend_both(span_block *item, ahead *place, ahead value) {
  bool owed = descend(item, &place->owed, value.owed);
  return descend(item, &place->alive, value.alive) || owed;
}

static const ahead NOTHING_AHEAD = {0, 0};
static const ahead ANYTHING_AHEAD = {UNBOUNDED, UNBOUNDED};

/* -- Backward: what must still be given back ------------------------------------------------------ */

static span *span_of(const group *in, uint32_t number) {
  return &in->spans[in->span_of[number]];
}

/* A at the point where a phi has just been made. */
static ahead a_of_new_phi(const group *in, const view *fn, uint32_t phi) {
  const span *part = span_of(in, phi);
  if (part->block_count == 0 || part->blocks[0].block != fn->names.root[phi].block)
    return NOTHING_AHEAD; /* of it */
  return part->blocks[0].a_start;
}

/* The first link of a root that leaves from `block` or a later one. */
static uint32_t first_link_from(const view *fn, uint32_t number, uint32_t block) {
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

static ahead add_phi_evidence(const group *in, const view *fn, const span *part,
                              const span_edge *edge, ahead a) {
  uint32_t block = part->blocks[edge->from].block, end = fn->first_link[part->root + 1];
  for (uint32_t k = first_link_from(fn, part->root, block);
       k < end && fn->links[k].block == block; k++) {
    if (fn->names.root[fn->links[k].phi].block != edge->next)
      continue;
    ahead phi = a_of_new_phi(in, fn, fn->links[k].phi);
    a.owed = combine_names(a.owed, phi.owed);
    a.alive = combine_names(a.alive, phi.alive);
  }
  return a;
}

static ahead a_on_edge(const group *in, const view *fn, const span *part, const span_edge *edge) {
  ahead a = edge->to == NO_BLOCK ? NOTHING_AHEAD : part->blocks[edge->to].a_start;
  return edge->feeds_phi ? add_phi_evidence(in, fn, part, edge, a) : a;
}

static ahead a_behind(const group *in, const view *fn, span *part, const span_block *item) {
  const graph *cfg = &fn->cfg;
  bool open = cfg->end[item->block] == END_BRANCH && cfg->reaches_return[item->block];
  ahead a = open ? ANYTHING_AHEAD : NOTHING_AHEAD;
  for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++) {
    part->edges[e].a = a_on_edge(in, fn, part, &part->edges[e]);
    a = least_of_both(a, part->edges[e].a);
  }
  return a;
}

static ahead a_before_event(const view *fn, const event *item, ahead a) {
  if (fn->sites[item->site].hits_own)
    a = hazards_before_site(fn, item->root, item->site, a);
  switch (item->kind) {
  case EVENT_INCREF:
    return (ahead){most(0, a.owed - 1), most(1, a.alive - 1)};
  case EVENT_DECREF:
    return (ahead){least(a.owed + 1, UNBOUNDED), least(a.alive + 1, UNBOUNDED)};
  case EVENT_USE:
    return (ahead){a.owed, most(1, a.alive)};
  case EVENT_DEFINITION:
    return NOTHING_AHEAD;
  }
  return NOTHING_AHEAD;
}

/* Walks a block upwards; returns A at its start. */
static ahead a_through(const view *fn, span *part, const span_block *item) {
  uint32_t base = fn->first_event[part->root];
  uint32_t behind = fn->first_site[item->block + 1];
  ahead a = item->a_end;
  for (uint32_t e = item->end_event; e-- > item->first_event;) {
    const event *this = &fn->events[e];
    if (this->erased)
      continue;
    a = hazards_before_retains(fn, part->root, this->site + 1, behind, a);
    part->a_after[e - base] = a;
    a = a_before_event(fn, this, a);
    part->a_before[e - base] = a;
    behind = this->site;
  }
  if (item->defines)
    return NOTHING_AHEAD;
  return hazards_before_retains(fn, part->root, fn->first_site[item->block], behind, a);
}

static bool sweep_a(const group *in, const view *fn, span *part) {
  bool changed = false;
  for (uint32_t i = part->block_count; i-- > 0;) {
    span_block *item = &part->blocks[i];
    item->a_end = a_behind(in, fn, part, item);
    changed |= descend_both(item, &item->a_start, a_through(fn, part, item));
  }
  return changed;
}

static void start_a(span *part, const view *fn) {
  for (uint32_t i = 0; i < part->block_count; i++) {
    span_block *item = &part->blocks[i];
    item->changes = 0;
    item->a_start = fn->cfg.reaches_return[item->block] ? ANYTHING_AHEAD : NOTHING_AHEAD;
  }
}

/* -- Forward: what we have taken ------------------------------------------------------------------ */

static int32_t lb_on_edge(const span *part, const span_edge *edge) {
  return most(part->blocks[edge->from].f_end, edge->a.alive);
}

/* LB of a phi's input at the end of its block. */
static int32_t lb_of_input(const span *part, uint32_t block, uint32_t next) {
  uint32_t local = span_find(part, block);
  if (local == NO_BLOCK)
    return 0;
  const span_block *item = &part->blocks[local];
  for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++)
    if (part->edges[e].next == next)
      return lb_on_edge(part, &part->edges[e]);
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
    f = least(f, lb_of_input(span_of(in, input->root), input->block, item->block));
  }
  return f;
}

static int32_t f_of_select(const group *in, const view *fn, const root *item, uint32_t at) {
  int32_t f = item->input_count ? UNBOUNDED : 0;
  for (uint32_t i = 0; i < item->input_count; i++) {
    uint32_t input = item->inputs[i].root;
    if (input != ROOT_NULL)
      f = least(f, input == ROOT_UNDEF ? 0 : bounds_at(in, fn, input, at));
  }
  return f;
}

static int32_t f_at_start(const group *in, const view *fn, const span *part,
                          const span_block *item) {
  const root *object = &fn->names.root[part->root];
  bool published = fn->published_from && fn->published_from[item->block] == 0;
  if (published || item->defines || (object->kind == ROOT_IS_OUTSIDE && item->block == 0))
    return 0;
  if (object->kind == ROOT_IS_PHI && item->block == object->block)
    return f_of_phi(in, object);
  int32_t f = item->entered ? 0 : UNBOUNDED;
  for (uint32_t i = item->first_in; i < item->first_in + item->in_count; i++)
    f = least(f, lb_on_edge(part, &part->edges[part->incoming[i]]));
  return f;
}

static int32_t f_of_definition(const group *in, const view *fn, const span *part, uint32_t at) {
  const root *object = &fn->names.root[part->root];
  if (object->kind == ROOT_IS_SELECT)
    return f_of_select(in, fn, object, at);
  return object->fresh ? 1 : 0;
}

static bool is_published(const view *fn, uint32_t site_number) {
  return fn->published_from &&
         fn->published_from[fn->sites[site_number].block] <= site_number;
}

static int32_t f_after_event(const group *in, const view *fn, const span *part, const event *item,
                             int32_t lb) {
  if (is_published(fn, item->site) || hazards_hit_own(fn, item->site, SITE_RELEASES))
    return 0;
  switch (item->kind) {
  case EVENT_INCREF:
    return most(1, lb) + 1;
  case EVENT_DECREF:
    return most(0, lb - 1);
  case EVENT_USE:
    return most(1, lb);
  case EVENT_DEFINITION:
    return f_of_definition(in, fn, part, item->site);
  }
  return 0;
}

/* A walk down a block, and the least LB seen since the last operation. */
typedef struct descent {
  const group *in;
  const view *fn;
  const span *part;
  int32_t lb, low;
  uint32_t from; /* first site not yet passed */
  bool frozen;
} descent;

/* Passes the sites up to `to`, where A is `a`. Along the way A only rises, so the least LB is at the
 * top or just behind the first release - or inside it, where a callee that may both release and
 * retain has done the one and not yet the other. */
static void pass_gap(descent *at, uint32_t to, ahead a) {
  const view *fn = at->fn;
  uint32_t object = at->part->root;
  uint32_t release = hazards_first_release(fn, object, at->from, to);
  if (release < to) {
    bool only_releases = (fn->sites[release].flags & SITE_RELEASES) &&
                         !(fn->sites[release].flags & SITE_CLAMPS) && !is_published(fn, release);
    uint32_t behind = release + (only_releases ? 1 : 0);
    at->low = least(at->low, hazards_before_retains(fn, object, behind, to, a).alive);
    at->lb = a.alive;
  } else {
    at->lb = most(at->lb, a.alive);
  }
  at->frozen |= hazards_first_freeze(fn, object, at->from, to) < to;
}

static void pass_event(descent *at, uint32_t number) {
  const view *fn = at->fn;
  const event *item = &fn->events[number];
  uint32_t index = number - fn->first_event[at->part->root];
  pass_gap(at, item->site, at->part->a_before[index]);
  int32_t f = f_after_event(at->in, fn, at->part, item, at->lb);
  at->lb = most(f, at->part->a_after[index].alive);
  at->from = item->site + 1;
}

static descent begin_block(const group *in, const view *fn, const span *part,
                           const span_block *item) {
  int32_t lb = most(item->f_start, item->a_start.alive);
  return (descent){.in = in, .fn = fn, .part = part, .lb = lb, .low = lb,
                   .from = fn->first_site[item->block]};
}

static bool sweep_f(const group *in, const view *fn, span *part) {
  bool changed = false;
  for (uint32_t i = 0; i < part->block_count; i++) {
    span_block *item = &part->blocks[i];
    changed |= descend(item, &item->f_start, f_at_start(in, fn, part, item));
    descent at = begin_block(in, fn, part, item);
    for (uint32_t e = item->first_event; e < item->end_event; e++)
      if (!fn->events[e].erased)
        pass_event(&at, e);
    pass_gap(&at, fn->first_site[item->block + 1], item->a_end);
    changed |= item->f_end != at.lb;
    item->f_end = at.lb;
  }
  return changed;
}

static void reset_changes(span *part) {
  for (uint32_t i = 0; i < part->block_count; i++)
    part->blocks[i].changes = 0;
}

static void start_f(span *part) {
  for (uint32_t i = 0; i < part->block_count; i++) {
    part->blocks[i].f_start = UNBOUNDED;
    part->blocks[i].f_end = UNBOUNDED;
  }
}

int32_t bounds_at(const group *in, const view *fn, uint32_t number, uint32_t site_number) {
  const span *part = span_of(in, number);
  uint32_t local = span_find(part, fn->sites[site_number].block);
  if (local == NO_BLOCK)
    return 0;
  const span_block *item = &part->blocks[local];
  descent at = begin_block(in, fn, part, item);
  for (uint32_t e = item->first_event; e < item->end_event; e++) {
    if (fn->events[e].erased)
      continue;
    if (fn->events[e].site >= site_number) {
      /* A before the next event, brought up to the site */
      ahead below = part->a_before[e - fn->first_event[number]];
      pass_gap(&at, site_number,
               hazards_before_retains(fn, number, site_number, fn->events[e].site, below));
      return at.lb;
    }
    pass_event(&at, e);
  }
  pass_gap(&at, site_number,
           hazards_before_retains(fn, number, site_number, fn->first_site[item->block + 1],
                                  item->a_end));
  return at.lb;
}

/* -- Bounds of nodes ------------------------------------------------------------------------------ */

static void close_segment(span *part, descent *at, uint32_t node) {
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
static void record_event(span *part, descent *at, uint32_t number, uint32_t *node) {
  const event *item = &at->fn->events[number];
  bool freezes = hazards_hit_own(at->fn, item->site, SITE_FREEZES);
  if (event_is_op(item)) {
    descent before = *at;
    pass_gap(&before, item->site,
             part->a_before[number - at->fn->first_event[part->root]]);
    before.frozen |= freezes;
    close_segment(part, &before, (*node)++);
    pass_event(at, number);
    at->low = at->lb;
    at->frozen = freezes;
    return;
  }
  at->frozen |= freezes;
  pass_event(at, number);
  if (item->kind == EVENT_DEFINITION)
    at->low = at->lb;
  int32_t a_after = part->a_after[number - at->fn->first_event[part->root]].alive;
  at->low = least(at->low, least(at->lb, inside_site(at->fn, item, a_after)));
}

/* Does the terminator itself do something to the root? */
static bool ends_with_site(const view *fn, uint32_t block) {
  uint32_t end = fn->first_site[block + 1];
  if (end == fn->first_site[block])
    return false;
  return fn->sites[end - 1].ends_block;
}

static void record_block(const group *in, const view *fn, span *part, const span_block *item) {
  descent at = begin_block(in, fn, part, item);
  uint32_t node = item->start;
  part->bound[node++] = item->defines ? 0 : at.lb;
  for (uint32_t e = item->first_event; e < item->end_event; e++)
    if (!fn->events[e].erased)
      record_event(part, &at, e, &node);
  pass_gap(&at, fn->first_site[item->block + 1], item->a_end);
  if (ends_with_site(fn, item->block)) { /* END is before it, the edges are behind it */
    at.low = least(at.low, at.lb);
    close_segment(part, &at, node);
    close_segment(part, &at, node + 1);
    return;
  }
  close_segment(part, &at, node);
  part->bound[node + 1] = at.lb;
}

/* -- The fixed point ------------------------------------------------------------------------------ */

typedef bool (*sweep)(const group *in, const view *fn, span *part);

/* Sweeps one span until it is stable; true if anything changed. */
static bool settle(const group *in, const view *fn, span *part, sweep once, uint64_t *work) {
  bool changed = false;
  for (bool again = true; again;) {
    again = once(in, fn, part);
    changed |= again;
    again &= part->cyclic; /* else one sweep, against the flow of the facts, has seen it all */
    uint64_t cost = part->block_count;
    *work -= cost < *work ? cost : *work;
  }
  return changed;
}

/* Roots are numbered as they were met, operations' own before what they stem from, which is a guess at
 * a good order and only costs time where it is wrong. Stopping early would leave bounds too high:
 * when the work runs out the component is given up. */
static bool solve(group *in, const view *fn, sweep once, uint64_t *work) {
  for (bool again = true; again && *work;) {
    again = false;
    for (uint32_t i = 0; i < in->count; i++)
      again |= settle(in, fn, &in->spans[i], once, work) && in->count > 1;
  }
  return *work != 0;
}

bool bounds_solve(group *out, view *fn, const uint32_t *numbers, uint32_t root_count,
                  uint64_t *work) {
  out->count = root_count;
  out->spans = ARENA_NEW(fn->pool, span, root_count);
  for (uint32_t i = 0; i < root_count; i++) {
    if (!span_build(&out->spans[i], fn, numbers[i], work))
      return false;
    out->span_of[numbers[i]] = i;
  }
  for (uint32_t i = 0; i < root_count; i++) {
    start_a(&out->spans[i], fn);
    start_f(&out->spans[i]);
  }
  if (!solve(out, fn, sweep_a, work))
    return false;
  for (uint32_t i = 0; i < root_count; i++)
    reset_changes(&out->spans[i]);
  if (!solve(out, fn, sweep_f, work))
    return false;
  for (uint32_t i = 0; i < root_count; i++)
    for (uint32_t b = 0; b < out->spans[i].block_count; b++)
      record_block(out, fn, &out->spans[i], &out->spans[i].blocks[b]);
  return true;
}
