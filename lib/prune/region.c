/* region.c - collect the nodes between an incref and its decrefs, each block once. */
#include "prune/region.h"

#include "prune/forgive.h"
#include "prune/nulls.h"

typedef struct walk {
  region *out;
  view *fn;
  bool forgive;
  uint64_t limit;
  uint64_t *work;
} walk;

static void add_node(walk *at, uint32_t node) {
  region *out = at->out;
  node = span_node(out->part, node);
  if (out->part->d[node] != 0)
    return;
  ARENA_RESERVE(at->fn->pool, out->nodes, out->count, out->capacity);
  out->nodes[out->count++] = node;
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
  if (at->limit && out->blocks > at->limit)
    out->too_large = true;
  else
    add_node(at, start);
}

static void leave_block(walk *at, uint32_t local) {
  region *out = at->out;
  const view *fn = at->fn;
  const root *object = &fn->names.root[out->part->root];
  uint32_t block = out->part->blocks[local].block;
  out->dead_ends += !fn->cfg.reaches_return[block];
  out->escapes |= fn->cfg.end[block] == END_RETURN;
  for (uint32_t e = fn->cfg.first_successor[block]; e < fn->cfg.first_successor[block + 1]; e++) {
    uint32_t next = fn->cfg.successor[e];
    if (nulls_on_edge(fn, out->part->root, block, next))
      continue;
    if (at->forgive && forgive_on_entry(fn, next)) {
      out->raises++;
      continue;
    }
    bool renewed = object->kind != ROOT_IS_OUTSIDE && next == object->block;
    uint32_t next_local = renewed ? NO_BLOCK : span_find(out->part, next);
    if (next_local == NO_BLOCK)
      out->escapes = true;
    else
      enter_block(at, next_local);
  }
}

static void leave_segment(walk *at, uint32_t node) {
  region *out = at->out;
  uint32_t local = out->part->local_of[node];
  uint32_t op = span_op_behind(out->part, node);
  if (op == NO_EVENT) {
    if (at->forgive && forgive_marked_site(at->fn, out->part->blocks[local].block) != NO_SITE)
      out->raises++;
    else
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

void region_walk(region *out, view *fn, span *part, uint32_t local, uint32_t k, bool forgive,
                 uint64_t limit, uint64_t *work) {
  *out = (region){.part = part, .blocks = 1};
  walk at = {.out = out, .fn = fn, .forgive = forgive, .limit = limit, .work = work};
  add_end(&at, part->ops[part->blocks[local].first_op + k]);
  add_node(&at, span_segment(part, local, k + 1));
  for (uint32_t i = 0; i < out->count && !out->escapes && !out->too_large; i++) {
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
