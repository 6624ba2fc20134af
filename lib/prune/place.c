/* place.c - build the layered network of a web, cut it, and hand the result to proof and edit.
 *
 *     minimise  sum over operations  w * | effect + d_behind - d_before |
 *             + sum over block ends  w * | d_behind - d_before |
 *     subject to the bounds of the theorem
 *
 * with w = frequency + size_weight. Nodes that must have equal d (ends of an edge, sides of an
 * operation that stays) are one *class*; class 0 has d = 0. For each class and each level k above its
 * lowest there is a vertex that says d >= k. A term w * max(0, d_a + c - d_b) is, for each k, an arc
 * of capacity w from "d_a >= k - c" to "d_b >= k"; the operations' effects c are what couples levels,
 * so that cutting level by level would not be exact. Levels: -MAX_BELOW (or the bound) to +1.
 *
 * Source: H. Ishikawa, "Exact optimization for Markov random fields with convex priors" (2003), for
 * the layered network; docs/algorithm.md, "Placement", for why this problem is one.
 */
#include "prune/place.h"

#include "prune/classes.h"
#include "prune/forgive.h"
#include "prune/frequencies.h"
#include "prune/holders.h"
#include "prune/min_cut.h"

/* Costs are integers: `unit` is one execution per entry. Tiny amounts break ties: toward fewer operations
 * in the text, then toward leaving them where they are, then toward putting one beside another. */
enum { OP_TIE = 1 << 12, MOVE_TIE = 1 << 8, DOUBLE_TIE = 1 << 7 };

typedef struct placement {
  pruner *run;
  web *names;
  classes points;
  uint32_t *origin; /* per class: origin + k is its vertex for level k; wraps */
  bool can_incref, can_decref;
  network *net;
  double unit;
  int64_t present; /* what the operations between different classes cost now */
} placement;

/* -- The network ---------------------------------------------------------------------------------- */

static int32_t smaller(int32_t a, int32_t b) {
  return a < b ? a : b;
}

static int32_t larger(int32_t a, int32_t b) {
  return a > b ? a : b;
}

static int32_t highest(uint32_t item) {
  return item == ZERO_CLASS ? 0 : 1;
}

/* The vertices of a class, or those of a class whose d is `shift` less: first + k says d >= k. */
typedef struct levels {
  int32_t lowest, highest;
  uint32_t first; /* wraps */
} levels;

static levels levels_of(const placement *of, uint32_t item, int32_t shift) {
  return (levels){.lowest = of->points.lowest[item] + shift,
                  .highest = highest(item) + shift,
                  .first = of->origin[item] - (uint32_t)shift};
}

static uint32_t at_least(const levels *of, int32_t k) {
  return k <= of->lowest ? CUT_SOURCE : k > of->highest ? CUT_SINK : of->first + (uint32_t)k;
}

static uint32_t number_vertices(placement *of) {
  uint32_t next = CUT_FIRST_VERTEX;
  of->origin = ARENA_NEW(of->run->pool, uint32_t, of->points.count);
  for (uint32_t c = ZERO_CLASS + 1; c < of->points.count; c++) {
    of->origin[c] = next - (uint32_t)(of->points.lowest[c] + 1);
    next += (uint32_t)(1 - of->points.lowest[c]);
  }
  return next;
}

static int64_t weight_of(const placement *of, uint32_t block) {
  double cost = of->run->frequency[block] + of->run->options->size_weight;
  return (int64_t)(cost * of->unit + 0.5) + OP_TIE;
}

/* Between two classes stands `effect` (an operation's, or 0) plus the change of d: it costs `up` for
 * each incref, `down` for each decref. That is up * max(0, below + effect - above) + down * max(0,
 * above - effect - below), for d below and above; both are arcs between the same vertices. */
static void add_cost(placement *of, uint32_t above, uint32_t below, int32_t effect, int64_t up,
                     int64_t down) {
  levels a = levels_of(of, above, 0), b = levels_of(of, below, effect);
  int32_t end = larger(a.highest, b.highest);
  for (int32_t k = 1 + smaller(a.lowest, b.lowest); k <= end; k++)
    network_add(of->net, at_least(&b, k), at_least(&a, k), up, down);
}

static void add_change(placement *of, uint32_t above, uint32_t below, int32_t effect,
                       int64_t weight) {
  bool up = of->can_incref || effect > 0;
  bool down = of->can_decref || effect < 0;
  add_cost(of, above, below, effect, up ? weight : CUT_INFINITE, down ? weight : CUT_INFINITE);
}

static int32_t effect_of(const event *op) {
  return op->kind == EVENT_INCREF ? 1 : -1;
}

/* One more where an operation stands is a new one, too, if there may be new ones. */
static void add_doubling(placement *of, uint32_t above, uint32_t below, event_kind kind) {
  bool up = kind == EVENT_INCREF;
  int64_t more = (up ? of->can_incref : of->can_decref) ? DOUBLE_TIE : CUT_INFINITE;
  add_cost(of, above, below, 0, up ? more : 0, up ? 0 : more);
}

/* An operation within one class stays whatever the cut is, and is left out of what it costs. */
static void add_op(placement *of, const event *op, uint32_t block, uint32_t above, uint32_t below) {
  if (above == below || !event_is_open(op))
    return;
  int64_t weight = weight_of(of, block);
  of->present += weight;
  add_change(of, above, below, effect_of(op), weight);
  add_doubling(of, above, below, op->kind);
}

static void add_end(placement *of, const span_block *item, uint32_t bottom, uint32_t end) {
  int64_t weight = weight_of(of, item->block) + MOVE_TIE;
  if (end == ZERO_CLASS && classes_forgives_in(&of->points, item->block)) { /* less, but not more */
    bool down = of->can_decref && classes_may_insert_end(&of->points, item);
    add_cost(of, bottom, end, 0, 0, down ? weight : CUT_INFINITE);
  } else {
    add_change(of, bottom, end, 0, weight);
  }
}

/* Into a raising exit: d may rise to 0 for nothing, but neither fall nor rise above. */
static void add_entry_terms(placement *of, const span *part, const span_block *item, uint32_t end) {
  for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++)
    if (!part->edges[e].is_null && classes_forgives_entry(&of->points, part->edges[e].next))
      add_cost(of, end, ZERO_CLASS, 0, 0, CUT_INFINITE);
}

/* Where all of a block is in the closed set there is nothing to choose. */
static void add_block(placement *of, uint32_t name, const span_block *item) {
  const span *part = of->names->part[name];
  const uint32_t *set = classes_sets(&of->points, name, item), *class = of->points.of_set;
  uint32_t count = item->op_count;
  if (set[count + 2] == CLOSED_SET)
    return;
  uint32_t start = class[set[0]], at = class[set[1]], end = class[set[count + 2]];
  if (start != at)
    add_change(of, start, at, 0, weight_of(of, item->block) + MOVE_TIE);
  for (uint32_t k = 0; k < count; k++) {
    uint32_t below = class[set[k + 2]];
    add_op(of, &of->run->fn.events[part->ops[item->first_op + k]], item->block, at, below);
    at = below;
  }
  if (at != end)
    add_end(of, item, at, end);
  if (end != ZERO_CLASS && of->points.forgive)
    add_entry_terms(of, part, item, end);
}

/* Each level implies the one below. */
static void add_levels(placement *of) {
  for (uint32_t c = ZERO_CLASS + 1; c < of->points.count; c++) {
    levels own = levels_of(of, c, 0);
    for (int32_t k = own.lowest + 2; k <= own.highest; k++)
      network_add(of->net, at_least(&own, k), at_least(&own, k - 1), CUT_INFINITE, 0);
  }
}

static void build_network(placement *of, uint32_t vertex_count) {
  network_init(of->net, vertex_count);
  for (uint32_t q = 0; q < of->names->count; q++) {
    const span_block *item = of->names->part[q]->blocks;
    for (const span_block *end = item + of->names->part[q]->block_count; item < end; item++)
      add_block(of, q, item);
  }
  add_levels(of);
}

/* -- From the cut to d ---------------------------------------------------------------------------- */

static int32_t *d_of_classes(placement *of, const bool *on_source_side) {
  int32_t *d = ARENA_NEW(of->run->pool, int32_t, of->points.count);
  for (uint32_t c = ZERO_CLASS + 1; c < of->points.count; c++) {
    levels own = levels_of(of, c, 0);
    d[c] = own.lowest;
    while (d[c] < own.highest && on_source_side[at_least(&own, d[c] + 1)])
      d[c]++;
  }
  return d;
}

/* Writes d into the spans; returns the accounts for the proof. */
static uint32_t write_d(placement *of, const bool *on_source_side, account *accounts) {
  const int32_t *d = d_of_classes(of, on_source_side);
  uint32_t count = 0;
  for (uint32_t q = 0; q < of->names->count; q++) {
    span *part = of->names->part[q];
    uint32_t *nodes = ARENA_NEW_UNSET(of->run->pool, uint32_t, part->node_count), changed = 0;
    for (uint32_t n = 0; n < part->node_count; n++) {
      part->d[n] = part->joined[n] == 0 ? d[class_at(&of->points, q, n)] : 0;
      if (part->d[n])
        nodes[changed++] = n;
    }
    if (changed)
      accounts[count++] = (account){.part = part, .nodes = nodes, .count = changed};
  }
  return count;
}

static void clear_d(const account *accounts, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t n = 0; n < accounts[i].count; n++)
      accounts[i].part->d[accounts[i].nodes[n]] = 0;
}

/* What may be forgiven. */
typedef struct leniency {
  bool forgive;
  bool *shut;   /* per block: exits at which one of the names is handed on */
} leniency;

static void shut_exits(view *fn, const account *accounts, uint32_t count, bool *shut) {
  const holders *all = holders_find(fn, accounts, count);
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    shut[b] |= forgive_behind_mark(fn, b) && holders_hand_on(fn, all, b);
}

/* Cuts the network. */
static place_result solve(pruner *run, web *names, leniency *with) {
  placement of = {.run = run, .names = names, .net = &run->net};
  classes_find(&of.points, &run->fn, names, with->forgive, with->shut);
  if (of.points.count == ZERO_CLASS + 1) /* d = 0 everywhere */
    return PLACE_UNCHANGED;
  of.can_incref = pruner_template(run, EVENT_INCREF) != NULL;
  of.can_decref = pruner_template(run, EVENT_DECREF) != NULL;
  of.unit = frequencies_unit(run);
  uint32_t vertex_count = number_vertices(&of);
  build_network(&of, vertex_count);
  bool *on_source_side = ARENA_NEW_UNSET(run->pool, bool, vertex_count);
  int64_t enough = of.present - OP_TIE / 2 + 1;
  int64_t cost = network_cut(of.net, enough, on_source_side, &run->work);
  if (cost < 0 || cost >= enough)
    return PLACE_UNCHANGED;
  account accounts[MAX_NAMES];
  uint32_t count = write_d(&of, on_source_side, accounts);
  place_result result = pruner_place(run, accounts, count, with->forgive);
  clear_d(accounts, count);
  if (result == PLACE_REFUSED && with->forgive)
    shut_exits(&run->fn, accounts, count, with->shut);
  return result;
}

/* -- Whether to ask ------------------------------------------------------------------------------- */

/* An operation can only go where d may fall across an incref, or rise across a decref. */
static bool may_go(const view *fn, const web *names, uint32_t name, uint32_t k) {
  span *part = names->part[name];
  const event *op = &fn->events[part->ops[k]];
  if (!event_is_open(op))
    return false;
  uint32_t local = span_block_of_op(part, fn, k), above_op = k - part->blocks[local].first_op;
  uint32_t above = span_node(part, span_segment(part, local, above_op));
  uint32_t below = span_node(part, span_segment(part, local, above_op + 1));
  uint32_t less = op->kind == EVENT_INCREF ? below : above;
  uint32_t more = op->kind == EVENT_INCREF ? above : below;
  bool below_0 = web_is_open(names, name, less) && part->bound[less] >= 2;
  return below_0 || web_is_open(names, name, more);
}

bool place_may_help(const view *fn, const web *names) {
  for (uint32_t q = 0; q < names->count; q++)
    for (uint32_t k = 0; k < names->part[q]->op_count; k++)
      if (may_go(fn, names, q, k))
        return true;
  return false;
}

/* An edge may lead to one that the name's definition does not dominate, out of the span. */
static bool leads_to_forgiving_exit(const view *fn, const span *part, const span_block *item) {
  const span_edge *edge = &part->edges[item->first_edge], *end = edge + item->edge_count;
  for (; edge < end; edge++)
    if (edge->to == NO_BLOCK && !edge->is_null && forgive_on_entry(fn, edge->next))
      return true;
  return forgive_behind_mark(fn, item->block);
}

static bool meets_forgiving_exit(const view *fn, const web *names) {
  if (!fn->has_raises)
    return false;
  for (uint32_t q = 0; q < names->count; q++)
    for (uint32_t local = 0; local < names->part[q]->block_count; local++)
      if (leads_to_forgiving_exit(fn, names->part[q], &names->part[q]->blocks[local]))
        return true;
  return false;
}

/* Only the proof asks who is handed on where, for that takes reading the IR. Where it refused, the exits
 * in question forgive nothing the next time, and at last none does. */
place_result place_web(pruner *run, web *names) {
  if (!place_may_help(&run->fn, names))
    return PLACE_UNCHANGED;
  arena_mark mark = arena_position(run->pool);
  leniency with = {.forgive = (run->options->passes & REFPRUNE_FANOUT_RAISE) &&
                              meets_forgiving_exit(&run->fn, names)};
  if (with.forgive)
    with.shut = ARENA_NEW(run->pool, bool, run->fn.cfg.count);
  place_result result = solve(run, names, &with);
  bool refused = result == PLACE_REFUSED;
  if (with.forgive && result == PLACE_REFUSED)
    result = solve(run, names, &with);
  if (with.forgive && result == PLACE_REFUSED) {
    with.forgive = false;
    result = solve(run, names, &with);
  }
  arena_rewind(run->pool, mark);
  return refused && result == PLACE_UNCHANGED ? PLACE_REFUSED : result;
}
