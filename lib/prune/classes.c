/* classes.c - union-find over the nodes of a web.
 *
 * A sweep down the blocks of each name puts every node into a set. An END hands its set to the STARTs
 * behind it, so that sets need a search only where several ENDs meet, or a cycle closes. A set goes by
 * its smallest number, so that numbering the classes takes one pass over the sets.
 */
#include "prune/classes.h"

#include "prune/nulls.h"

/* Of what does not exist, or has not been seen yet; it is in ZERO_CLASS. So is the next one. */
enum { NO_SET = 0 };

/* In place of the lowest d of a set that is to be in ZERO_CLASS. */
#define ONLY_ZERO INT32_MAX

/* Until classes are numbered of_set leads to a set's parent, and `lowest` is per set: of one that goes by
 * its own number, what all its nodes allow. */
static uint32_t find_set(const classes *of, uint32_t set) {
  uint32_t *parent = of->of_set;
  while (parent[set] != set) {
    parent[set] = parent[parent[set]];
    set = parent[set];
  }
  return set;
}

static uint32_t new_set(classes *of) {
  uint32_t set = of->set_count++;
  of->of_set[set] = set;
  of->lowest[set] = -MAX_BELOW;
  return set;
}

static void raise_lowest(classes *of, uint32_t set, int32_t least) {
  if (of->lowest[set] < least)
    of->lowest[set] = least;
}

/* Unites two sets that go by these numbers; returns what both go by now. */
static uint32_t unite(classes *of, uint32_t a, uint32_t b) {
  uint32_t first = a < b ? a : b, second = a < b ? b : a;
  of->of_set[second] = first;
  raise_lowest(of, first, of->lowest[second]);
  return first;
}

static uint32_t set_at(const classes *of, uint32_t name, uint32_t node) {
  return find_set(of, of->set_of[of->base[name] + node]);
}

static void close_set(classes *of, uint32_t set) {
  of->lowest[set] = ONLY_ZERO;
}

static const root *root_of(const classes *of, uint32_t name) {
  return &of->fn->names.root[of->names->name[name]];
}

/* -- The sweep ------------------------------------------------------------------------------------ */

/* Of one name. */
typedef struct sweep {
  classes *of;
  const span *part;
  const bool *active; /* as in web */
  uint32_t *set_of;   /* per node */
} sweep;

static bool may_insert_start(const sweep *in, const span_block *item) {
  return !item->defines && !in->of->fn->cfg.no_insert_start[item->block];
}

bool classes_may_insert_end(const classes *of, const span_block *item) {
  return !item->ends_with_op && !of->fn->cfg.no_insert_end[item->block];
}

/* At the end of an exit that is shut nothing is put, for the proof would take it for forgiven. */
static bool may_change_end(const sweep *in, const span_block *item) {
  return classes_may_insert_end(in->of, item) && !classes_are_shut(in->of, item->block);
}

static bool is_current(const sweep *in, uint32_t node) {
  return !in->active || in->active[node];
}

/* Is d 0 at the block's START, whatever is brought there? Where edges may each bring another d, it is. A
 * phi takes over what its edges bring. */
static bool starts_at_zero(const sweep *in, const span_block *item) {
  return item->entered ||
         (classes_forgives_entry(in->of, item->block) && !span_is_phi(in->part, item));
}

static bool ends_at_zero(const sweep *in, const span_block *item) {
  block_end way = in->of->fn->cfg.end[item->block];
  return way == END_RETURN || way == END_UNREACHABLE;
}

/* The lowest d at a node, or ONLY_ZERO. */
static inline int32_t floor_at(const sweep *in, uint32_t node) {
  int32_t bound = in->part->bound[node];
  return bound >= 1 && !in->part->frozen[node] && is_current(in, node) ? 1 - bound : ONLY_ZERO;
}

static inline void enter(const sweep *in, uint32_t node, uint32_t set, int32_t floor) {
  in->set_of[node] = set;
  raise_lowest(in->of, set, floor);
}

/* A block without operations in which d is 0 throughout, as in nearly every other one. */
static uint32_t enter_closed(const sweep *in, const span_block *item) {
  uint32_t *set = in->set_of + item->start;
  if (set[0] != NO_SET)
    close_set(in->of, find_set(in->of, set[0]));
  set[0] = set[1] = set[2] = CLOSED_SET;
  return CLOSED_SET;
}

/* The set that was brought to a block's START. */
static uint32_t enter_start(const sweep *in, const span_block *item, int32_t floor) {
  uint32_t brought = in->set_of[item->start];
  uint32_t set = brought == NO_SET ? new_set(in->of) : find_set(in->of, brought);
  enter(in, item->start, set, starts_at_zero(in, item) ? ONLY_ZERO : floor);
  return set;
}

/* From the first segment, which has `set`, to the last one, whose set it returns. Of segments that erased
 * operations have joined the last one has their bound. */
static uint32_t enter_segments(const sweep *in, const span_block *item, uint32_t set) {
  const span *part = in->part;
  uint32_t node = item->start + 1;
  for (uint32_t k = 0;; k++, node++) {
    in->set_of[node] = set;
    if (part->joined[node] == 0)
      raise_lowest(in->of, set, floor_at(in, node));
    if (k == item->op_count)
      return set;
    const event *op = &in->of->fn->events[part->ops[item->first_op + k]];
    if (!op->fixed && part->joined[node] == 0)
      set = new_set(in->of);
  }
}

/* Puts a block's nodes into sets; returns that of its END. What is on both sides of something that stays,
 * or of a place where nothing can be put, is in one. A block without an operation of the name, and with
 * one bound throughout, needs one place to insert at, not two: that at its end. */
static uint32_t enter_block(const sweep *in, const span_block *item) {
  uint32_t start = item->start, end = start + 2 + item->op_count;
  int32_t floor = floor_at(in, start);
  bool alike = item->op_count == 0 && floor_at(in, start + 1) == floor;
  if (alike && floor == ONLY_ZERO && floor_at(in, end) == ONLY_ZERO)
    return enter_closed(in, item);
  uint32_t set = enter_start(in, item, floor);
  bool changes_end = may_change_end(in, item);
  if (alike && changes_end) {
    in->set_of[start + 1] = set;
  } else {
    if (may_insert_start(in, item))
      set = new_set(in->of);
    set = enter_segments(in, item, set);
  }
  if (changes_end || classes_forgives_in(in->of, item->block))
    set = new_set(in->of);
  enter(in, end, set, ends_at_zero(in, item) ? ONLY_ZERO : floor_at(in, end));
  return set;
}

/* A phi of the web may take the account over. */
static bool may_feed_phi(const classes *of, const span_edge *edge) {
  return edge->feeds_phi && of->names->count > 1;
}

static bool goes_on(const sweep *in, const span_edge *edge) {
  return edge->to != NO_BLOCK && is_current(in, span_start(in->part, edge->to));
}

static bool is_tied(const sweep *in, const span_edge *edge) {
  return !edge->is_null && !classes_forgives_entry(in->of, edge->next);
}

/* Hands on the set of a block's END. Where d cannot go on it is 0. */
static void leave_block(const sweep *in, const span_block *item, uint32_t set) {
  const span_edge *edge = &in->part->edges[item->first_edge], *end = edge + item->edge_count;
  for (; edge < end; edge++) {
    if (!is_tied(in, edge))
      continue;
    if (goes_on(in, edge)) {
      uint32_t *start = &in->set_of[span_start(in->part, edge->to)];
      uint32_t other = *start == NO_SET ? set : find_set(in->of, *start);
      *start = set = other == set ? set : unite(in->of, set, other);
    } else if (!may_feed_phi(in->of, edge)) {
      close_set(in->of, set);
    }
  }
}

static sweep sweep_of(classes *of, uint32_t name) {
  return (sweep){.of = of, .part = of->names->part[name], .active = of->names->active[name],
                 .set_of = of->set_of + of->base[name]};
}

static void enter_name(classes *of, uint32_t name) {
  sweep in = sweep_of(of, name);
  const span_block *item = in.part->blocks, *end = item + in.part->block_count;
  for (; item < end; item++)
    leave_block(&in, item, enter_block(&in, item));
}

/* -- Phis ----------------------------------------------------------------------------------------- */

static uint32_t set_at_end(const classes *of, uint32_t name, uint32_t block) {
  const span *part = of->names->part[name];
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? NO_SET : set_at(of, name, span_end(part, local));
}

static void tie(classes *of, uint32_t a, uint32_t b) {
  if (a != b)
    unite(of, a, b);
}

/* Names that are null on the edge have no account there. */
static void close_all(classes *of, uint32_t block, uint32_t next) {
  for (uint32_t q = 0; q < of->names->count; q++)
    if (!nulls_on_edge(of->fn, of->names->name[q], block, next))
      close_set(of, set_at_end(of, q, block));
}

/* A phi's START is tied to the ENDs of its inputs. */
static void tie_phi(classes *of, uint32_t name) {
  const root *phi = root_of(of, name);
  uint32_t start = span_start(of->names->part[name], 0);
  if (of->lowest[set_at(of, name, start)] == ONLY_ZERO)
    return;
  for (uint32_t i = 0; i < phi->input_count; i++) {
    const root_input *input = &phi->inputs[i];
    if (input->root == ROOT_NULL) {
      close_all(of, input->block, phi->block);
      continue;
    }
    uint32_t from = input->root == ROOT_UNDEF ? NO_ROOT : web_find(of->names, input->root);
    tie(of, set_at(of, name, start),
        from == NO_ROOT ? NO_SET : set_at_end(of, from, input->block));
  }
}

/* At the START of a phi of the web that takes the name's account over. */
static uint32_t set_behind_edge(const classes *of, uint32_t name, uint32_t block, uint32_t next) {
  for (uint32_t x = 0; x < of->names->count; x++) {
    const root *phi = root_of(of, x);
    if (phi->kind != ROOT_IS_PHI || phi->block != next)
      continue;
    uint32_t at = span_find(of->names->part[x], next);
    for (uint32_t i = 0; at != NO_BLOCK && i < phi->input_count; i++)
      if (phi->inputs[i].block == block && phi->inputs[i].root == of->names->name[name])
        return set_at(of, x, span_start(of->names->part[x], at));
  }
  return NO_SET;
}

static void tie_to_phis(classes *of, uint32_t name) {
  sweep in = sweep_of(of, name);
  const span *part = in.part;
  for (uint32_t e = 0; e < part->edge_count && of->names->count > 1; e++) {
    const span_edge *edge = &part->edges[e];
    if (may_feed_phi(of, edge) && is_tied(&in, edge) && !goes_on(&in, edge))
      tie(of, set_at(of, name, span_end(part, edge->from)),
          set_behind_edge(of, name, part->blocks[edge->from].block, edge->next));
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
      close_set(of, set_at(of, q, n));
  }
}

/* Behind an exit that may forgive, d is 0: what was forgiven is still missing there. */
static void close_behind_exits(classes *of) {
  view *fn = of->fn;
  bool *behind = ARENA_NEW(fn->pool, bool, fn->cfg.count);
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    if (classes_forgives_in(of, b))
      forgive_add_behind(fn, behind, b, classes_forgives_entry(of, b));
  forgive_add_reached(fn, behind, NO_BLOCK);
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    if (behind[b])
      close_block(of, b);
}

/* -- All of it ------------------------------------------------------------------------------------ */

/* From sets to consecutive classes, in place: there are no more classes than sets up to here. */
static void number_classes(classes *of) {
  of->count = ZERO_CLASS + 1;
  for (uint32_t s = NO_SET + 1; s < of->set_count; s++) {
    uint32_t class = of->of_set[of->of_set[s]]; /* a smaller one's is numbered */
    if (of->of_set[s] == s && of->lowest[s] == ONLY_ZERO)
      class = ZERO_CLASS;
    else if (of->of_set[s] == s) {
      of->lowest[of->count] = of->lowest[s];
      class = of->count++;
    }
    of->of_set[s] = class;
  }
  of->lowest[ZERO_CLASS] = 0;
}

void classes_find(classes *out, view *fn, const web *names, bool forgive, const bool *shut) {
  *out = (classes){.fn = fn, .names = names, .forgive = forgive, .shut = shut};
  uint32_t node_count = 0;
  for (uint32_t q = 0; q < names->count; q++) {
    out->base[q] = node_count;
    node_count += names->part[q]->node_count;
  }
  out->set_of = ARENA_NEW(fn->pool, uint32_t, node_count);
  out->of_set = ARENA_NEW_UNSET(fn->pool, uint32_t, node_count + 2);
  out->lowest = ARENA_NEW_UNSET(fn->pool, int32_t, node_count + 2);
  close_set(out, new_set(out)); /* NO_SET */
  close_set(out, new_set(out)); /* CLOSED_SET */
  for (uint32_t q = 0; q < names->count; q++)
    enter_name(out, q);
  for (uint32_t q = 0; q < names->count; q++) {
    if (names->part[q]->starts_with_phi)
      tie_phi(out, q);
    tie_to_phis(out, q);
  }
  if (forgive)
    close_behind_exits(out);
  number_classes(out);
}
