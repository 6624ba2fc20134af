/* prove.c - check a proposed d against every condition of the theorem. */
#include "prune/prove.h"

#include "prune/forgive.h"
#include "prune/hazards.h"

typedef struct judge {
  view *fn;
  span *part;
  unsigned allowed;
  verdict result;
} judge;

static bool refuse(judge *of, refprune_reason reason, uint32_t node) {
  of->result.reason = reason;
  of->result.node = node;
  return false;
}

static int32_t d_at(const judge *of, uint32_t node) {
  return of->part->d[span_node(of->part, node)];
}

/* d = 0 where LB = 0, d >= 1 - LB elsewhere; at observers d = 0. */
static bool check_bound(judge *of, uint32_t node) {
  int32_t bound = of->part->bound[node];
  if (bound < of->result.least_bound)
    of->result.least_bound = bound;
  if (of->part->frozen[node])
    return refuse(of, REFPRUNE_REASON_OBSERVER, node);
  if (bound < 1 || of->part->d[node] < 1 - bound) {
    bool hazard = prove_blocker(of->fn, of->part, node) != NO_SITE;
    return refuse(of, hazard ? REFPRUNE_REASON_HAZARD : REFPRUNE_REASON_COUNT_ZERO, node);
  }
  return true;
}

/* An operation that must stay has the same d on both sides. */
static bool check_fixed(judge *of, uint32_t node, uint32_t op, uint32_t other) {
  if (op == NO_EVENT || !of->fn->events[op].fixed)
    return true;
  if (d_at(of, other) != of->part->d[node])
    return refuse(of, REFPRUNE_REASON_PINNED, node);
  return true;
}

/* At START no operation can be placed where the root is only defined further down. */
static bool may_insert_at_start(const judge *of, const span_block *item) {
  return (of->allowed & PROVE_INSERT) && !item->defines &&
         !of->fn->cfg.no_insert_start[item->block];
}

static bool may_insert_at_end(const judge *of, const span_block *item) {
  return (of->allowed & PROVE_INSERT) && !of->fn->cfg.no_insert_end[item->block];
}

/* The step from START to the first segment. */
static bool check_top(judge *of, uint32_t local, uint32_t node) {
  const span_block *item = &of->part->blocks[local];
  if (d_at(of, span_start(of->part, local)) == d_at(of, span_segment(of->part, local, 0)) ||
      may_insert_at_start(of, item))
    return true;
  return refuse(of, REFPRUNE_REASON_ESCAPE, node);
}

/* The step from the last segment to END, where a raising exit may forgive what is missing. */
static bool check_bottom(judge *of, uint32_t local, uint32_t node) {
  const span_block *item = &of->part->blocks[local];
  int32_t above = d_at(of, span_segment(of->part, local, item->op_count));
  int32_t below = d_at(of, span_end(of->part, local));
  if (above == below || may_insert_at_end(of, item))
    return true;
  if ((of->allowed & PROVE_FORGIVE) && above < 0 && below == 0 &&
      forgive_marked_site(of->fn, item->block) != NO_SITE) {
    if (!forgive_is_transferred(of->fn, of->part, item->block))
      return true;
    return refuse(of, REFPRUNE_REASON_TRANSFER, node);
  }
  return refuse(of, REFPRUNE_REASON_ESCAPE, node);
}

static int32_t d_of_block_end(const judge *of, uint32_t block) {
  uint32_t local = span_find(of->part, block);
  return local == NO_BLOCK ? 0 : of->part->d[span_end(of->part, local)];
}

/* Into a block that makes a new instance nothing may be carried; into others, what every
 * predecessor carries. */
static bool check_incoming(judge *of, uint32_t local, uint32_t node) {
  const graph *cfg = &of->fn->cfg;
  const root *object = &of->fn->names.root[of->part->root];
  uint32_t block = of->part->blocks[local].block;
  bool first = object->kind == ROOT_IS_OUTSIDE ? block == 0 : block == object->block;
  if (first)
    return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    if (d_of_block_end(of, cfg->predecessor[e]) != of->part->d[node])
      return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  return true;
}

static int32_t d_of_block_start(const judge *of, uint32_t block) {
  const root *object = &of->fn->names.root[of->part->root];
  if (object->kind != ROOT_IS_OUTSIDE && block == object->block)
    return 0; /* the next instance */
  uint32_t local = span_find(of->part, block);
  return local == NO_BLOCK ? 0 : of->part->d[span_start(of->part, local)];
}

/* An edge into a raising exit forgives what is missing on it. */
static bool check_forgiven_edge(judge *of, uint32_t node, uint32_t next) {
  bool forgives = (of->allowed & PROVE_FORGIVE) && of->part->d[node] < 0 &&
                  d_of_block_start(of, next) == 0 && forgive_on_entry(of->fn, next);
  if (!forgives)
    return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  if (forgive_is_transferred(of->fn, of->part, next))
    return refuse(of, REFPRUNE_REASON_TRANSFER, node);
  return true;
}

/* Out of the block: d is 0 at a return, free behind a call that never returns, and carried along
 * every edge. */
static bool check_outgoing(judge *of, uint32_t local, uint32_t node) {
  const graph *cfg = &of->fn->cfg;
  uint32_t block = of->part->blocks[local].block;
  if (cfg->end[block] == END_RETURN || cfg->end[block] == END_UNREACHABLE)
    return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  for (uint32_t e = cfg->first_successor[block]; e < cfg->first_successor[block + 1]; e++)
    if (d_of_block_start(of, cfg->successor[e]) != of->part->d[node] &&
        !check_forgiven_edge(of, node, cfg->successor[e]))
      return false;
  return true;
}

static bool check_segment(judge *of, uint32_t local, uint32_t node) {
  span *part = of->part;
  if (!check_fixed(of, node, span_op_behind(part, node), node + 1))
    return false;
  if (span_op_before(part, node) == NO_EVENT) {
    if (!check_top(of, local, node))
      return false;
  } else if (!check_fixed(of, node, span_op_before(part, node), part->first[node] - 1)) {
    return false;
  }
  return span_op_behind(part, node) != NO_EVENT || check_bottom(of, local, node);
}

static bool check_node(judge *of, uint32_t node) {
  span *part = of->part;
  uint32_t local = part->local_of[node];
  if (part->d[node] == 0)
    return true;
  if (!check_bound(of, node))
    return false;
  if (node == span_start(part, local))
    return check_incoming(of, local, node) && check_top(of, local, node);
  if (node == span_end(part, local))
    return check_outgoing(of, local, node) && check_bottom(of, local, node);
  return check_segment(of, local, node);
}

verdict prove(view *fn, span *part, const uint32_t *nodes, uint32_t count, unsigned allowed) {
  judge of = {.fn = fn, .part = part, .allowed = allowed,
              .result = {.reason = REFPRUNE_REASON_NONE, .least_bound = INT32_MAX}};
  for (uint32_t i = 0; i < count; i++)
    if (!check_node(&of, nodes[i]))
      break;
  return of.result;
}

uint32_t prove_blocker(const view *fn, const span *part, uint32_t node) {
  const span_block *item = &part->blocks[part->local_of[node]];
  uint32_t before = span_op_before(part, node), behind = span_op_behind(part, node);
  uint32_t from = before == NO_EVENT ? fn->first_site[item->block] : fn->events[before].site + 1;
  uint32_t to =
      behind == NO_EVENT ? fn->first_site[item->block + 1] : fn->events[behind].site;
  uint32_t found = part->frozen[node] ? hazards_first_freeze(fn, part->root, from, to)
                                      : hazards_first_release(fn, part->root, from, to);
  return found < to ? found : NO_SITE;
}
