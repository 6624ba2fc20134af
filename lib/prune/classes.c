/* classes.c - union-find over the nodes of a web.
 *
 * Items are the nodes of all names, one name after the other, behind item ZERO_CLASS. A set goes by its
 * smallest item, so that ZERO_CLASS stays itself and numbering the sets takes one pass. Within a block
 * sets are runs of neighbouring nodes; they are laid out first, without a search, and then tied
 * together across edges.
 */
#include "prune/classes.h"

#include "prune/nulls.h"

static uint32_t find_set(uint32_t *parent, uint32_t item) {
  while (parent[item] != item) {
    parent[item] = parent[parent[item]];
    item = parent[item];
  }
  return item;
}

/* Unites a set with that of an item; returns what it goes by now. */
static uint32_t unite(uint32_t *parent, uint32_t set, uint32_t item) {
  uint32_t other = find_set(parent, item);
  if (set < other) {
    parent[other] = set;
    return set;
  }
  parent[set] = other;
  return other;
}

static uint32_t item_at(const classes *of, uint32_t name, uint32_t node) {
  return of->base[name] + node;
}

static void close_item(classes *of, uint32_t item) {
  unite(of->of_node, ZERO_CLASS, item);
}

static const root *root_of(const classes *of, uint32_t name) {
  return &of->fn->names.root[of->names->name[name]];
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
  return classes_may_insert_end(of, item) && !classes_are_shut(of, item->block);
}

/* A block without an operation of the name, and with one bound throughout, needs one place to insert
 * at, not two: that at its end. */
static bool is_plain(const classes *of, uint32_t name, const span_block *item) {
  const span *part = of->names->part[name];
  uint32_t start = item->start, segment = start + 1;
  return item->op_count == 0 && part->bound[start] == part->bound[segment] &&
         part->frozen[start] == part->frozen[segment] &&
         web_is_current(of->names, name, start) == web_is_current(of->names, name, segment) &&
         may_change_end(of, item);
}

/* Every node by itself; where d must be 0 for its own bound's sake, it is in ZERO_CLASS from the start.
 * Of segments that erased operations have joined the last one has their bound. */
static void lay_nodes(classes *of, uint32_t name) {
  const span *part = of->names->part[name];
  uint32_t base = of->base[name], *set = of->of_node + base;
  for (uint32_t n = 0; n < part->node_count; n++)
    set[n] = web_is_open(of->names, name, n) || part->joined[n] != 0 ? base + n : ZERO_CLASS;
}

/* Makes a node one with the run of nodes in front of it, which `first` begins. */
static void join(uint32_t *set, uint32_t first, uint32_t node) {
  if (set[node] == ZERO_CLASS)
    set[first] = ZERO_CLASS;
  else
    set[node] = set[first];
}

/* Is d 0 at the block's START, whatever is brought there? Where edges may each bring another d, it is. A
 * phi takes over what its edges bring. */
static bool starts_at_zero(const classes *of, const span *part, const span_block *item) {
  return item->entered ||
         (classes_forgives_entry(of, item->block) && !span_is_phi(part, item));
}

static bool ends_at_zero(const classes *of, const span_block *item) {
  block_end way = of->fn->cfg.end[item->block];
  return way == END_RETURN || way == END_UNREACHABLE;
}

/* What is on both sides of something that stays, or of a place where nothing can be put, is one run. */
static void join_inside(classes *of, uint32_t name, const span_block *item) {
  const span *part = of->names->part[name];
  uint32_t *set = of->of_node + of->base[name];
  uint32_t first = item->start, node = first + 1;
  if (!may_insert_start(of, item) || is_plain(of, name, item))
    join(set, first, node);
  else
    first = node;
  for (uint32_t k = 0; k < item->op_count; k++) {
    bool stays = of->fn->events[part->ops[item->first_op + k]].fixed || part->joined[node] != 0;
    node++;
    if (stays)
      join(set, first, node);
    else
      first = node;
  }
  if (!may_change_end(of, item) && !classes_forgives_in(of, item->block))
    join(set, first, node + 1);
}

static void lay_name(classes *of, uint32_t name) {
  const span *part = of->names->part[name];
  uint32_t *set = of->of_node + of->base[name];
  lay_nodes(of, name);
  for (uint32_t local = 0; local < part->block_count; local++) {
    const span_block *item = &part->blocks[local];
    if (starts_at_zero(of, part, item))
      set[item->start] = ZERO_CLASS;
    if (ends_at_zero(of, item))
      set[item->start + 2 + item->op_count] = ZERO_CLASS;
    join_inside(of, name, item);
  }
}

/* -- Across edges --------------------------------------------------------------------------------- */

static uint32_t item_at_end(const classes *of, uint32_t name, uint32_t block) {
  const span *part = of->names->part[name];
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? ZERO_CLASS : item_at(of, name, span_end(part, local));
}

/* Names that are null on the edge have no account there. */
static void close_all(classes *of, uint32_t block, uint32_t next) {
  for (uint32_t q = 0; q < of->names->count; q++)
    if (!nulls_on_edge(of->fn, of->names->name[q], block, next))
      close_item(of, item_at_end(of, q, block));
}

/* A phi's START is tied to the ends of its inputs. */
static void tie_phi(classes *of, uint32_t name) {
  const root *phi = root_of(of, name);
  uint32_t start = item_at(of, name, span_start(of->names->part[name], 0));
  if (find_set(of->of_node, start) == ZERO_CLASS)
    return;
  for (uint32_t i = 0; i < phi->input_count; i++) {
    const root_input *input = &phi->inputs[i];
    if (input->root == ROOT_NULL) {
      close_all(of, input->block, phi->block);
      continue;
    }
    uint32_t from = input->root == ROOT_UNDEF ? NO_ROOT : web_find(of->names, input->root);
    uint32_t end = from == NO_ROOT ? ZERO_CLASS : item_at_end(of, from, input->block);
    unite(of->of_node, find_set(of->of_node, start), end);
  }
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

static void tie_edges(classes *of, uint32_t name, const span_block *item) {
  const span_edge *edge = of->names->part[name]->edges + item->first_edge;
  const span_edge *end = edge + item->edge_count;
  uint32_t set = find_set(of->of_node, item_at(of, name, item->start + 2 + item->op_count));
  for (; edge < end; edge++)
    if (!edge->is_null && !classes_forgives_entry(of, edge->next))
      set = unite(of->of_node, set, item_behind_edge(of, name, edge));
}

static void tie_name(classes *of, uint32_t name) {
  const span *part = of->names->part[name];
  if (part->starts_with_phi)
    tie_phi(of, name);
  for (uint32_t local = 0; local < part->block_count; local++)
    tie_edges(of, name, &part->blocks[local]);
}

/* -- Behind raising exits ------------------------------------------------------------------------- */

static void close_block(classes *of, uint32_t block) {
  for (uint32_t q = 0; q < of->names->count; q++) {
    const span *part = of->names->part[q];
    uint32_t local = span_find(part, block);
    if (local == NO_BLOCK)
      continue;
    for (uint32_t n = span_start(part, local); n <= span_end(part, local); n++)
      close_item(of, item_at(of, q, n));
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

/* From sets to consecutive numbers: the smallest item of a set comes before the others. The lowest d of
 * a class is that of its nodes' which allows the least. */
static void number_name(classes *of, uint32_t name) {
  const span *part = of->names->part[name];
  uint32_t base = of->base[name], *set = of->of_node, count = of->count;
  int32_t *lowest = of->lowest;
  for (uint32_t n = 0; n < part->node_count; n++) {
    uint32_t i = base + n;
    if (set[i] == ZERO_CLASS)
      continue;
    if (set[i] == i) {
      lowest[count] = -MAX_BELOW;
      set[i] = count++;
    } else {
      set[i] = set[set[i]];
    }
    int32_t low = 1 - part->bound[n];
    if (low > lowest[set[i]] && part->joined[n] == 0)
      lowest[set[i]] = low;
  }
  of->count = count;
}

void classes_find(classes *out, view *fn, const web *names, bool forgive, const bool *shut) {
  *out = (classes){.fn = fn, .names = names, .forgive = forgive, .shut = shut};
  uint32_t item_count = ZERO_CLASS + 1;
  for (uint32_t q = 0; q < names->count; q++) {
    out->base[q] = item_count;
    item_count += names->part[q]->node_count;
  }
  out->of_node = ARENA_NEW_UNSET(fn->pool, uint32_t, item_count);
  out->of_node[ZERO_CLASS] = ZERO_CLASS;
  out->lowest = ARENA_NEW_UNSET(fn->pool, int32_t, item_count);
  out->lowest[ZERO_CLASS] = 0;
  for (uint32_t q = 0; q < names->count; q++)
    lay_name(out, q);
  for (uint32_t q = 0; q < names->count; q++)
    tie_name(out, q);
  close_behind_exits(out);
  out->count = ZERO_CLASS + 1;
  for (uint32_t q = 0; q < names->count; q++)
    number_name(out, q);
}
