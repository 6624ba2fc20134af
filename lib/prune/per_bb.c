/* per_bb.c - an incref and a decref of one root in one block, in either order.
 *
 *     +p          Operations are matched as they nest, so that a pair's window holds no other pair that
 *      +p  )      could still go: the earliest decref is proposed first, and once it has gone the
 *      -p  )      next pair's window is one node again. Between an incref and its decref d = -1;
 *     -p          between a decref and an incref behind it d = +1, which prolongs no life: the incref
 *                 proves that the object is alive. Those are proposed last.
 */
#include "prune/pruner.h"

/* An operation that waits for its opposite. Once a pair that begins here was refused, so is any other
 * that begins here or further up: its window holds the same points. */
typedef struct open_op {
  uint32_t k;
  event_kind kind;
  bool blocked;
} open_op;

/* The nodes between two operations of a block: one, unless operations that stay lie between. */
static uint32_t window(pruner *run, span *part, uint32_t first, uint32_t last, int32_t d,
                       uint32_t **nodes) {
  uint32_t count = 0, capacity = 0;
  for (uint32_t node = first;; node = span_node(part, node + 1)) {
    ARENA_RESERVE(run->pool, *nodes, count, capacity);
    (*nodes)[count++] = node;
    part->d[node] = d;
    if (node == last)
      return count;
  }
}

static bool try_pair(pruner *run, span *part, uint32_t local, const open_op *from, uint32_t to) {
  const span_block *item = &part->blocks[local];
  uint32_t ops[2] = {part->ops[item->first_op + from->k], part->ops[item->first_op + to]};
  uint32_t *nodes = NULL;
  arena_mark mark = arena_position(run->pool);
  uint32_t count = window(run, part, span_node(part, span_segment(part, local, from->k + 1)),
                          span_node(part, span_segment(part, local, to)),
                          from->kind == EVENT_INCREF ? -1 : 1, &nodes);
  proposal pair = {.part = part, .nodes = nodes, .node_count = count, .ops = ops, .op_count = 2,
                   .pattern = REFPRUNE_BY_PER_BB};
  bool accepted = pruner_try(run, &pair);
  for (uint32_t i = 0; i < count; i++)
    part->d[nodes[i]] = 0;
  arena_rewind(run->pool, mark);
  return accepted;
}

static bool is_open_op(const pruner *run, const span *part, uint32_t op) {
  const event *item = &run->fn.events[part->ops[op]];
  return !item->erased && !item->fixed;
}

/* The operations of a block that wait for their opposite. */
typedef struct stack {
  open_op *op;
  uint32_t depth;
  bool changed;
  bool descends; /* a decref waits below an incref */
} stack;

/* One more operation: it meets the one on top, or waits itself. */
static void meet(pruner *run, span *part, uint32_t local, stack *open, open_op item, event_kind first) {
  open_op *top = open->depth ? &open->op[open->depth - 1] : NULL;
  bool opposite = top && top->kind != item.kind;
  if (opposite && top->kind == first && !top->blocked) {
    if (try_pair(run, part, local, top, item.k)) {
      open->depth--;
      open->changed = true;
      return;
    }
    top->blocked = true;
  }
  open->descends |= opposite && top->kind == EVENT_DECREF;
  open->op[open->depth++] = item;
}

/* A decref with an incref behind it only of what is left: in `-p +p -p` the incref goes with the decref
 * behind it, for the one in front takes the reference away sooner. Such a pair shows two references, by
 * which placement may find more, so it is left to that where it runs. */
static bool match_block(pruner *run, span *part, uint32_t local) {
  const span_block *item = &part->blocks[local];
  arena_mark mark = arena_position(run->pool);
  stack open = {.op = ARENA_NEW(run->pool, open_op, item->op_count)};
  for (uint32_t k = 0; k < item->op_count; k++)
    if (is_open_op(run, part, item->first_op + k)) {
      event_kind kind = run->fn.events[part->ops[item->first_op + k]].kind;
      meet(run, part, local, &open, (open_op){.k = k, .kind = kind}, EVENT_INCREF);
    }
  bool last_word = !(run->options->passes & REFPRUNE_PLACE);
  uint32_t left = open.descends && last_word ? open.depth : 0;
  open.depth = 0;
  for (uint32_t i = 0; i < left; i++) {
    open_op next = open.op[i];
    next.blocked = false;
    meet(run, part, local, &open, next, EVENT_DECREF);
  }
  arena_rewind(run->pool, mark);
  return open.changed;
}

bool per_bb_run(pruner *run, span *part) {
  bool changed = false;
  for (uint32_t op = 0; op < part->op_count;) {
    uint32_t local = span_block_of_op(part, &run->fn, op);
    if (part->blocks[local].op_count >= 2)
      changed |= match_block(run, part, local);
    op += part->blocks[local].op_count;
  }
  return changed;
}
