/* prove.c - check a proposed d against every condition of the theorem. */
#include "prune/prove.h"

#include "prune/flow.h"
#include "prune/forgive.h"
#include "prune/hazards.h"
#include "prune/holders.h"
#include "prune/nulls.h"

typedef struct judge {
  view *fn;
  const group *in;
  const account *accounts;
  uint32_t count;
  span *part; /* of the account in hand */
  unsigned allowed;
  const holders *holders; /* of the accounts; NULL until asked for, */
  const bool *open;       /* and so is this: forgive_find_open */
  verdict result;
} judge;

static bool refuse(judge *of, refprune_reason reason, uint32_t node) {
  of->result.reason = reason;
  of->result.part = of->part;
  of->result.node = node;
  return false;
}

static int32_t d_at(const judge *of, uint32_t node) {
  return of->part->d[span_node(of->part, node)];
}

static bool check_bound(judge *of, uint32_t node) {
  int32_t bound = of->part->bound[node];
  if (bound < of->result.least_bound)
    of->result.least_bound = bound;
  if (prove_bound_allows(of->part, node, of->part->d[node]))
    return true;
  if (of->part->frozen[node])
    return refuse(of, REFPRUNE_REASON_OBSERVER, node);
  bool hazard = prove_blocker(of->fn, of->part, node) != NO_SITE;
  return refuse(of, hazard ? REFPRUNE_REASON_HAZARD : REFPRUNE_REASON_COUNT_ZERO, node);
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
  return (of->allowed & PROVE_INSERT) && !item->ends_with_op &&
         !of->fn->cfg.no_insert_end[item->block];
}

/* The step from START to the first segment. In most blocks there is none. */
static inline bool check_top(judge *of, const span_block *item, uint32_t node) {
  return of->part->d[item->start] == d_at(of, item->start + 1) || may_insert_at_start(of, item) ||
         refuse(of, REFPRUNE_REASON_ESCAPE, node);
}

/* May this exit forgive: nothing is handed on, and behind it (`itself`: in it too) d stays 0? */
static bool check_forgiven(judge *of, uint32_t block, bool itself, uint32_t node) {
  if (!of->holders)
    of->holders = holders_find(of->fn, of->accounts, of->count);
  if (holders_hand_on(of->fn, of->holders, block))
    return refuse(of, REFPRUNE_REASON_TRANSFER, node);
  if (!of->open)
    of->open = forgive_find_open(of->fn, of->accounts, of->count);
  return forgive_is_closed_behind(of->fn, of->open, block, itself) ||
         refuse(of, REFPRUNE_REASON_ESCAPE, node);
}

/* d changes from the last segment to END. A raising exit forgives what is missing, and is then not a
 * place where it is put back: a plan must mean the same by it (forgive_at_end). */
static bool check_change_at_end(judge *of, const span_block *item, uint32_t node) {
  uint32_t end = item->start + 2 + item->op_count;
  if ((of->allowed & PROVE_FORGIVE) &&
      forgive_at_end(of->fn, item->block, of->part->d[end - 1], of->part->d[end]))
    return check_forgiven(of, item->block, false, node);
  return may_insert_at_end(of, item) || refuse(of, REFPRUNE_REASON_ESCAPE, node);
}

/* The last segment is never joined to one behind. */
static inline bool check_bottom(judge *of, const span_block *item, uint32_t node) {
  uint32_t end = item->start + 2 + item->op_count;
  return of->part->d[end - 1] == of->part->d[end] || check_change_at_end(of, item, node);
}

static int32_t d_of_block_end(const span *part, uint32_t block) {
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? 0 : part->d[span_end(part, local)];
}

static int32_t d_of_block_start(const judge *of, const span *part, uint32_t block) {
  const root *object = &of->fn->names.root[part->root];
  if (object->kind != ROOT_IS_OUTSIDE && block == object->block)
    return 0; /* the next instance */
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? 0 : part->d[span_start(part, local)];
}

/* Names that are null on the edge have no account there. */
static bool all_closed_on(const judge *of, uint32_t block, uint32_t next) {
  for (uint32_t i = 0; i < of->count; i++) {
    const span *part = of->accounts[i].part;
    if (d_of_block_end(part, block) != 0 && !nulls_on_edge(of->fn, part->root, block, next))
      return false;
  }
  return true;
}

/* A phi takes over its input's account. Null has none: there the phi's may start for nothing, once
 * every other is closed. What undef or poison names, nobody can count. */
static bool check_phi_edge(judge *of, const root_input *input, uint32_t block, uint32_t node) {
  if (input->root == ROOT_NULL)
    return all_closed_on(of, input->block, block) || refuse(of, REFPRUNE_REASON_ESCAPE, node);
  if (input->root == ROOT_UNDEF)
    return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  const span *from = &of->in->spans[of->in->span_of[input->root]];
  if (d_of_block_end(from, input->block) != of->part->d[node] ||
      d_of_block_start(of, from, block) != 0)
    return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  return true;
}

static bool check_phi(judge *of, const root *object, uint32_t node) {
  for (uint32_t i = 0; i < object->input_count; i++)
    if (!check_phi_edge(of, &object->inputs[i], object->block, node))
      return false;
  return true;
}

/* Into a block comes what every predecessor carries; at its definition a root starts with nothing,
 * but for a phi. */
static bool check_incoming(judge *of, const span_block *item, uint32_t node) {
  const root *object = &of->fn->names.root[of->part->root];
  const span *part = of->part;
  if (object->kind == ROOT_IS_PHI && item->block == object->block)
    return check_phi(of, object, node);
  if (item->block == (object->kind == ROOT_IS_OUTSIDE ? 0 : object->block) || item->entered)
    return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  const graph *cfg = &of->fn->cfg;
  const uint32_t *from = &cfg->predecessor[cfg->first_predecessor[item->block]];
  const uint32_t *end = &cfg->predecessor[cfg->first_predecessor[item->block + 1]];
  for (int32_t d = part->d[node]; from < end; from++)
    if (d_of_block_end(part, *from) != d &&
        !nulls_on_edge(of->fn, part->root, *from, item->block))
      return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  return true;
}

/* What a phi behind an edge takes over of the account in hand. */
static int32_t d_passed(const judge *of, uint32_t block, uint32_t next) {
  const view *fn = of->fn;
  int32_t passed = 0;
  uint32_t end = fn->first_link[of->part->root + 1];
  for (uint32_t k = flow_first_link(fn, of->part->root, block);
       k < end && fn->links[k].block == block; k++) {
    const phi_link *link = &fn->links[k];
    if (fn->names.root[link->phi].block != next)
      continue;
    const span *phi = &of->in->spans[of->in->span_of[link->phi]];
    uint32_t local = span_find(phi, next);
    if (local != NO_BLOCK)
      passed += phi->d[span_start(phi, local)];
  }
  return passed;
}

/* What goes on at the start of a successor does so by the root's own name, or by that of a phi there,
 * but not by both; an edge into a raising exit forgives what is missing on it. */
static bool check_edge(judge *of, const span_edge *edge, uint32_t node) {
  const span *part = of->part;
  int32_t d = part->d[node];
  int32_t own = edge->to == NO_BLOCK ? 0 : part->d[span_start(part, edge->to)];
  int32_t passed =
      edge->feeds_phi ? d_passed(of, part->blocks[edge->from].block, edge->next) : 0;
  if (own + passed == d && (own == 0 || passed == 0))
    return true;
  if ((of->allowed & PROVE_FORGIVE) && d < 0 && own == 0 && forgive_on_entry(of->fn, edge->next))
    return check_forgiven(of, edge->next, true, node);
  return refuse(of, REFPRUNE_REASON_ESCAPE, node);
}

/* Out of the block: d is 0 at a return, free behind a call that never returns, and carried along
 * every edge. */
static bool check_outgoing(judge *of, const span_block *item, uint32_t node) {
  block_end way = of->fn->cfg.end[item->block];
  if (way == END_RETURN || way == END_UNREACHABLE)
    return refuse(of, REFPRUNE_REASON_ESCAPE, node);
  const span_edge *edge = &of->part->edges[item->first_edge], *end = edge + item->edge_count;
  for (; edge < end; edge++)
    if (!edge->is_null && !check_edge(of, edge, node))
      return false;
  return true;
}

/* The operations around a segment; `top` and `bottom`: on that side is none, but START or END. */
static bool check_segment(judge *of, uint32_t node, bool *top, bool *bottom) {
  const span *part = of->part;
  uint32_t before = span_op_before(part, node), behind = span_op_behind(part, node);
  *top = before == NO_EVENT;
  *bottom = behind == NO_EVENT;
  return check_fixed(of, node, behind, node + 1) &&
         check_fixed(of, node, before, node - part->reach[node] - 1);
}

static bool check_node(judge *of, uint32_t node) {
  const span *part = of->part;
  if (part->d[node] == 0)
    return true;
  if (!check_bound(of, node))
    return false;
  const span_block *item = &part->blocks[part->local_of[node]];
  uint32_t end = item->start + 2 + item->op_count;
  bool sound = true, top = node != end, bottom = node != item->start;
  if (!bottom)
    sound = check_incoming(of, item, node);
  else if (!top)
    sound = check_outgoing(of, item, node);
  else if (item->op_count)
    sound = check_segment(of, node, &top, &bottom);
  return sound && (!top || check_top(of, item, node)) && (!bottom || check_bottom(of, item, node));
}

/* -- No two names at one point -------------------------------------------------------------------- */

/* The points of a segment: before site `from` up to before site `to`. */
static void segment_points(const view *fn, const span *part, uint32_t node, uint32_t *from,
                           uint32_t *to) {
  uint32_t block = part->blocks[part->local_of[node]].block;
  uint32_t before = span_op_before(part, node), behind = span_op_behind(part, node);
  *from = before == NO_EVENT ? fn->first_site[block] : fn->events[before].site + 1;
  *to = behind == NO_EVENT ? fn->first_site[block + 1] : fn->events[behind].site;
}

static int role(const span *part, uint32_t node) {
  uint32_t local = part->local_of[node];
  return node == span_start(part, local) ? 0 : node == span_end(part, local) ? 2 : 1;
}

/* At a block's start or end one account is closed before another is opened, so a START and a segment
 * do not meet. */
static bool meet(const view *fn, const span *a, uint32_t node_a, const span *b, uint32_t node_b) {
  if (a->blocks[a->local_of[node_a]].block != b->blocks[b->local_of[node_b]].block ||
      role(a, node_a) != role(b, node_b))
    return false;
  if (role(a, node_a) != 1)
    return true;
  uint32_t from_a, to_a, from_b, to_b;
  segment_points(fn, a, node_a, &from_a, &to_a);
  segment_points(fn, b, node_b, &from_b, &to_b);
  return from_a <= to_b && from_b <= to_a;
}

static bool check_apart(judge *of, const account *a, const account *b) {
  for (uint32_t i = 0; i < a->count; i++)
    for (uint32_t k = 0; k < b->count; k++)
      if (a->part->d[a->nodes[i]] && b->part->d[b->nodes[k]] &&
          meet(of->fn, a->part, a->nodes[i], b->part, b->nodes[k]))
        return refuse(of, REFPRUNE_REASON_HAZARD, a->nodes[i]);
  return true;
}

static bool check_account(judge *of, uint32_t number) {
  const account *item = &of->accounts[number];
  of->part = item->part;
  for (uint32_t i = 0; i < item->count; i++)
    if (!check_node(of, item->nodes[i]))
      return false;
  for (uint32_t k = number + 1; k < of->count; k++)
    if (!check_apart(of, item, &of->accounts[k]))
      return false;
  return true;
}

verdict prove(view *fn, const group *in, const account *accounts, uint32_t count,
              unsigned allowed) {
  arena_mark mark = arena_position(fn->pool);
  judge of = {.fn = fn, .in = in, .accounts = accounts, .count = count, .allowed = allowed,
              .result = {.reason = REFPRUNE_REASON_NONE, .least_bound = INT32_MAX}};
  for (uint32_t i = 0; i < count; i++)
    if (!check_account(&of, i))
      break;
  arena_rewind(fn->pool, mark);
#ifdef REFPRUNE_BROKEN_ACCEPT_ALL
  of.result.reason = REFPRUNE_REASON_NONE; /* `verify` alone is left to stop anything */
#endif
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
