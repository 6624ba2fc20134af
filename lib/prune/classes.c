/* classes.c - union-find over the nodes of a web.
 *
 * Items are the nodes of all names, one name after the other, behind item ZERO_CLASS. A set goes by its
 * smallest item, so that ZERO_CLASS stays itself and numbering the sets takes one pass.
 */
#include "prune/classes.h"

#include "prune/forgive.h"
#include "prune/nulls.h"

static uint32_t find_set(uint32_t *parent, uint32_t item) {
  while (parent[item] != item) {
    parent[item] = parent[parent[item]];
    item = parent[item];
  }
  return item;
}

static void unite(classes *of, uint32_t a, uint32_t b) {
  a = find_set(of->of_node, a);
  b = find_set(of->of_node, b);
  if (a < b)
    of->of_node[b] = a;
  else
    of->of_node[a] = b;
}

static uint32_t item_at(const classes *of, uint32_t name, uint32_t node) {
  return of->base[name] + node;
}

static uint32_t item_at_end(const classes *of, uint32_t name, uint32_t block) {
  const span *part = of->names->part[name];
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? ZERO_CLASS : item_at(of, name, span_end(part, local));
}

static const root *root_of(const classes *of, uint32_t name) {
  return &of->fn->names.root[of->names->name[name]];
}

static bool is_defined_in(const classes *of, uint32_t name, uint32_t block) {
  const root *object = root_of(of, name);
  return object->kind != ROOT_IS_OUTSIDE && object->block == block;
}

static bool is_shut(const classes *of, uint32_t block) {
  return of->shut && of->shut[block];
}

bool classes_forgives_entry(const classes *of, uint32_t block) {
  return of->forgive && !is_shut(of, block) && forgive_on_entry(of->fn, block);
}

bool classes_forgives_in(const classes *of, uint32_t block) {
  return of->forgive && !is_shut(of, block) && forgive_behind_mark(of->fn, block);
}

/* Segments that an erased operation has joined are one set; a point at which d must be 0 for its own
 * bound's sake is in ZERO_CLASS from the start. */
static void add_nodes(classes *of, uint32_t name) {
  span *part = of->names->part[name];
  for (uint32_t first = 0, last; first < part->node_count; first = last + 1) {
    last = span_node(part, first);
    uint32_t set = web_is_open(of->names, name, last) ? item_at(of, name, first) : ZERO_CLASS;
    for (uint32_t n = first; n <= last; n++)
      of->of_node[item_at(of, name, n)] = set;
  }
}

/* -- Across edges --------------------------------------------------------------------------------- */

/* Names that are null on the edge have no account there. */
static void close_all(classes *of, uint32_t block, uint32_t next) {
  for (uint32_t q = 0; q < of->names->count; q++)
    if (!nulls_on_edge(of->fn, of->names->name[q], block, next))
      unite(of, item_at_end(of, q, block), ZERO_CLASS);
}

static void tie_phi_start(classes *of, const root *phi, uint32_t start) {
  for (uint32_t i = 0; i < phi->input_count; i++) {
    const root_input *input = &phi->inputs[i];
    if (input->root == ROOT_NULL) {
      close_all(of, input->block, phi->block);
      continue;
    }
    uint32_t from = input->root == ROOT_UNDEF ? NO_ROOT : web_find(of->names, input->root);
    unite(of, start, from == NO_ROOT ? ZERO_CLASS : item_at_end(of, from, input->block));
  }
}

/* What control brings from blocks of the span is tied at their ends. */
static void tie_start(classes *of, uint32_t name, uint32_t local) {
  const span *part = of->names->part[name];
  const span_block *item = &part->blocks[local];
  const root *object = root_of(of, name);
  uint32_t start = item_at(of, name, span_start(part, local));
  if (find_set(of->of_node, start) == ZERO_CLASS)
    return;
  if (object->kind == ROOT_IS_PHI && object->block == item->block)
    tie_phi_start(of, object, start);
  else if (is_defined_in(of, name, item->block) || item->block == 0 || item->entered ||
           classes_forgives_entry(of, item->block)) /* each edge may bring another d */
    unite(of, start, ZERO_CLASS);
}

/* The start of a phi of the web that takes the name's account over. */
static uint32_t phi_behind_edge(const classes *of, uint32_t name, uint32_t block, uint32_t next) {
  for (uint32_t x = 0; x < of->names->count; x++) {
    const root *phi = root_of(of, x);
    if (phi->kind != ROOT_IS_PHI || phi->block != next)
      continue;
    uint32_t at = span_find(of->names->part[x], next);
    for (uint32_t i = 0; at != NO_BLOCK && i < phi->input_count; i++)
      if (phi->inputs[i].block == block && phi->inputs[i].root == of->names->name[name])
        return item_at(of, x, span_start(of->names->part[x], at));
  }
  return ZERO_CLASS;
}

/* Where the account goes on at a successor; ZERO_CLASS where it cannot. */
static uint32_t item_behind_edge(const classes *of, uint32_t name, const span_edge *edge) {
  const span *part = of->names->part[name];
  if (edge->to != NO_BLOCK && web_is_current(of->names, name, span_start(part, edge->to)))
    return item_at(of, name, span_start(part, edge->to));
  if (!edge->feeds_phi)
    return ZERO_CLASS;
  return phi_behind_edge(of, name, part->blocks[edge->from].block, edge->next);
}

static void tie_end(classes *of, uint32_t name, uint32_t local) {
  const span *part = of->names->part[name];
  const span_block *item = &part->blocks[local];
  block_end way = of->fn->cfg.end[item->block];
  uint32_t end = item_at(of, name, span_end(part, local));
  if (way == END_RETURN || way == END_UNREACHABLE)
    unite(of, end, ZERO_CLASS);
  for (uint32_t e = item->first_edge; e < item->first_edge + item->edge_count; e++)
    if (!part->edges[e].is_null && !classes_forgives_entry(of, part->edges[e].next))
      unite(of, end, item_behind_edge(of, name, &part->edges[e]));
}

/* -- Within a block ------------------------------------------------------------------------------- */

static bool may_insert_start(const classes *of, const span_block *item) {
  return !item->defines && !of->fn->cfg.no_insert_start[item->block];
}

bool classes_may_insert_end(const classes *of, const span_block *item) {
  return !item->ends_with_op && !of->fn->cfg.no_insert_end[item->block];
}

/* At the end of an exit that is shut nothing is put, for the proof would take it for forgiven. */
static bool may_change_end(const classes *of, const span_block *item) {
  return classes_may_insert_end(of, item) && !is_shut(of, item->block);
}

/* A block without an operation of the name, and with one bound throughout, needs one place to insert
 * at, not two: that at its end. */
static bool is_plain(const classes *of, uint32_t name, uint32_t local) {
  const span *part = of->names->part[name];
  const span_block *item = &part->blocks[local];
  uint32_t start = span_start(part, local), segment = span_segment(part, local, 0);
  return item->op_count == 0 && may_change_end(of, item) &&
         part->bound[start] == part->bound[segment] && part->frozen[start] == part->frozen[segment] &&
         web_is_current(of->names, name, start) == web_is_current(of->names, name, segment);
}

/* Ties what is on both sides of something that stays, or where nothing can be placed. */
static void tie_inside(classes *of, uint32_t name, uint32_t local) {
  const span *part = of->names->part[name];
  const span_block *item = &part->blocks[local];
  uint32_t start = item_at(of, name, span_start(part, local));
  uint32_t segment = item_at(of, name, span_segment(part, local, 0));
  if (!may_insert_start(of, item) || is_plain(of, name, local))
    unite(of, start, segment);
  if (!may_change_end(of, item) && !classes_forgives_in(of, item->block))
    unite(of, segment + item->op_count, segment + item->op_count + 1);
  for (uint32_t k = 0; k < item->op_count; k++) {
    const event *op = &of->fn->events[part->ops[item->first_op + k]];
    if (op->fixed && !op->erased)
      unite(of, segment + k, segment + k + 1);
  }
}

/* -- Behind raising exits ------------------------------------------------------------------------- */

static void close_block(classes *of, uint32_t block) {
  for (uint32_t q = 0; q < of->names->count; q++) {
    const span *part = of->names->part[q];
    uint32_t local = span_find(part, block);
    if (local == NO_BLOCK)
      continue;
    for (uint32_t n = span_start(part, local); n <= span_end(part, local); n++)
      unite(of, item_at(of, q, n), ZERO_CLASS);
  }
}

/* Behind an exit that may forgive, d is 0: what was forgiven is still missing there. */
static void close_behind_exits(classes *of) {
  view *fn = of->fn;
  for (uint32_t b = 0; of->forgive && b < fn->cfg.count; b++) {
    if (!classes_forgives_in(of, b))
      continue;
    uint32_t count = forgive_blocks_behind(fn, b, classes_forgives_entry(of, b));
    for (uint32_t i = 0; i < count; i++)
      close_block(of, fn->queue[i]);
  }
}

/* -- All of it ------------------------------------------------------------------------------------ */

/* From sets to consecutive numbers: the smallest item of a set comes before the others. */
static void number_sets(classes *of, uint32_t item_count) {
  for (uint32_t i = 0; i < item_count; i++)
    of->of_node[i] = of->of_node[i] == i ? of->count++ : of->of_node[of->of_node[i]];
}

static void find_lowest(classes *of) {
  of->lowest = ARENA_NEW(of->fn->pool, int32_t, of->count);
  for (uint32_t c = 1; c < of->count; c++)
    of->lowest[c] = -MAX_BELOW;
  for (uint32_t q = 0; q < of->names->count; q++) {
    const span *part = of->names->part[q];
    for (uint32_t n = 0; n < part->node_count; n++) {
      uint32_t c = class_at(of, q, n);
      if (c != ZERO_CLASS && part->joined[n] == 0 && 1 - part->bound[n] > of->lowest[c])
        of->lowest[c] = 1 - part->bound[n];
    }
  }
}

void classes_find(classes *out, view *fn, const web *names, bool forgive, const bool *shut) {
  *out = (classes){.fn = fn, .names = names, .forgive = forgive, .shut = shut};
  uint32_t item_count = ZERO_CLASS + 1;
  for (uint32_t q = 0; q < names->count; q++) {
    out->base[q] = item_count;
    item_count += names->part[q]->node_count;
  }
  out->of_node = ARENA_NEW(fn->pool, uint32_t, item_count);
  for (uint32_t q = 0; q < names->count; q++)
    add_nodes(out, q);
  for (uint32_t q = 0; q < names->count; q++)
    for (uint32_t local = 0; local < names->part[q]->block_count; local++) {
      tie_start(out, q, local);
      tie_end(out, q, local);
      tie_inside(out, q, local);
    }
  close_behind_exits(out);
  number_sets(out, item_count);
  find_lowest(out);
}
