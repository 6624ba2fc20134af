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

#include <math.h>

#include "prune/edit.h"
#include "prune/forgive.h"
#include "prune/frequencies.h"
#include "prune/hazards.h"
#include "prune/min_cut.h"
#include "prune/nulls.h"

enum { MAX_BELOW = 6, ZERO = 0, SOURCE = 0, SINK = 1, FIRST_VERTEX = 2, NO_CLASS = -1 };

/* Costs are integers: `unit` is one execution per entry. Two tiny amounts break ties: toward fewer
 * operations in the text, then toward leaving them where they are. */
enum { OP_TIE = 1 << 12, MOVE_TIE = 1 << 8 };

typedef struct placement {
  pruner *run;
  web *names;
  uint32_t *base;    /* per name: number of its first node */
  uint32_t *class_of; /* per node: union-find over nodes + 1; ZERO is 0 */
  int32_t *lowest, *highest; /* per representative */
  uint32_t *vertex;  /* per representative: its vertex for level lowest + 1 */
  uint32_t node_count;
  bool forgive, can_incref, can_decref;
  network *net;
  double unit;
} placement;

/* -- Classes -------------------------------------------------------------------------------------- */

static uint32_t find_class(placement *of, uint32_t item) {
  while (of->class_of[item] != item) {
    of->class_of[item] = of->class_of[of->class_of[item]];
    item = of->class_of[item];
  }
  return item;
}

static void unite(placement *of, uint32_t a, uint32_t b) {
  a = find_class(of, a);
  b = find_class(of, b);
  if (a == b)
    return;
  uint32_t keep = a < b ? a : b, drop = a < b ? b : a; /* ZERO is the smallest */
  of->class_of[drop] = keep;
  if (of->lowest[drop] > of->lowest[keep])
    of->lowest[keep] = of->lowest[drop];
}

/* The class of a node; ZERO where its name is not current. */
static uint32_t class_of_node(placement *of, uint32_t name, uint32_t node) {
  node = span_node(of->names->part[name], node);
  if (!of->names->active[name][node])
    return ZERO;
  return find_class(of, of->base[name] + node + 1);
}

static uint32_t class_at_end(placement *of, uint32_t name, uint32_t block) {
  const span *part = of->names->part[name];
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? ZERO : class_of_node(of, name, span_end(part, local));
}

static const root *root_of(const placement *of, uint32_t name) {
  return &of->run->fn.names.root[of->names->name[name]];
}

static bool is_renewed(const placement *of, uint32_t name, uint32_t block) {
  const root *item = root_of(of, name);
  return item->kind != ROOT_IS_OUTSIDE && item->block == block;
}

static bool forgives_entry(const placement *of, uint32_t block) {
  return of->forgive && forgive_on_entry(&of->run->fn, block);
}

static bool forgives_in(const placement *of, uint32_t block) {
  return of->forgive && forgive_marked_site(&of->run->fn, block) != NO_SITE;
}

static bool is_null_on(const placement *of, uint32_t name, uint32_t from, uint32_t to) {
  return nulls_on_edge(&of->run->fn, of->names->name[name], from, to);
}

static void close_all(placement *of, uint32_t block, uint32_t next) {
  for (uint32_t q = 0; q < of->names->count; q++)
    if (!is_null_on(of, q, block, next))
      unite(of, class_at_end(of, q, block), ZERO);
}

static void tie_phi_start(placement *of, uint32_t name, uint32_t start) {
  const root *item = root_of(of, name);
  for (uint32_t i = 0; i < item->input_count; i++) {
    const root_input *input = &item->inputs[i];
    if (input->root == ROOT_NULL) {
      close_all(of, input->block, item->block);
      continue;
    }
    uint32_t from = input->root == ROOT_UNDEF ? NO_ROOT : web_find(of->names, input->root);
    unite(of, start, from == NO_ROOT ? ZERO : class_at_end(of, from, input->block));
  }
}

static void tie_start(placement *of, uint32_t name, uint32_t local) {
  const graph *cfg = &of->run->fn.cfg;
  span *part = of->names->part[name];
  uint32_t block = part->blocks[local].block;
  uint32_t start = class_of_node(of, name, span_start(part, local));
  if (start == ZERO)
    return;
  const root *item = root_of(of, name);
  if (item->kind == ROOT_IS_PHI && item->block == block) {
    tie_phi_start(of, name, start);
    return;
  }
  if (is_renewed(of, name, block) || block == 0) {
    unite(of, start, ZERO);
    return;
  }
  if (forgives_entry(of, block)) { /* each edge may bring another d: see add_entry_terms */
    unite(of, start, ZERO);
    return;
  }
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    if (!is_null_on(of, name, cfg->predecessor[e], block))
      unite(of, start, class_at_end(of, name, cfg->predecessor[e]));
}

/* The class in which an account goes on at a successor; ZERO where it cannot. */
static uint32_t class_behind_edge(placement *of, uint32_t name, uint32_t block, uint32_t next) {
  span *part = of->names->part[name];
  uint32_t local = is_renewed(of, name, next) ? NO_BLOCK : span_find(part, next);
  if (local != NO_BLOCK) {
    uint32_t own = class_of_node(of, name, span_start(part, local));
    if (own != ZERO)
      return own;
  }
  for (uint32_t x = 0; x < of->names->count; x++) {
    const root *item = root_of(of, x);
    if (item->kind != ROOT_IS_PHI || item->block != next)
      continue;
    uint32_t at = span_find(of->names->part[x], next);
    for (uint32_t i = 0; at != NO_BLOCK && i < item->input_count; i++)
      if (item->inputs[i].block == block && item->inputs[i].root == of->names->name[name])
        return class_of_node(of, x, span_start(of->names->part[x], at));
  }
  return ZERO;
}

static void tie_end(placement *of, uint32_t name, uint32_t local) {
  const graph *cfg = &of->run->fn.cfg;
  span *part = of->names->part[name];
  uint32_t block = part->blocks[local].block;
  uint32_t end = class_of_node(of, name, span_end(part, local));
  if (end == ZERO)
    return;
  if (cfg->end[block] == END_RETURN || cfg->end[block] == END_UNREACHABLE)
    unite(of, end, ZERO);
  for (uint32_t e = cfg->first_successor[block]; e < cfg->first_successor[block + 1]; e++)
    if (!forgives_entry(of, cfg->successor[e]) && !is_null_on(of, name, block, cfg->successor[e]))
      unite(of, end, class_behind_edge(of, name, block, cfg->successor[e]));
}

static bool may_insert_start(const placement *of, const span_block *item) {
  return !item->defines && !of->run->fn.cfg.no_insert_start[item->block];
}

static bool may_insert_end(const placement *of, const span_block *item) {
  return !item->ends_with_op && !of->run->fn.cfg.no_insert_end[item->block];
}

/* A block without an operation of the name, and with one bound throughout, needs one place to insert
 * at, not two: that at its end. */
static bool is_plain(const placement *of, uint32_t name, uint32_t local) {
  const span *part = of->names->part[name];
  const span_block *item = &part->blocks[local];
  uint32_t start = span_start(part, local), segment = span_segment(part, local, 0);
  return item->op_count == 0 && may_insert_end(of, item) &&
         part->bound[start] == part->bound[segment] && part->frozen[start] == part->frozen[segment] &&
         of->names->active[name][start] == of->names->active[name][segment];
}

/* Ties what is on both sides of something that stays, or where nothing can be placed. */
static void tie_inside(placement *of, uint32_t name, uint32_t local) {
  span *part = of->names->part[name];
  const span_block *item = &part->blocks[local];
  if (!may_insert_start(of, item) || is_plain(of, name, local))
    unite(of, class_of_node(of, name, span_start(part, local)),
          class_of_node(of, name, span_segment(part, local, 0)));
  if (!may_insert_end(of, item) && !forgives_in(of, item->block))
    unite(of, class_of_node(of, name, span_segment(part, local, item->op_count)),
          class_of_node(of, name, span_end(part, local)));
  for (uint32_t k = 0; k < item->op_count; k++) {
    const event *op = &of->run->fn.events[part->ops[item->first_op + k]];
    if (op->fixed && !op->erased)
      unite(of, class_of_node(of, name, span_segment(part, local, k)),
            class_of_node(of, name, span_segment(part, local, k + 1)));
  }
}

static void bound_node(placement *of, uint32_t name, uint32_t node) {
  const span *part = of->names->part[name];
  if (part->merged[node] != node || !of->names->active[name][node])
    return;
  uint32_t own = find_class(of, of->base[name] + node + 1);
  int32_t below = 1 - part->bound[node];
  if (part->frozen[node] || part->bound[node] < 1)
    unite(of, own, ZERO);
  else if (below > of->lowest[own])
    of->lowest[own] = below;
}

static void close_block(placement *of, uint32_t block) {
  for (uint32_t q = 0; q < of->names->count; q++) {
    span *part = of->names->part[q];
    uint32_t local = span_find(part, block);
    if (local == NO_BLOCK)
      continue;
    for (uint32_t n = span_start(part, local); n <= span_end(part, local); n++)
      unite(of, class_of_node(of, q, n), ZERO);
  }
}

/* Behind an exit that may forgive, d is 0: what was forgiven is still missing there. */
static void close_behind_exits(placement *of) {
  view *fn = &of->run->fn;
  for (uint32_t b = 0; of->forgive && b < fn->cfg.count; b++) {
    if (!forgives_in(of, b))
      continue;
    uint32_t count = forgive_blocks_behind(fn, b, forgives_entry(of, b));
    for (uint32_t i = 0; i < count; i++)
      close_block(of, fn->queue[i]);
  }
}

static void build_classes(placement *of) {
  for (uint32_t c = 0; c <= of->node_count; c++) {
    of->class_of[c] = c;
    of->lowest[c] = c == ZERO ? 0 : -MAX_BELOW;
    of->highest[c] = c == ZERO ? 0 : 1;
  }
  for (uint32_t q = 0; q < of->names->count; q++)
    for (uint32_t n = 0; n < of->names->part[q]->node_count; n++)
      bound_node(of, q, n);
  for (uint32_t q = 0; q < of->names->count; q++)
    for (uint32_t local = 0; local < of->names->part[q]->block_count; local++) {
      tie_start(of, q, local);
      tie_end(of, q, local);
      tie_inside(of, q, local);
    }
  close_behind_exits(of);
}

/* -- The network ---------------------------------------------------------------------------------- */

/* The vertex that says d >= k; `item` is a representative. */
static uint32_t at_least(const placement *of, uint32_t item, int32_t k) {
  if (k <= of->lowest[item])
    return SOURCE;
  if (k > of->highest[item])
    return SINK;
  return of->vertex[item] + (uint32_t)(k - of->lowest[item] - 1);
}

static uint32_t number_vertices(placement *of) {
  uint32_t next = FIRST_VERTEX;
  for (uint32_t c = 1; c <= of->node_count; c++)
    if (of->class_of[c] == c) {
      of->vertex[c] = next;
      next += (uint32_t)(1 - of->lowest[c]);
    }
  return next;
}

/* weight * max(0, d_a + shift - d_b) */
static void add_term(placement *of, uint32_t a, uint32_t b, int32_t shift, int64_t weight) {
  if (a == b && shift <= 0)
    return;
  int32_t from = of->lowest[b] + 1, to = of->highest[a] + shift;
  for (int32_t k = from; k <= to; k++)
    network_add(of->net, at_least(of, a, k - shift), at_least(of, b, k), weight, 0);
}

static int64_t weight_of(const placement *of, uint32_t block) {
  double cost = of->run->frequency[block] + of->run->options->size_weight;
  return (int64_t)(cost * of->unit + 0.5) + OP_TIE;
}

/* What stands between two nodes: `effect` (an operation's, or 0) plus the change of d. */
static void add_change(placement *of, uint32_t above, uint32_t below, int32_t effect,
                       int64_t weight, bool keeps_effect) {
  bool up = of->can_incref || (keeps_effect && effect > 0);
  bool down = of->can_decref || (keeps_effect && effect < 0);
  add_term(of, below, above, effect, up ? weight : CUT_INFINITE);
  add_term(of, above, below, -effect, down ? weight : CUT_INFINITE);
}

static int32_t effect_of(const event *op) {
  return op->kind == EVENT_INCREF ? 1 : -1;
}

static void add_ops(placement *of, uint32_t name, uint32_t local) {
  span *part = of->names->part[name];
  const span_block *item = &part->blocks[local];
  for (uint32_t k = 0; k < item->op_count; k++) {
    const event *op = &of->run->fn.events[part->ops[item->first_op + k]];
    if (!op->fixed && !op->erased)
      add_change(of, class_of_node(of, name, span_segment(part, local, k)),
                 class_of_node(of, name, span_segment(part, local, k + 1)), effect_of(op),
                 weight_of(of, item->block), true);
  }
}

static void add_ends(placement *of, uint32_t name, uint32_t local) {
  span *part = of->names->part[name];
  const span_block *item = &part->blocks[local];
  int64_t weight = weight_of(of, item->block) + MOVE_TIE;
  uint32_t top = class_of_node(of, name, span_segment(part, local, 0));
  uint32_t bottom = class_of_node(of, name, span_segment(part, local, item->op_count));
  uint32_t end = class_of_node(of, name, span_end(part, local));
  add_change(of, class_of_node(of, name, span_start(part, local)), top, 0, weight, false);
  if (end == ZERO && forgives_in(of, item->block)) /* less is forgiven, more is not */
    add_term(of, bottom, end, 0, of->can_decref && may_insert_end(of, item) ? weight : CUT_INFINITE);
  else
    add_change(of, bottom, end, 0, weight, false);
}

/* Into a raising exit: d may rise to 0 for nothing, but neither fall nor rise above. */
static void add_entry_terms(placement *of, uint32_t name, uint32_t local) {
  const graph *cfg = &of->run->fn.cfg;
  span *part = of->names->part[name];
  uint32_t block = part->blocks[local].block;
  for (uint32_t e = cfg->first_successor[block]; e < cfg->first_successor[block + 1]; e++)
    if (forgives_entry(of, cfg->successor[e]) && !is_null_on(of, name, block, cfg->successor[e]))
      add_term(of, class_of_node(of, name, span_end(part, local)), ZERO, 0, CUT_INFINITE);
}

/* Each level implies the one below. */
static void add_levels(placement *of) {
  for (uint32_t c = 1; c <= of->node_count; c++)
    if (of->class_of[c] == c)
      for (int32_t k = of->lowest[c] + 2; k <= 1; k++)
        network_add(of->net, at_least(of, c, k), at_least(of, c, k - 1), CUT_INFINITE, 0);
}

static void build_network(placement *of, uint32_t vertex_count) {
  network_init(of->net, vertex_count);
  for (uint32_t q = 0; q < of->names->count; q++)
    for (uint32_t local = 0; local < of->names->part[q]->block_count; local++) {
      add_ops(of, q, local);
      add_ends(of, q, local);
      add_entry_terms(of, q, local);
    }
  add_levels(of);
}

/* -- From the cut to d ---------------------------------------------------------------------------- */

static int64_t present_cost(const placement *of) {
  int64_t total = 0;
  for (uint32_t q = 0; q < of->names->count; q++) {
    const span *part = of->names->part[q];
    for (uint32_t local = 0; local < part->block_count; local++)
      for (uint32_t k = 0; k < part->blocks[local].op_count; k++) {
        const event *op = &of->run->fn.events[part->ops[part->blocks[local].first_op + k]];
        if (!op->fixed && !op->erased)
          total += weight_of(of, part->blocks[local].block);
      }
  }
  return total;
}

static int32_t d_of_class(placement *of, uint32_t class_number, const bool *on_source_side) {
  uint32_t item = find_class(of, class_number);
  int32_t d = of->lowest[item];
  if (item == ZERO)
    return 0;
  while (d < 1 && on_source_side[at_least(of, item, d + 1)])
    d++;
  return d;
}

/* Writes d into the spans; returns the accounts for the proof. */
static uint32_t write_d(placement *of, const bool *on_source_side, account *accounts) {
  uint32_t count = 0;
  for (uint32_t q = 0; q < of->names->count; q++) {
    span *part = of->names->part[q];
    uint32_t *nodes = ARENA_NEW(of->run->pool, uint32_t, part->node_count), changed = 0;
    for (uint32_t n = 0; n < part->node_count; n++) {
      if (part->merged[n] != n)
        continue;
      part->d[n] = d_of_class(of, class_of_node(of, q, n), on_source_side);
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

static void prepare(placement *of) {
  uint32_t total = 0;
  of->base = ARENA_NEW(of->run->pool, uint32_t, of->names->count);
  for (uint32_t q = 0; q < of->names->count; q++) {
    of->base[q] = total;
    total += of->names->part[q]->node_count;
  }
  of->node_count = total;
  of->class_of = ARENA_NEW(of->run->pool, uint32_t, total + 1);
  of->lowest = ARENA_NEW(of->run->pool, int32_t, total + 1);
  of->highest = ARENA_NEW(of->run->pool, int32_t, total + 1);
  of->vertex = ARENA_NEW(of->run->pool, uint32_t, total + 1);
  of->can_incref = pruner_template(of->run, EVENT_INCREF) != NULL;
  of->can_decref = pruner_template(of->run, EVENT_DECREF) != NULL;
  of->unit = frequencies_unit(of->run);
}

/* Cuts the network; *refused tells a placement that is cheaper but was not accepted. */
static place_result solve(pruner *run, web *names, bool forgive, bool *refused) {
  placement of = {.run = run, .names = names, .forgive = forgive, .net = &run->net};
  prepare(&of);
  build_classes(&of);
  uint32_t vertex_count = number_vertices(&of);
  if (vertex_count == FIRST_VERTEX) /* d = 0 everywhere */
    return PLACE_UNCHANGED;
  build_network(&of, vertex_count);
  bool *on_source_side = ARENA_NEW(run->pool, bool, vertex_count);
  int64_t cost = network_cut(of.net, run->pool, SOURCE, SINK, on_source_side, &run->work);
  if (cost < 0 || present_cost(&of) - cost < OP_TIE / 2)
    return PLACE_UNCHANGED;
  account accounts[MAX_NAMES];
  uint32_t count = write_d(&of, on_source_side, accounts);
  place_result result = pruner_place(run, accounts, count, forgive);
  clear_d(accounts, count);
  *refused = result == PLACE_UNCHANGED;
  return result;
}

static bool meets_forgiving_exit(const view *fn, const web *names) {
  for (uint32_t q = 0; q < names->count; q++)
    for (uint32_t local = 0; local < names->part[q]->block_count; local++)
      if (forgive_marked_site(fn, names->part[q]->blocks[local].block) != NO_SITE)
        return true;
  return false;
}

/* Without forgiveness everything costs at least as much, so that is only tried where forgiveness was
 * refused, or does not come up. */
place_result place_web(pruner *run, web *names) {
  bool lenient = (run->options->passes & REFPRUNE_FANOUT_RAISE) &&
                 meets_forgiving_exit(&run->fn, names);
  arena_mark mark = arena_position(run->pool);
  bool refused = false;
  place_result result = solve(run, names, lenient, &refused);
  if (lenient && refused)
    result = solve(run, names, false, &refused);
  arena_rewind(run->pool, mark);
  return result;
}
