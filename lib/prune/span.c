/* span.c - collect the blocks that matter to one root and number their nodes. */
#include "prune/span.h"

#include <stdlib.h>
#include <string.h>

#include "prune/nulls.h"

typedef struct collector {
  view *fn;
  const root *item;
  uint32_t number;
  uint32_t floor; /* no block below it can be reached from an event */
  uint32_t count;  /* blocks in fn->queue */
  uint32_t lowest; /* of them */
} collector;

/* Where the root is null nothing can be said of it, or done to it. */
static void add_block(collector *in, uint32_t block) {
  if (in->fn->stamp[block] == in->fn->clock || nulls_in_block(in->fn, in->number, block))
    return;
  in->fn->stamp[block] = in->fn->clock;
  in->fn->queue[in->count++] = block;
  if (block < in->lowest)
    in->lowest = block;
}

static bool is_dominated(const collector *in, uint32_t block) {
  return in->item->kind == ROOT_IS_OUTSIDE || graph_dominates(&in->fn->cfg, in->item->block, block);
}

static void lower_floor(collector *in, uint32_t block) {
  if (in->fn->cfg.floor[block] < in->floor)
    in->floor = in->fn->cfg.floor[block];
}

/* Evidence starts at events, at reads by phis and at definitions that tell something; before the
 * first of them the root's bounds are those of its span's first points, or irrelevant. */
static void find_floor(collector *in, uint32_t number) {
  const view *fn = in->fn;
  in->floor = NO_BLOCK;
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++)
    if (!fn->events[e].erased)
      lower_floor(in, fn->sites[fn->events[e].site].block);
  for (uint32_t k = fn->first_link[number]; k < fn->first_link[number + 1]; k++)
    lower_floor(in, fn->links[k].block);
  if (in->item->kind == ROOT_IS_PHI)
    lower_floor(in, in->item->block);
}

static void add_event_blocks(collector *in, uint32_t number) {
  const view *fn = in->fn;
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++)
    if (!fn->events[e].erased)
      add_block(in, fn->sites[fn->events[e].site].block);
  for (uint32_t k = fn->first_link[number]; k < fn->first_link[number + 1]; k++)
    add_block(in, fn->links[k].block);
}

/* Exits at which less than everything is owed end regions too, and edges behind which there is none. */
static void add_lenient_exits(collector *in) {
  const view *fn = in->fn;
  for (const null_test *test = nulls_first(fn, in->number); test; test = nulls_next(fn, test))
    if (test->from >= in->floor && is_dominated(in, test->from))
      add_block(in, test->from);
  if (!fn->has_raises && !fn->has_dead_ends)
    return;
  for (uint32_t b = in->floor; b < fn->cfg.count; b++) {
    bool lenient = fn->cfg.end[b] == END_DEAD;
    for (uint32_t s = fn->first_site[b]; s < fn->first_site[b + 1] && !lenient; s++)
      lenient = fn->sites[s].flags & SITE_RAISES;
    if (lenient && is_dominated(in, b))
      add_block(in, b);
  }
}

/* Upwards to the definition, or to the first blocks that no event can reach: an operation may have to
 * be placed at their ends, but no further up, where control passes as often or more. */
static void add_predecessors(collector *in) {
  const graph *cfg = &in->fn->cfg;
  for (uint32_t i = 0; i < in->count; i++) {
    uint32_t b = in->fn->queue[i];
    if (b < in->floor)
      continue;
    if (in->item->kind != ROOT_IS_OUTSIDE && b == in->item->block)
      continue; /* a new instance is made here: what came before is another object */
    for (uint32_t e = cfg->first_predecessor[b]; e < cfg->first_predecessor[b + 1]; e++)
      add_block(in, cfg->predecessor[e]);
  }
}

/* The blocks next to the span, where an operation may have to be put back. */
static void add_fringe(collector *in) {
  const graph *cfg = &in->fn->cfg;
  uint32_t inner = in->count;
  for (uint32_t i = 0; i < inner; i++) {
    uint32_t b = in->fn->queue[i];
    for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++)
      if (cfg->successor[e] >= in->floor && is_dominated(in, cfg->successor[e]))
        add_block(in, cfg->successor[e]);
  }
}

/* A span with fewer blocks than one in so many of an interval is sparse in it. */
enum { SPARSE = 8 };

static int compare_blocks(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

/* In ascending order: by a sort, or, for spans that hold much of the function, by a sweep. */
static void order_blocks(collector *in) {
  view *fn = in->fn;
  if (in->count < 2)
    return;
  if (in->count < (fn->cfg.count - in->lowest) / SPARSE) {
    qsort(fn->queue, in->count, sizeof *fn->queue, compare_blocks);
    return;
  }
  uint32_t count = 0;
  for (uint32_t b = in->lowest; count < in->count; b++)
    if (fn->stamp[b] == fn->clock)
      fn->queue[count++] = b;
}

/* The way from a block's number to its index. Where the blocks lie far apart a table of the numbers
 * in between would outgrow the span. */
static void fill_places(span *part, const collector *in) {
  view *fn = in->fn;
  part->lowest = in->lowest;
  part->range = in->count ? fn->queue[in->count - 1] - in->lowest + 1 : 0;
  if (part->range / SPARSE > in->count)
    return;
  part->place = ARENA_NEW(part->pool, uint32_t, part->range);
  for (uint32_t i = 0; i < in->count; i++)
    part->place[fn->queue[i] - in->lowest] = i + 1;
}

/* Edges out of a block, in local numbers. */
static void fill_outgoing(span *part, const view *fn, uint32_t local, uint32_t renewing) {
  const graph *cfg = &fn->cfg;
  span_block *item = &part->blocks[local];
  item->first_edge = part->edge_count;
  for (uint32_t e = cfg->first_successor[item->block]; e < cfg->first_successor[item->block + 1];
       e++) {
    uint32_t next = cfg->successor[e];
    bool is_null = nulls_on_edge(fn, part->root, item->block, next);
    uint32_t to = next == renewing || is_null ? NO_BLOCK : span_find(part, next);
    part->edges[part->edge_count++] =
        (span_edge){.from = local, .to = to, .next = next, .is_null = is_null};
    if (to != NO_BLOCK)
      part->blocks[to].in_count++;
  }
  item->edge_count = part->edge_count - item->first_edge;
}

/* A switch may lead to a block on several edges. */
static void mark_phi_edges(span *part, const view *fn) {
  for (uint32_t k = fn->first_link[part->root]; k < fn->first_link[part->root + 1]; k++) {
    const span_block *item = &part->blocks[span_find(part, fn->links[k].block)];
    for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++)
      part->edges[e].feeds_phi |= part->edges[e].next == fn->names.root[fn->links[k].phi].block;
  }
}

static bool is_entered(const span *part, const view *fn, uint32_t block) {
  const graph *cfg = &fn->cfg;
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    if (span_find(part, cfg->predecessor[e]) == NO_BLOCK &&
        !nulls_on_edge(fn, part->root, cfg->predecessor[e], block))
      return true;
  return false;
}

static void fill_incoming(span *part, const view *fn) {
  part->incoming = ARENA_NEW(part->pool, uint32_t, part->edge_count);
  uint32_t total = 0;
  for (uint32_t i = 0; i < part->block_count; i++) {
    span_block *item = &part->blocks[i];
    item->entered = is_entered(part, fn, item->block);
    item->first_in = total;
    total += item->in_count;
    item->in_count = 0;
  }
  for (uint32_t e = 0; e < part->edge_count; e++) {
    if (part->edges[e].to == NO_BLOCK)
      continue;
    span_block *item = &part->blocks[part->edges[e].to];
    part->incoming[item->first_in + item->in_count++] = e;
  }
}

static void fill_edges(span *part, const view *fn) {
  const graph *cfg = &fn->cfg;
  const root *object = &fn->names.root[part->root];
  uint32_t renewing = object->kind == ROOT_IS_OUTSIDE ? NO_BLOCK : object->block;
  uint32_t total = 0;
  for (uint32_t i = 0; i < part->block_count; i++)
    total += cfg->first_successor[part->blocks[i].block + 1] -
             cfg->first_successor[part->blocks[i].block];
  part->edges = ARENA_NEW(part->pool, span_edge, total);
  for (uint32_t i = 0; i < part->block_count; i++)
    fill_outgoing(part, fn, i, renewing);
  mark_phi_edges(part, fn);
  fill_incoming(part, fn);
}

/* Gives the block its events, from *next on, and its nodes. */
static void fill_block(span *part, const view *fn, uint32_t local, uint32_t *next) {
  span_block *item = &part->blocks[local];
  uint32_t end = fn->first_event[part->root + 1];
  item->first_event = *next;
  item->first_op = part->op_count;
  for (; *next < end && fn->sites[fn->events[*next].site].block == item->block; ++*next)
    if (event_is_op(&fn->events[*next]) && !fn->events[*next].erased)
      part->ops[part->op_count++] = *next;
  item->end_event = *next;
  item->op_count = part->op_count - item->first_op;
  if (item->op_count) {
    const event *last = &fn->events[part->ops[part->op_count - 1]];
    item->ends_with_op = fn->sites[last->site].ends_block;
  }
  item->start = part->node_count;
  part->node_count += item->op_count + 3;
}

static void fill_blocks(span *part, const view *fn) {
  const root *item = &fn->names.root[part->root];
  uint32_t next = fn->first_event[part->root];
  uint32_t end = fn->first_event[part->root + 1];
  for (uint32_t i = 0; i < part->block_count; i++) {
    part->blocks[i].block = fn->queue[i];
    part->blocks[i].defines = fn->queue[i] == item->block && item->kind != ROOT_IS_OUTSIDE &&
                              item->kind != ROOT_IS_PHI;
    while (next < end && fn->sites[fn->events[next].site].block < fn->queue[i])
      next++; /* erased events in blocks that no longer matter */
    fill_block(part, fn, i, &next);
  }
}

static void allocate_nodes(span *part) {
  part->bound = ARENA_NEW(part->pool, int32_t, part->node_count);
  part->frozen = ARENA_NEW(part->pool, bool, part->node_count);
  part->d = ARENA_NEW(part->pool, int32_t, part->node_count);
  part->merged = ARENA_NEW(part->pool, uint32_t, part->node_count);
  part->first = ARENA_NEW(part->pool, uint32_t, part->node_count);
  part->local_of = ARENA_NEW(part->pool, uint32_t, part->node_count);
  for (uint32_t n = 0; n < part->node_count; n++)
    part->merged[n] = part->first[n] = n;
  for (uint32_t i = 0; i < part->block_count; i++)
    for (uint32_t n = span_start(part, i); n <= span_end(part, i); n++)
      part->local_of[n] = i;
}

void span_renumber(span *part, const view *fn) {
  uint32_t grown = fn->first_event[part->root] - part->first_event;
  if (grown == 0)
    return;
  part->first_event += grown;
  for (uint32_t k = 0; k < part->op_count; k++)
    part->ops[k] += grown;
  for (uint32_t i = 0; i < part->block_count; i++) {
    part->blocks[i].first_event += grown;
    part->blocks[i].end_event += grown;
  }
}

bool span_build(span *part, view *fn, arena *pool, uint32_t number, uint64_t *work) {
  memset(part, 0, sizeof *part);
  part->root = number;
  part->first_event = fn->first_event[number];
  part->pool = pool;
  collector in = {.fn = fn, .item = &fn->names.root[number], .number = number, .lowest = NO_BLOCK};
  fn->clock++;
  find_floor(&in, number);
  add_event_blocks(&in, number);
  if (in.count)
    add_lenient_exits(&in);
  add_predecessors(&in);
  add_fringe(&in);
  uint32_t event_count = fn->first_event[number + 1] - fn->first_event[number];
  uint64_t cost = (uint64_t)in.count + event_count + 1;
  if (cost > *work)
    return false;
  *work -= cost;
  order_blocks(&in);
  part->block_count = in.count;
  part->blocks = ARENA_NEW(part->pool, span_block, in.count);
  part->ops = ARENA_NEW(part->pool, uint32_t, event_count);
  part->no_window = ARENA_NEW(part->pool, uint8_t, event_count);
  part->a_before = ARENA_NEW(part->pool, ahead, event_count);
  part->a_after = ARENA_NEW(part->pool, ahead, event_count);
  fill_places(part, &in);
  fill_blocks(part, fn);
  fill_edges(part, fn);
  allocate_nodes(part);
  return true;
}

uint32_t span_search(const span *part, uint32_t block) {
  uint32_t low = 0, high = part->block_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (part->blocks[middle].block < block)
      low = middle + 1;
    else
      high = middle;
  }
  return low < part->block_count && part->blocks[low].block == block ? low : NO_BLOCK;
}

uint32_t span_joined_node(span *part, uint32_t node) {
  uint32_t *link = part->merged;
  while (link[node] != node) {
    link[node] = link[link[node]];
    node = link[node];
  }
  return node;
}

uint32_t span_op_behind(const span *part, uint32_t node) {
  const span_block *item = &part->blocks[part->local_of[node]];
  uint32_t k = node - item->start - 1; /* wraps for START, which has none */
  return node > item->start && k < item->op_count ? part->ops[item->first_op + k] : NO_EVENT;
}

uint32_t span_op_before(const span *part, uint32_t node) {
  const span_block *item = &part->blocks[part->local_of[node]];
  uint32_t first = part->first[node];
  if (first <= item->start + 1 || node == item->start + 2 + item->op_count)
    return NO_EVENT;
  return part->ops[item->first_op + (first - item->start - 2)];
}

uint32_t span_node_before_op(span *part, uint32_t local, uint32_t k) {
  return span_node(part, span_segment(part, local, k));
}

static int32_t smaller(int32_t a, int32_t b) {
  return a < b ? a : b;
}

void span_erase_op(span *part, uint32_t local, uint32_t k) {
  uint32_t above = span_node(part, span_segment(part, local, k));
  uint32_t below = span_node(part, span_segment(part, local, k + 1));
  part->merged[above] = below;
  part->first[below] = part->first[above];
  part->bound[below] = smaller(part->bound[below], part->bound[above]);
  part->frozen[below] |= part->frozen[above];
}
