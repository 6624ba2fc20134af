/* graph.c - blocks, edges, dominators and cycles over dense numbers, without recursion. */
#include "prune/graph.h"

#include <stdlib.h>

#include "prune/llvm_compat.h"

/* -- Blocks and their order ---------------------------------------------------------------------- */

/* A block as the search meets it. Until all have been met, they go by the order of discovery. */
typedef struct discovery {
  LLVMBasicBlockRef block;
  LLVMValueRef terminator;
  uint32_t first_edge, edge_count; /* in search.edges */
  uint32_t next_edge;              /* the one to follow next */
  bool entered;
} discovery;

typedef struct search {
  graph *cfg;
  arena *pool;
  discovery *blocks;
  uint32_t count, capacity;
  uint32_t *edges;
  uint32_t edge_count, edge_capacity;
  uint32_t *path;
  uint32_t depth, path_capacity;
  uint32_t *finished; /* postorder */
  uint32_t finished_count, finished_capacity;
} search;

static uint32_t discover(search *dfs, LLVMBasicBlockRef block) {
  uint32_t number = pointer_map_add(&dfs->cfg->discovered, block, 0, dfs->count);
  if (number == dfs->count) {
    ARENA_RESERVE(dfs->pool, dfs->blocks, dfs->count, dfs->capacity);
    dfs->blocks[dfs->count++] = (discovery){.block = block};
  }
  return number;
}

/* Discovers a block's successors and puts it on the path. */
static void enter(search *dfs, uint32_t number) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(dfs->blocks[number].block);
  uint32_t count = terminator ? LLVMGetNumSuccessors(terminator) : 0, first = dfs->edge_count;
  ARENA_RESERVE_MORE(dfs->pool, dfs->edges, dfs->edge_count, count, dfs->edge_capacity);
  dfs->edge_count += count;
  for (uint32_t i = 0; i < count; i++)
    dfs->edges[first + i] = discover(dfs, LLVMGetSuccessor(terminator, i));
  discovery *item = &dfs->blocks[number];
  item->terminator = terminator;
  item->first_edge = item->next_edge = first;
  item->edge_count = count;
  item->entered = true;
  ARENA_RESERVE(dfs->pool, dfs->path, dfs->depth, dfs->path_capacity);
  dfs->path[dfs->depth++] = number;
}

static void leave(search *dfs) {
  ARENA_RESERVE(dfs->pool, dfs->finished, dfs->finished_count, dfs->finished_capacity);
  dfs->finished[dfs->finished_count++] = dfs->path[--dfs->depth];
}

static void find_blocks(search *dfs, LLVMValueRef function) {
  enter(dfs, discover(dfs, LLVMGetEntryBasicBlock(function)));
  while (dfs->depth) {
    discovery *top = &dfs->blocks[dfs->path[dfs->depth - 1]];
    if (top->next_edge == top->first_edge + top->edge_count) {
      leave(dfs);
      continue;
    }
    uint32_t next = dfs->edges[top->next_edge++];
    if (!dfs->blocks[next].entered)
      enter(dfs, next);
  }
}

/* Reverse postorder. */
static void number_blocks(const search *dfs) {
  graph *cfg = dfs->cfg;
  cfg->count = dfs->finished_count;
  cfg->block = ARENA_NEW(dfs->pool, LLVMBasicBlockRef, cfg->count);
  cfg->number_of = ARENA_NEW(dfs->pool, uint32_t, cfg->count);
  for (uint32_t i = 0; i < cfg->count; i++) {
    uint32_t found = dfs->finished[cfg->count - 1 - i];
    cfg->block[i] = dfs->blocks[found].block;
    cfg->number_of[found] = i;
  }
}

uint32_t graph_index(const graph *cfg, LLVMBasicBlockRef block) {
  uint32_t found = pointer_map_get(&cfg->discovered, block, 0);
  return found == POINTER_MAP_NONE ? NO_BLOCK : cfg->number_of[found];
}

static const discovery *discovery_of(const search *dfs, uint32_t block) {
  return &dfs->blocks[dfs->finished[dfs->cfg->count - 1 - block]];
}

/* -- Edges ---------------------------------------------------------------------------------------- */

static int compare_indices(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

/* Sorts and makes unique; the order of a switch's cases must not show in results. */
static uint32_t sort_unique(uint32_t *items, uint32_t count) {
  if (count > 2) {
    qsort(items, count, sizeof *items, compare_indices);
  } else if (count == 2 && items[0] > items[1]) {
    uint32_t first = items[0];
    items[0] = items[1];
    items[1] = first;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++)
    if (kept == 0 || items[kept - 1] != items[i])
      items[kept++] = items[i];
  return kept;
}

/* Returns whether some edge goes back in the order of blocks: without one there is no cycle. */
static bool read_successors(const search *dfs) {
  graph *cfg = dfs->cfg;
  cfg->first_successor = ARENA_NEW(dfs->pool, uint32_t, cfg->count + 1);
  cfg->successor = ARENA_NEW(dfs->pool, uint32_t, dfs->edge_count);
  uint32_t total = 0;
  bool goes_back = false;
  for (uint32_t b = 0; b < cfg->count; b++) {
    const discovery *item = discovery_of(dfs, b);
    uint32_t *targets = cfg->successor + total;
    cfg->first_successor[b] = total;
    for (uint32_t i = 0; i < item->edge_count; i++)
      targets[i] = cfg->number_of[dfs->edges[item->first_edge + i]];
    total += sort_unique(targets, item->edge_count);
    goes_back |= item->edge_count && targets[0] <= b;
  }
  cfg->first_successor[cfg->count] = total;
  return goes_back;
}

static void invert_successors(graph *cfg, arena *pool) {
  uint32_t total = cfg->first_successor[cfg->count];
  cfg->first_predecessor = ARENA_NEW(pool, uint32_t, cfg->count + 1);
  cfg->predecessor = ARENA_NEW(pool, uint32_t, total);
  for (uint32_t e = 0; e < total; e++)
    cfg->first_predecessor[cfg->successor[e] + 1]++;
  for (uint32_t b = 0; b < cfg->count; b++)
    cfg->first_predecessor[b + 1] += cfg->first_predecessor[b];
  uint32_t *next = ARENA_NEW(pool, uint32_t, cfg->count);
  for (uint32_t b = 0; b < cfg->count; b++)
    for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++) {
      uint32_t target = cfg->successor[e];
      cfg->predecessor[cfg->first_predecessor[target] + next[target]++] = b;
    }
}

/* The nearest common ancestor of two blocks in the tree built so far (Cooper, Harvey and Kennedy,
 * "A simple, fast dominance algorithm"). */
static uint32_t intersect(const uint32_t *dominator, uint32_t a, uint32_t b) {
  while (a != b) {
    while (a > b)
      a = dominator[a];
    while (b > a)
      b = dominator[b];
  }
  return a;
}

static bool improve_dominator(graph *cfg, uint32_t b) {
  uint32_t best = NO_BLOCK;
  for (uint32_t e = cfg->first_predecessor[b]; e < cfg->first_predecessor[b + 1]; e++) {
    uint32_t predecessor = cfg->predecessor[e];
    if (cfg->dominator[predecessor] == NO_BLOCK)
      continue;
    best = best == NO_BLOCK ? predecessor : intersect(cfg->dominator, best, predecessor);
  }
  bool changed = cfg->dominator[b] != best;
  cfg->dominator[b] = best;
  return changed;
}

static void find_dominators(graph *cfg, arena *pool, bool cyclic) {
  cfg->dominator = ARENA_NEW(pool, uint32_t, cfg->count);
  for (uint32_t b = 1; b < cfg->count; b++)
    cfg->dominator[b] = NO_BLOCK;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t b = 1; b < cfg->count; b++)
      changed |= improve_dominator(cfg, b);
    changed &= cyclic; /* else every predecessor was known in time */
  }
}

/* Preorder intervals of the dominator tree. A child's index is above its parent's, so two sweeps
 * over the indices do what a recursive walk would. */
static void number_dominator_tree(graph *cfg, arena *pool) {
  uint32_t *size = ARENA_NEW(pool, uint32_t, cfg->count);
  cfg->dom_enter = ARENA_NEW(pool, uint32_t, cfg->count);
  cfg->dom_leave = ARENA_NEW(pool, uint32_t, cfg->count);
  for (uint32_t b = cfg->count; b-- > 0;) {
    size[b]++;
    if (b)
      size[cfg->dominator[b]] += size[b];
  }
  uint32_t *used = ARENA_NEW(pool, uint32_t, cfg->count);
  for (uint32_t b = 0; b < cfg->count; b++) {
    uint32_t parent = cfg->dominator[b];
    if (b) {
      cfg->dom_enter[b] = cfg->dom_enter[parent] + 1 + used[parent];
      used[parent] += size[b];
    }
    cfg->dom_leave[b] = cfg->dom_enter[b] + size[b];
  }
}

bool graph_dominates(const graph *cfg, uint32_t above, uint32_t below) {
  return cfg->dom_enter[above] <= cfg->dom_enter[below] &&
         cfg->dom_enter[below] < cfg->dom_leave[above];
}

/* Tarjan's strongly connected components, iteratively; floor[b] becomes the smallest index of b's
 * component. */
typedef struct tarjan {
  uint32_t *order, *low, *cursor, *path, *stack;
  bool *on_stack;
  uint32_t clock, path_depth, stack_depth;
} tarjan;

static void tarjan_enter(tarjan *scc, const graph *cfg, uint32_t b) {
  scc->order[b] = scc->low[b] = ++scc->clock;
  scc->cursor[b] = cfg->first_successor[b];
  scc->path[scc->path_depth++] = b;
  scc->stack[scc->stack_depth++] = b;
  scc->on_stack[b] = true;
}

static void tarjan_close(tarjan *scc, graph *cfg, uint32_t root) {
  uint32_t lowest = root, first = scc->stack_depth;
  do {
    uint32_t member = scc->stack[--first];
    if (member < lowest)
      lowest = member;
  } while (scc->stack[first] != root);
  for (uint32_t i = first; i < scc->stack_depth; i++) {
    cfg->floor[scc->stack[i]] = lowest;
    scc->on_stack[scc->stack[i]] = false;
  }
  scc->stack_depth = first;
}

static void tarjan_leave(tarjan *scc, graph *cfg, uint32_t b) {
  scc->path_depth--;
  if (scc->path_depth) {
    uint32_t parent = scc->path[scc->path_depth - 1];
    if (scc->low[b] < scc->low[parent])
      scc->low[parent] = scc->low[b];
  }
  if (scc->low[b] == scc->order[b])
    tarjan_close(scc, cfg, b);
}

static void find_cycles(graph *cfg, arena *pool) {
  tarjan scc = {.order = ARENA_NEW(pool, uint32_t, cfg->count),
                .low = ARENA_NEW(pool, uint32_t, cfg->count),
                .cursor = ARENA_NEW(pool, uint32_t, cfg->count),
                .path = ARENA_NEW(pool, uint32_t, cfg->count),
                .stack = ARENA_NEW(pool, uint32_t, cfg->count),
                .on_stack = ARENA_NEW(pool, bool, cfg->count)};
  tarjan_enter(&scc, cfg, 0);
  while (scc.path_depth) {
    uint32_t b = scc.path[scc.path_depth - 1];
    if (scc.cursor[b] == cfg->first_successor[b + 1]) {
      tarjan_leave(&scc, cfg, b);
      continue;
    }
    uint32_t next = cfg->successor[scc.cursor[b]++];
    if (!scc.order[next])
      tarjan_enter(&scc, cfg, next);
    else if (scc.on_stack[next] && scc.order[next] < scc.low[b])
      scc.low[b] = scc.order[next];
  }
}

/* Debug intrinsics are instructions in modules of the old debug format; nothing may depend on them. */
static bool is_debug_intrinsic(LLVMValueRef instruction) {
  if (!LLVMIsACallInst(instruction))
    return false;
  LLVMValueRef callee = LLVMGetCalledValue(instruction);
  if (!callee || !LLVMIsAFunction(callee) || !LLVMGetIntrinsicID(callee))
    return false;
  size_t length;
  return strncmp(LLVMGetValueName2(callee, &length), "llvm.dbg.", 9) == 0;
}

static LLVMValueRef instruction_before(LLVMValueRef instruction) {
  do
    instruction = LLVMGetPreviousInstruction(instruction);
  while (instruction && is_debug_intrinsic(instruction));
  return instruction;
}

static block_end end_of_unreachable(symbols *known, LLVMValueRef terminator) {
  LLVMValueRef last = instruction_before(terminator);
  if (!last || !LLVMIsACallInst(last))
    return END_UNREACHABLE;
  const callee_info *callee = symbols_callee(known, last);
  bool stays = callee->no_return || symbols_call_has(last, known->attribute_noreturn);
  bool quiet = callee->no_unwind || symbols_call_has(last, known->attribute_nounwind);
  return stays && quiet ? END_DEAD : END_UNREACHABLE;
}

static bool ends_with_musttail(LLVMValueRef terminator) {
  LLVMValueRef last = instruction_before(terminator);
  if (last && LLVMGetInstructionOpcode(last) == LLVMBitCast)
    last = instruction_before(last);
  return last && LLVMIsACallInst(last) && LLVMGetTailCallKind(last) == LLVMTailCallKindMustTail;
}

static void read_end(const search *dfs, symbols *known, uint32_t b, bool *has_funclets) {
  graph *cfg = dfs->cfg;
  LLVMValueRef terminator = discovery_of(dfs, b)->terminator;
  cfg->end[b] = END_BRANCH;
  switch (LLVMGetInstructionOpcode(terminator)) {
  case LLVMRet:
    cfg->no_insert_end[b] = ends_with_musttail(terminator);
    cfg->end[b] = END_RETURN;
    break;
  case LLVMResume:
    cfg->end[b] = END_RETURN;
    break;
  case LLVMCleanupRet:
    *has_funclets = true;
    if (discovery_of(dfs, b)->edge_count == 0)
      cfg->end[b] = END_RETURN;
    break;
  case LLVMCatchSwitch: /* may unwind to the caller beside its handlers */
    *has_funclets = true;
    cfg->end[b] = LLVMGetUnwindDest(terminator) ? END_BRANCH : END_RETURN;
    break;
  case LLVMUnreachable:
    cfg->end[b] = end_of_unreachable(known, terminator);
    cfg->no_insert_end[b] = true; /* it would stand behind the call that does not return */
    break;
  default:
    break;
  }
}

/* Calls inside a funclet need its token as an operand bundle, and a catchswitch block has room for
 * no call at all; nothing is inserted into a function that has funclets. */
static void forbid_insertions(graph *cfg) {
  for (uint32_t b = 0; b < cfg->count; b++)
    cfg->no_insert_start[b] = cfg->no_insert_end[b] = true;
}

static void read_ends(const search *dfs, symbols *known) {
  graph *cfg = dfs->cfg;
  arena *pool = dfs->pool;
  cfg->end = ARENA_NEW(pool, block_end, cfg->count);
  cfg->no_insert_start = ARENA_NEW(pool, bool, cfg->count);
  cfg->no_insert_end = ARENA_NEW(pool, bool, cfg->count);
  bool has_funclets = false;
  for (uint32_t b = 0; b < cfg->count; b++)
    read_end(dfs, known, b, &has_funclets);
  if (has_funclets)
    forbid_insertions(cfg);
}

static void find_returning(graph *cfg, arena *pool) {
  cfg->reaches_return = ARENA_NEW(pool, bool, cfg->count);
  uint32_t *pending = ARENA_NEW(pool, uint32_t, cfg->count);
  uint32_t count = 0;
  for (uint32_t b = 0; b < cfg->count; b++)
    if (cfg->end[b] == END_RETURN) {
      cfg->reaches_return[b] = true;
      pending[count++] = b;
    }
  while (count) {
    uint32_t b = pending[--count];
    for (uint32_t e = cfg->first_predecessor[b]; e < cfg->first_predecessor[b + 1]; e++) {
      uint32_t predecessor = cfg->predecessor[e];
      if (cfg->reaches_return[predecessor])
        continue;
      cfg->reaches_return[predecessor] = true;
      pending[count++] = predecessor;
    }
  }
}

static void find_floors(graph *cfg, arena *pool, bool cyclic) {
  cfg->floor = ARENA_NEW(pool, uint32_t, cfg->count);
  for (uint32_t b = 0; b < cfg->count && !cyclic; b++)
    cfg->floor[b] = b;
  if (cyclic)
    find_cycles(cfg, pool);
}

void graph_build(graph *cfg, arena *pool, symbols *known, LLVMValueRef function) {
  memset(cfg, 0, sizeof *cfg);
  cfg->discovered.pool = pool;
  search dfs = {.cfg = cfg, .pool = pool};
  find_blocks(&dfs, function);
  number_blocks(&dfs);
  bool cyclic = read_successors(&dfs);
  invert_successors(cfg, pool);
  find_dominators(cfg, pool, cyclic);
  number_dominator_tree(cfg, pool);
  find_floors(cfg, pool, cyclic);
  read_ends(&dfs, known);
  find_returning(cfg, pool);
}
