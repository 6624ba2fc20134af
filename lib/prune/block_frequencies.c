/* block_frequencies.c - let a mass of 1 flow through the function, loop by loop.
 *
 * An inner loop is done before the one around it. Its head is given a mass of 1, which comes back to the
 * head in part; the rest leaves. So for each time that the loop is entered its head runs 1 / rest times,
 * and to the loop around it is one node, with edges by which the same parts leave. Frequencies follow from
 * the outside in, each loop's runs being multiplied by those of what is around it.
 *
 * Source: LLVM's BlockFrequencyInfoImpl.h; its rounding of what goes along an edge to 31 bits is kept, that
 * of masses to 64 bits is not.
 */
#include "prune/block_frequencies.h"

#include "prune/branch_weights.h"
#include "prune/llvm_compat.h"

/* How often a loop runs that nothing leaves. */
#define ENDLESS_RUNS 4096.0

/* A way out of the deepest loop is listed for each loop that it leaves. */
enum { MAX_DEPTH = 16 };

typedef struct way_out {
  uint32_t to;
  double mass;
  struct way_out *next;
} way_out;

typedef struct node {
  uint32_t next;   /* in the list of its loop */
  double mass;     /* that comes in, for a mass of 1 at the head of the loop around */
  /* of a head: */
  uint32_t first;  /* of the blocks, and heads of loops, right inside */
  way_out *out;
  double leaving;  /* sum of these */
  double runs;     /* of the head, for each run of the function */
} node;

typedef struct flow {
  const graph *cfg;
  arena *pool;
  loops nest;
  branch_reader branches;
  node *nodes; /* per block; one more for the function as a whole */
} flow;

/* The loop right around a block, or around the loop of which it is the head. */
static uint32_t around(const flow *of, uint32_t block) {
  uint32_t loop = of->nest.of[block];
  return loop == block ? of->nest.parent[block] : loop;
}

static node *loop_node(const flow *of, uint32_t loop) {
  return &of->nodes[loop == NO_BLOCK ? of->cfg->count : loop];
}

static bool is_head(const flow *of, uint32_t block) {
  return of->nest.of[block] == block;
}

static void list_nodes(flow *of) {
  of->nodes = ARENA_NEW(of->pool, node, of->cfg->count + 1);
  for (uint32_t b = 0; b <= of->cfg->count; b++)
    of->nodes[b].first = NO_BLOCK;
  for (uint32_t b = of->cfg->count; b-- > 0;) {
    node *in = loop_node(of, around(of, b));
    of->nodes[b].next = in->first;
    in->first = b;
  }
}

/* What returns to the head is what does not leave. */
static void give(flow *of, uint32_t loop, uint32_t to, double mass) {
  if (to == loop)
    return;
  if (around(of, to) == loop) {
    of->nodes[to].mass += mass;
    return;
  }
  node *head = loop_node(of, loop);
  way_out *way = ARENA_NEW_UNSET(of->pool, way_out, 1);
  *way = (way_out){.to = to, .mass = mass, .next = head->out};
  head->out = way;
  head->leaving += mass;
}

/* The part of what is left that the next edge gets, rounded as LLVM does. */
static double part(uint32_t share, uint64_t left) {
  return (double)((((uint64_t)share << 31) + left / 2) / left) / 2147483648.0;
}

/* False: see branch_weights_read. */
static bool leave_block(flow *of, uint32_t loop, uint32_t block, double mass) {
  const graph *cfg = of->cfg;
  uint32_t first = cfg->first_successor[block], count = cfg->first_successor[block + 1] - first;
  uint32_t share[MAX_BRANCH_EDGES] = {1};
  if (count > MAX_BRANCH_EDGES || (count > 1 && !branch_weights_read(&of->branches, block, share)))
    return false;
  uint64_t left = 0;
  for (uint32_t i = 0; i < count; i++)
    left += share[i];
  for (uint32_t i = 0; i < count; i++) {
    double given = mass * part(share[i], left);
    give(of, loop, cfg->successor[first + i], given);
    mass -= given;
    left -= share[i];
  }
  return true;
}

static void leave_loop(flow *of, uint32_t loop, uint32_t inner) {
  const node *head = &of->nodes[inner];
  for (const way_out *way = head->out; way; way = way->next)
    give(of, loop, way->to, head->mass * (way->mass / head->leaving));
}

static bool run_loop(flow *of, uint32_t loop) {
  bool known = loop == NO_BLOCK || leave_block(of, loop, loop, 1);
  for (uint32_t b = loop_node(of, loop)->first; b != NO_BLOCK && known; b = of->nodes[b].next) {
    if (is_head(of, b))
      leave_loop(of, loop, b);
    else
      known = leave_block(of, loop, b, of->nodes[b].mass);
  }
  return known;
}

/* From the inside out. */
static bool run_loops(flow *of) {
  list_nodes(of);
  of->nodes[0].mass = 1;
  for (uint32_t b = of->cfg->count; b-- > 0;)
    if (is_head(of, b) && (of->nest.depth[b] > MAX_DEPTH || !run_loop(of, b)))
      return false;
  return run_loop(of, NO_BLOCK);
}

/* From the outside in. */
static void multiply(flow *of, double *frequency) {
  loop_node(of, NO_BLOCK)->runs = 1;
  for (uint32_t b = 0; b < of->cfg->count; b++) {
    node *own = &of->nodes[b];
    frequency[b] = own->mass * loop_node(of, around(of, b))->runs;
    if (is_head(of, b))
      frequency[b] = own->runs =
          frequency[b] * (own->leaving > 0 ? 1 / own->leaving : ENDLESS_RUNS);
  }
}

/* LLVM gives blocks a weight by what they hold, and spreads it to those all of whose ways lead there.
 * Where these are but the ones that end in `unreachable`, and all others may return, there is nothing to
 * spread. */
static bool may_spread_weights(const view *fn) {
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    if (fn->cfg.end[b] == END_BRANCH && !fn->cfg.reaches_return[b])
      return true;
  return fn->has_cold_calls || fn->cfg.stops || LLVMHasPersonalityFn(fn->function);
}

bool block_frequencies_find(const view *fn, arena *pool, double *frequency) {
  if (fn->is_irreducible || may_spread_weights(fn))
    return false;
  arena_mark mark = arena_position(pool);
  flow of = {.cfg = &fn->cfg, .pool = pool};
  of.branches = (branch_reader){
      .cfg = of.cfg,
      .known = fn->known,
      .nest = &of.nest,
      .end_weight = ARENA_NEW(pool, uint8_t, of.cfg->count),
      .profile_kind = LLVMGetMDKindIDInContext(fn->known->context, "prof", 4),
  };
  loops_find(&of.nest, of.cfg, pool);
  bool known = run_loops(&of);
  if (known)
    multiply(&of, frequency);
  arena_rewind(pool, mark);
  return known;
}
