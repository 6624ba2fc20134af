/* span.h - the part of a function that matters to one root, as nodes.
 *
 * A span holds the blocks in which the root's count may be changed: those from which one of its events
 * (or an exit at which nothing is owed) can be reached without a new instance being made, as far up as
 * an event can reach, and the blocks next to them. In each block the points between two operations of
 * the root form one *node*, for inserting an operation elsewhere between two operations is worth
 * nothing:
 *
 *     START | SEGMENT op SEGMENT op SEGMENT | END
 *
 * START is the point behind the phis, before anything is inserted there; END the point before the
 * terminator, behind anything inserted there. Along an edge d is the same at END and at START.
 */
#ifndef REFPRUNE_SPAN_H
#define REFPRUNE_SPAN_H

#include "prune/hazards.h"
#include "prune/view.h"

#define NO_NODE UINT32_MAX
#define NO_EVENT UINT32_MAX

/* Some of a row of things wait for a visit. They know it themselves; this tells where to look. */
typedef struct worklist {
  uint32_t count;
  uint32_t first, end; /* all of them are in this interval */
} worklist;

static inline void worklist_add(worklist *of, uint32_t item) {
  if (item < of->first || of->count == 0)
    of->first = item;
  if (item >= of->end || of->count == 0)
    of->end = item + 1;
  of->count++;
}

/* Takes the interval; what is added from now on makes a new one. */
static inline worklist worklist_take(worklist *of) {
  worklist taken = *of;
  of->first = UINT32_MAX;
  of->end = 0;
  return taken;
}

/* A control-flow edge out of a span's block. */
typedef struct span_edge {
  uint32_t from;      /* local numbers */
  uint32_t to;        /* NO_BLOCK: out of the span, or to where a new instance is made */
  uint32_t next;      /* the block at its end */
  int32_t alive;      /* where it feeds a phi: A on it, with the phi's evidence */
  bool is_null;       /* only taken where the root is null */
  bool feeds_phi;     /* a phi there reads the root */
} span_edge;

typedef struct span_block {
  uint32_t block;
  uint32_t first_event, end_event; /* in view.events */
  uint32_t first_op, op_count;     /* in span.ops */
  uint32_t start;                  /* nodes: start, start+1 .. start+1+op_count, the last one is end */
  ahead a_start;   /* by what follows, at START (0 where the root is not yet defined) */
  ahead a_end;     /* behind the terminator, on the least edge */
  int32_t f_start; /* lower bound by what came before */
  int32_t f_end;   /* LB behind the terminator */
  uint32_t first_edge, edge_count; /* outgoing, in span.edges */
  bool ends_with_op; /* the terminator is an operation: nothing can be placed behind it */
  bool entered;    /* not only from the span, or with the root's definition still ahead */
  bool defines;    /* the root is defined in this block, behind START (phis are defined at it) */
  bool still;      /* neither an event of the root is in it, nor its definition behind START */
  bool closes_cycle; /* an edge leads to it from below, or from itself */
  bool feeds_phi;  /* some edge out of it does */
  bool dirty;      /* to be visited by the sweep in hand */
  uint8_t changes; /* of the value in hand, to stop slow descents */
} span_block;

typedef struct span {
  arena *pool;        /* of all that follows */
  uint32_t root;
  span_block *blocks; /* in ascending block order */
  uint32_t block_count;
  bool starts_with_phi; /* the root is a phi of the first block */
  uint32_t lowest, range; /* its blocks are among lowest .. lowest + range - 1 */
  uint32_t *place;        /* index + 1 of each of them, or 0; NULL where they lie far apart */
  span_edge *edges;
  uint32_t edge_count;
  worklist dirty;      /* among its blocks */
  bool waiting;       /* it has dirty blocks, or has to be solved again */
  bool rebuild;       /* its own operations are no longer those that it was built with */
  bool stale, stale_a; /* it has to be solved again, and A too */
  uint32_t cycle;     /* roots that read each other, by whatever way, have it in common */
  bool in_cycle;      /* it reads itself, directly or by others */
  ahead at_exit;      /* A where the function is left: what its caller keeps of the object */
  ahead a_read;       /* of a phi: A at its definition, as its inputs have read it; */
  int32_t *lb_read;   /* per link of the root: LB on that edge, as the phi has read it */
  int32_t f_select;   /* of a select: F behind its definition */
  uint32_t first_event; /* view.first_event[root] when events were last numbered */
  uint32_t *ops;      /* event numbers of operations */
  uint32_t op_count;
  bool has_pair;      /* an incref and a decref are among them */
  uint32_t node_count;
  ahead *a_before, *a_after; /* A around each event of the root, from view.first_event[root] on */
  int32_t *bound;     /* smallest LB of each node's points */
  bool *frozen;       /* d must be 0 */
  uint32_t *joined;   /* union-find: how far down the segment lies that an erased operation joined to
                       * this one; 0: it is a representative */
  uint32_t *reach;    /* per representative: how far up the first segment lies that it stands for */
  uint32_t *local_of; /* per node: its block's index in blocks */
  int32_t *d;         /* of the proposal in hand; zero otherwise */
  uint8_t *no_window; /* per operation: who need not look behind it; see windows.c */
} span;

/* Index in span.blocks, or NO_BLOCK; by a search. */
uint32_t span_search(const span *part, uint32_t block);

/* The same, by span.place where there is one. */
static inline uint32_t span_find(const span *part, uint32_t block) {
  uint32_t at = block - part->lowest; /* wraps where the block is below */
  if (at >= part->range)
    return NO_BLOCK;
  return part->place ? part->place[at] - 1 : span_search(part, block);
}

/* Is the root a phi of this block? */
static inline bool span_is_phi(const span *part, const span_block *item) {
  return part->starts_with_phi && item == part->blocks;
}

static inline uint32_t span_start(const span *part, uint32_t local) {
  return part->blocks[local].start;
}
/* The segment before operation k of the block; k == op_count: the one behind the last. */
static inline uint32_t span_segment(const span *part, uint32_t local, uint32_t k) {
  return part->blocks[local].start + 1 + k;
}
static inline uint32_t span_end(const span *part, uint32_t local) {
  return part->blocks[local].start + 2 + part->blocks[local].op_count;
}

/* Index of the block that an operation, given by its index in span.ops, is in. */
static inline uint32_t span_block_of_op(const span *part, const view *fn, uint32_t op) {
  return span_find(part, fn->sites[fn->events[part->ops[op]].site].block);
}

/* The representative of a node: the last of the segments that erased operations have joined. */
uint32_t span_joined_node(span *part, uint32_t node);

static inline uint32_t span_node(span *part, uint32_t node) {
  return part->joined[node] ? span_joined_node(part, node) : node;
}

/* The live operation just behind (before) a representative node, or NO_EVENT. */
uint32_t span_op_behind(const span *part, uint32_t node);
uint32_t span_op_before(const span *part, uint32_t node);

/* The representative of the segment before operation k of a block. */
uint32_t span_node_before_op(span *part, uint32_t local, uint32_t k);

/* Joins the segments around operation k of a block, which was erased. Their d must be equal but for
 * the operation's effect, that is: bounds have been brought up to date. */
void span_erase_op(span *part, uint32_t local, uint32_t k);

/* Collects blocks and numbers nodes; bounds come from bounds.c. `work` counts down what the function
 * may still spend; false: it would not do. */
bool span_build(span *part, view *fn, arena *pool, uint32_t root, uint64_t *work);

/* The same after its operations have changed. Where its blocks are the same their edges are kept. */
bool span_rebuild(span *part, view *fn, uint64_t *work);

/* Takes over the numbers that the root's events have now. */
void span_renumber(span *part, const view *fn);

#endif
