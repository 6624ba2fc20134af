/* region.c - collect the nodes between an incref and its decrefs, each block once. */
#include "prune/region.h"

#include "prune/forgive.h"

typedef struct walk {
  region *out;
  view *fn;
  const region_rules *rules;
  uint64_t *work;
} walk;

static void add_node(walk *at, uint32_t node) {
  region *out = at->out;
  node = span_node(out->part, node);
  if (out->part->d[node] != 0)
    return;
  if (!at->rules->thorough && !prove_bound_allows(out->part, node, -1)) {
    out->hopeless = true;
    return;
  }
  out->nodes[out->count++] = node; /* there is room for each of the span's */
  out->part->d[node] = -1;
}

static void add_end(walk *at, uint32_t op) {
  region *out = at->out;
  ARENA_RESERVE(at->fn->pool, out->ends, out->end_count, out->end_capacity);
  out->ends[out->end_count++] = op;
}

static void enter_block(walk *at, uint32_t local) {
  region *out = at->out;
  uint32_t start = span_start(out->part, local);
  if (out->part->d[start] != 0)
    return;
  out->blocks++;
  if (at->rules->limit && out->blocks > at->rules->limit)
    out->too_large = true;
  else
    add_node(at, start);
}

/* Does a raising exit end the walk here? Notes that it met one even where the rules let it go on. */
static bool ends_at_exit(walk *at, bool is_exit) {
  at->out->meets_exit |= is_exit;
  if (!is_exit || !at->rules->forgive)
    return false;
  at->out->raises++;
  return true;
}

static void leave_block(walk *at, uint32_t local) {
  region *out = at->out;
  const view *fn = at->fn;
  const span_block *item = &out->part->blocks[local];
  out->dead_ends += !fn->cfg.reaches_return[item->block];
  out->escapes |= fn->cfg.end[item->block] == END_RETURN;
  for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++) {
    const span_edge *edge = &out->part->edges[e];
    if (edge->is_null || ends_at_exit(at, forgive_on_entry(fn, edge->next)))
      continue;
    if (edge->to == NO_BLOCK)
      out->escapes = true;
    else
      enter_block(at, edge->to);
  }
}

static void leave_segment(walk *at, uint32_t node) {
  region *out = at->out;
  uint32_t local = out->part->local_of[node];
  uint32_t op = span_op_behind(out->part, node);
  if (op == NO_EVENT) {
    if (!ends_at_exit(at, forgive_behind_mark(at->fn, out->part->blocks[local].block)))
      add_node(at, span_end(out->part, local));
    return;
  }
  const event *item = &at->fn->events[op];
  if (op == out->ends[0]) /* round a loop: the incref would stay, with d = -1 on both sides */
    out->escapes = true;
  else if (item->kind == EVENT_DECREF && !item->fixed)
    add_end(at, op);
  else
    add_node(at, node + 1); /* nested inside: its own window is another proposal */
}

static void leave_node(walk *at, uint32_t node) {
  span *part = at->out->part;
  uint32_t local = part->local_of[node];
  if (node == span_start(part, local))
    add_node(at, span_segment(part, local, 0));
  else if (node == span_end(part, local))
    leave_block(at, local);
  else
    leave_segment(at, node);
}

static bool is_over(const region *out) {
  return out->escapes || out->too_large || out->hopeless;
}

static uint32_t node_behind(const view *fn, const span *part, uint32_t op) {
  uint32_t local = span_block_of_op(part, fn, op);
  return span_segment(part, local, op - part->blocks[local].first_op + 1);
}

void region_walk(region *out, view *fn, span *part, uint32_t op, const region_rules *rules,
                 uint64_t *work) {
  *out = (region){.part = part, .blocks = 1};
  out->nodes = ARENA_NEW_UNSET(fn->pool, uint32_t, part->node_count);
  walk at = {.out = out, .fn = fn, .rules = rules, .work = work};
  add_node(&at, node_behind(fn, part, op));
  if (!is_over(out))
    add_end(&at, part->ops[op]);
  for (uint32_t i = 0; i < out->count && !is_over(out); i++) {
    if (*work == 0)
      out->too_large = true;
    else
      --*work;
    leave_node(&at, out->nodes[i]);
  }
}

void region_clear(region *out) {
  for (uint32_t i = 0; i < out->count; i++)
    out->part->d[out->nodes[i]] = 0;
  out->count = 0;
}
