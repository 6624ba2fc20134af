/* span.c - collect the blocks that matter to one root and number their nodes. */
#include "prune/span.h"

#include <stdlib.h>
#include <string.h>

#include "prune/nulls.h"

typedef struct collector {
  view *fn;
  const root *item;
  uint32_t number;
  bool is_tested;  /* it is null somewhere */
  uint32_t floor;  /* no block below it can be reached from an event */
  uint32_t renewed; /* comes with a new instance; NO_BLOCK: there is only one */
  uint32_t count;  /* blocks in fn->queue */
  uint32_t lowest, highest; /* of them */
  uint32_t clock; /* their stamps are not below it */
} collector;

/* Stamps, on top of collector.clock. The last one is fn->clock: whoever is next to raise it must find
 * none that is higher. */
enum { INNER, FRINGE, STAMPS };

static bool is_added(const collector *in, uint32_t block) {
  return in->fn->stamp[block] >= in->clock;
}

/* Where the root is null nothing can be said of it, or done to it. */
static inline void add_new_block(collector *in, uint32_t block, uint32_t stamp) {
  if (in->is_tested && nulls_in_block(in->fn, in->number, block))
    return;
  in->fn->stamp[block] = in->clock + stamp;
  in->fn->queue[in->count++] = block;
  if (block < in->lowest)
    in->lowest = block;
  if (block > in->highest)
    in->highest = block;
}

static void add_block(collector *in, uint32_t block) {
  if (!is_added(in, block))
    add_new_block(in, block, INNER);
}

static bool is_dominated(const collector *in, uint32_t block) {
  return in->item->kind == ROOT_IS_OUTSIDE || graph_dominates(&in->fn->cfg, in->item->block, block);
}

/* Evidence starts at events, at reads by phis and at definitions that tell something; before the
 * first of them the root's bounds are those of its span's first points, or irrelevant. */
static void lower_floor(collector *in, uint32_t block) {
  if (in->fn->cfg.floor[block] < in->floor)
    in->floor = in->fn->cfg.floor[block];
}

static void add_event_block(collector *in, uint32_t block) {
  lower_floor(in, block);
  add_block(in, block);
}

/* An operation that is gone tells that the object is alive there (see through.c). That is worth going
 * further up for where one operation alone may move. */
static void add_event_blocks(collector *in, uint32_t number) {
  const view *fn = in->fn;
  bool gone_ones_too = fn->is_irreducible;
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++)
    if (!fn->events[e].erased || gone_ones_too)
      add_event_block(in, fn->sites[fn->events[e].site].block);
  for (uint32_t k = fn->first_link[number]; k < fn->first_link[number + 1]; k++)
    add_event_block(in, fn->links[k].block);
  if (in->item->kind == ROOT_IS_PHI)
    add_event_block(in, in->item->block);
}

/* Exits at which less than everything is owed end regions too, and edges behind which there is none. */
static void add_lenient_exits(collector *in) {
  const view *fn = in->fn;
  for (const null_test *test = nulls_first(fn, in->number); test; test = nulls_next(fn, test))
    if (test->from >= in->floor && is_dominated(in, test->from))
      add_block(in, test->from);
  if (!fn->has_raises && !fn->has_dead_ends)
    return;
  for (uint32_t b = in->floor; b < fn->cfg.count; b++)
    if ((fn->cfg.end[b] == END_DEAD || (fn->block_flags[b] & SITE_RAISES)) && is_dominated(in, b))
      add_block(in, b);
}

/* Upwards to the definition, or to the first blocks that no event can reach: an operation may have to
 * be placed at their ends, but no further up, where control passes as often or more. */
static void add_predecessors(collector *in) {
  const graph *cfg = &in->fn->cfg;
  for (uint32_t i = 0; i < in->count; i++) {
    uint32_t b = in->fn->queue[i];
    if (b < in->floor || b == in->renewed)
      continue;
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
    for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++) {
      uint32_t next = cfg->successor[e];
      if (!is_added(in, next) && next >= in->floor && is_dominated(in, next))
        add_new_block(in, next, FRINGE);
    }
  }
}

static void collect(collector *in) {
  add_event_blocks(in, in->number);
  if (in->count)
    add_lenient_exits(in);
  add_predecessors(in);
  add_fringe(in);
}

/* -- What follows from the blocks alone ----------------------------------------------------------- */

/* A span with fewer blocks than one in so many of an interval is sparse in it. */
enum { SPARSE = 8 };

static int compare_blocks(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

/* Sorts the blocks, and makes the way from their numbers to their indices. Where they lie far apart a
 * table of the numbers in between would outgrow the span. */
static void order_blocks(span *part, const collector *in) {
  view *fn = in->fn;
  part->lowest = in->lowest;
  part->range = in->count ? in->highest - in->lowest + 1 : 0;
  if (part->range / SPARSE > in->count) {
    qsort(fn->queue, in->count, sizeof *fn->queue, compare_blocks);
    return;
  }
  part->place = ARENA_NEW(part->pool, uint32_t, part->range);
  uint32_t count = 0;
  for (uint32_t at = 0; at < part->range; at++)
    if (is_added(in, in->lowest + at)) {
      fn->queue[count] = in->lowest + at;
      part->place[at] = ++count;
    }
}

static void list_blocks(span *part, const collector *in) {
  const uint32_t *first_successor = in->fn->cfg.first_successor;
  bool is_phi = in->item->kind == ROOT_IS_PHI;
  part->block_count = in->count;
  part->blocks = ARENA_NEW_UNSET(part->pool, span_block, in->count);
  for (uint32_t i = 0; i < in->count; i++) {
    uint32_t b = in->fn->queue[i], edges = first_successor[b + 1] - first_successor[b];
    part->blocks[i] = (span_block){.block = b, .defines = b == in->renewed && !is_phi,
                                   .first_edge = part->edge_count, .edge_count = edges};
    part->edge_count += edges;
  }
  part->starts_with_phi = is_phi && in->count && in->fn->queue[0] == in->renewed;
}

/* Is some predecessor outside the span, the function's caller included? Where an event lies ahead all
 * are inside, but those in which the root is null. */
static bool is_entered(const span *part, const collector *in, uint32_t block) {
  const graph *cfg = &in->fn->cfg;
  if (block == 0)
    return true;
  if (in->fn->stamp[block] == in->clock + INNER && block >= in->floor)
    return false;
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    if (span_find(part, cfg->predecessor[e]) == NO_BLOCK &&
        !nulls_on_edge(in->fn, in->number, cfg->predecessor[e], block))
      return true;
  return false;
}

static void fill_edges(span *part, const collector *in, uint32_t local) {
  span_block *item = &part->blocks[local];
  const uint32_t *next = in->fn->cfg.successor + in->fn->cfg.first_successor[item->block];
  span_edge *edge = part->edges + item->first_edge;
  for (uint32_t left = item->edge_count; left; left--, edge++, next++) {
    bool is_null = in->is_tested && nulls_on_edge(in->fn, in->number, item->block, *next);
    uint32_t to = is_null || *next == in->renewed ? NO_BLOCK : span_find(part, *next);
    *edge = (span_edge){.from = local, .to = to, .next = *next, .is_null = is_null};
    if (to <= local)
      part->blocks[to].closes_cycle = true;
  }
}

/* A switch may lead to a block on several edges. */
static void mark_phi_edges(span *part, const view *fn) {
  for (uint32_t k = fn->first_link[part->root]; k < fn->first_link[part->root + 1]; k++) {
    span_block *item = &part->blocks[span_find(part, fn->links[k].block)];
    item->feeds_phi = true;
    for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++)
      part->edges[e].feeds_phi |= part->edges[e].next == fn->names.root[fn->links[k].phi].block;
  }
}

static void lay_out(span *part, const collector *in) {
  *part = (span){.root = in->number, .pool = part->pool, .stale = part->stale,
                 .stale_a = part->stale_a, .waiting = part->waiting, .cycle = part->cycle,
                 .in_cycle = part->in_cycle, .a_read = part->a_read, .lb_read = part->lb_read,
                 .at_exit = {in->item->borrowed, in->item->borrowed}};
  order_blocks(part, in);
  list_blocks(part, in);
  part->edges = ARENA_NEW_UNSET(part->pool, span_edge, part->edge_count);
  for (uint32_t i = 0; i < part->block_count; i++) {
    span_block *item = &part->blocks[i];
    item->entered = item->block == in->renewed ? item->defines : is_entered(part, in, item->block);
    fill_edges(part, in, i);
  }
  mark_phi_edges(part, in->fn);
}

/* Are they the blocks that the span has? */
static bool is_laid_out(const span *part, const collector *in) {
  bool same = part->block_count == in->count;
  for (uint32_t i = 0; i < in->count && same; i++)
    same = span_find(part, in->fn->queue[i]) != NO_BLOCK;
  return same;
}

/* -- Events and nodes ----------------------------------------------------------------------------- */

/* The next event that is not in a block yet. */
typedef struct cursor {
  const view *fn;
  uint32_t event, end;
  uint32_t block; /* of it; NO_BLOCK: there is none */
} cursor;

static void move_to(cursor *at, uint32_t number) {
  at->event = number;
  at->block =
      number < at->end ? at->fn->sites[at->fn->events[number].site].block : NO_BLOCK;
}

/* Gives the block its events. Erased ones may be in blocks that no longer matter. */
static void fill_events(span *part, span_block *item, cursor *at) {
  const view *fn = at->fn;
  while (at->block < item->block)
    move_to(at, at->event + 1);
  item->first_event = at->event;
  item->first_op = part->op_count;
  for (; at->block == item->block; move_to(at, at->event + 1))
    if (event_is_op(&fn->events[at->event]) && !fn->events[at->event].erased)
      part->ops[part->op_count++] = at->event;
  item->end_event = at->event;
  item->op_count = part->op_count - item->first_op;
  item->still = item->first_event == item->end_event && !item->defines;
  item->ends_with_op =
      item->op_count && fn->sites[fn->events[part->ops[part->op_count - 1]].site].ends_block;
}

static void fill_nodes(span *part, uint32_t local) {
  span_block *item = &part->blocks[local];
  item->start = part->node_count;
  part->node_count += item->op_count + 3;
  uint32_t *of = part->local_of + item->start;
  of[0] = of[1] = of[2] = local;
  for (uint32_t k = 0; k < item->op_count; k++)
    of[3 + k] = local;
}

/* Each block has three nodes, and one more an operation. */
static void allocate(span *part, uint32_t event_count) {
  uint32_t node_count = 3 * part->block_count + event_count;
  part->ops = ARENA_NEW_UNSET(part->pool, uint32_t, event_count);
  part->no_window = ARENA_NEW(part->pool, uint8_t, event_count);
  part->a_before = ARENA_NEW_UNSET(part->pool, ahead, event_count);
  part->a_after = ARENA_NEW_UNSET(part->pool, ahead, event_count);
  part->bound = ARENA_NEW_UNSET(part->pool, int32_t, node_count);
  part->frozen = ARENA_NEW(part->pool, bool, node_count);
  part->d = ARENA_NEW(part->pool, int32_t, node_count);
  part->joined = ARENA_NEW(part->pool, uint32_t, node_count);
  part->reach = ARENA_NEW(part->pool, uint32_t, node_count);
  part->local_of = ARENA_NEW_UNSET(part->pool, uint32_t, node_count);
}

static void note_pair(span *part, const view *fn) {
  bool up = false, down = false;
  for (uint32_t k = 0; k < part->op_count && !(up && down); k++) {
    bool is_incref = fn->events[part->ops[k]].kind == EVENT_INCREF;
    up |= is_incref;
    down |= !is_incref;
  }
  part->has_pair = (up && down) || fn->is_irreducible; /* where one alone may move, too */
}

static void fill(span *part, const view *fn) {
  cursor at = {.fn = fn, .end = fn->first_event[part->root + 1]};
  part->first_event = fn->first_event[part->root];
  part->op_count = part->node_count = 0;
  part->rebuild = false;
  allocate(part, at.end - part->first_event);
  move_to(&at, part->first_event);
  for (uint32_t i = 0; i < part->block_count; i++) {
    fill_events(part, &part->blocks[i], &at);
    fill_nodes(part, i);
  }
  note_pair(part, fn);
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

/* -- All of it ------------------------------------------------------------------------------------ */

bool span_build(span *part, view *fn, arena *pool, uint32_t number, uint64_t *work) {
  *part = (span){.root = number, .pool = pool};
  return span_rebuild(part, fn, work);
}

/* To collect a block takes as long as to sweep over it so many times. */
enum { STEPS_A_BLOCK = 2 };

bool span_rebuild(span *part, view *fn, uint64_t *work) {
  uint32_t number = part->root;
  collector in = {.fn = fn, .item = &fn->names.root[number], .number = number,
                  .is_tested = nulls_first(fn, number) != NULL, .clock = fn->clock + 1,
                  .floor = NO_BLOCK, .lowest = NO_BLOCK, .renewed = NO_BLOCK};
  if (in.item->kind != ROOT_IS_OUTSIDE)
    in.renewed = in.item->block; /* what came before it is another object */
  if (*work == 0)
    return false;
  fn->clock += STAMPS;
  collect(&in);
  work_spend(work, STEPS_A_BLOCK * (uint64_t)in.count + 1);
  work_spend(work, fn->first_event[number + 1] - fn->first_event[number]);
  if (*work == 0)
    return false;
  if (!part->blocks || !is_laid_out(part, &in))
    lay_out(part, &in);
  fill(part, fn);
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
  uint32_t *down = part->joined;
  while (down[node]) {
    down[node] += down[node + down[node]];
    node += down[node];
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
  uint32_t first = node - part->reach[node];
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
  part->joined[above] = below - above;
  part->reach[below] = below - above + part->reach[above];
  part->bound[below] = smaller(part->bound[below], part->bound[above]);
  part->frozen[below] |= part->frozen[above];
}
