/* graph.c - blocks, edges, dominators and cycles over dense numbers, without recursion. */
#include "prune/graph.h"

#include <stdlib.h>

#include "prune/llvm_compat.h"

/* Depth-first search state of one block: the next successor to look at. */
typedef struct frame {
  LLVMBasicBlockRef block;
  LLVMValueRef terminator;
  unsigned next, count;
} frame;

typedef struct search {
  arena *pool;
  pointer_map visited;
  frame *stack;
  uint32_t depth, stack_capacity;
  LLVMBasicBlockRef *finished; /* postorder */
  uint32_t finished_count, finished_capacity;
} search;

static void enter(search *dfs, LLVMBasicBlockRef block) {
  pointer_map_set(&dfs->visited, block, 0, 0);
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(block);
  ARENA_RESERVE(dfs->pool, dfs->stack, dfs->depth, dfs->stack_capacity);
  dfs->stack[dfs->depth++] = (frame){
      .block = block,
      .terminator = terminator,
      .count = terminator ? LLVMGetNumSuccessors(terminator) : 0,
  };
}

static void leave(search *dfs) {
  ARENA_RESERVE(dfs->pool, dfs->finished, dfs->finished_count, dfs->finished_capacity);
  dfs->finished[dfs->finished_count++] = dfs->stack[--dfs->depth].block;
}

static void number_blocks(graph *cfg, arena *pool, LLVMValueRef function) {
  search dfs = {.pool = pool, .visited = {.pool = pool}};
  enter(&dfs, LLVMGetEntryBasicBlock(function));
  while (dfs.depth) {
    frame *top = &dfs.stack[dfs.depth - 1];
    if (top->next == top->count) {
      leave(&dfs);
      continue;
    }
    LLVMBasicBlockRef next = LLVMGetSuccessor(top->terminator, top->next++);
    if (pointer_map_get(&dfs.visited, next, 0) == POINTER_MAP_NONE)
      enter(&dfs, next);
  }
  cfg->count = dfs.finished_count;
  cfg->block = ARENA_NEW(pool, LLVMBasicBlockRef, cfg->count);
  cfg->index = dfs.visited; /* the same keys; the numbers follow */
  for (uint32_t i = 0; i < cfg->count; i++) {
    cfg->block[i] = dfs.finished[cfg->count - 1 - i];
    pointer_map_set(&cfg->index, cfg->block[i], 0, i);
  }
}

uint32_t graph_index(const graph *cfg, LLVMBasicBlockRef block) {
  uint32_t index = pointer_map_get(&cfg->index, block, 0);
  return index == POINTER_MAP_NONE ? NO_BLOCK : index;
}

static int compare_indices(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

/* Sorts and makes unique; the order of a switch's cases must not show in results. */
static uint32_t sort_unique(uint32_t *items, uint32_t count) {
  qsort(items, count, sizeof *items, compare_indices);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++)
    if (kept == 0 || items[kept - 1] != items[i])
      items[kept++] = items[i];
  return kept;
}

static void read_successors(graph *cfg, arena *pool) {
  cfg->first_successor = ARENA_NEW(pool, uint32_t, cfg->count + 1);
  uint32_t capacity = 0, total = 0;
  for (uint32_t b = 0; b < cfg->count; b++) {
    LLVMValueRef terminator = LLVMGetBasicBlockTerminator(cfg->block[b]);
    unsigned edges = terminator ? LLVMGetNumSuccessors(terminator) : 0;
    cfg->first_successor[b] = total;
    for (unsigned i = 0; i < edges; i++) {
      ARENA_RESERVE(pool, cfg->successor, total + i, capacity);
      cfg->successor[total + i] = graph_index(cfg, LLVMGetSuccessor(terminator, i));
    }
    if (edges)
      total += sort_unique(cfg->successor + total, edges);
  }
  cfg->first_successor[cfg->count] = total;
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

static void find_dominators(graph *cfg, arena *pool) {
  cfg->dominator = ARENA_NEW(pool, uint32_t, cfg->count);
  for (uint32_t b = 1; b < cfg->count; b++)
    cfg->dominator[b] = NO_BLOCK;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t b = 1; b < cfg->count; b++)
      changed |= improve_dominator(cfg, b);
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
  cfg->floor = ARENA_NEW(pool, uint32_t, cfg->count);
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

static void read_end(graph *cfg, symbols *known, uint32_t b, bool *has_funclets) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(cfg->block[b]);
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
    if (LLVMGetNumSuccessors(terminator) == 0)
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

static void read_ends(graph *cfg, arena *pool, symbols *known) {
  cfg->end = ARENA_NEW(pool, block_end, cfg->count);
  cfg->no_insert_start = ARENA_NEW(pool, bool, cfg->count);
  cfg->no_insert_end = ARENA_NEW(pool, bool, cfg->count);
  bool has_funclets = false;
  for (uint32_t b = 0; b < cfg->count; b++)
    read_end(cfg, known, b, &has_funclets);
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

void graph_build(graph *cfg, arena *pool, symbols *known, LLVMValueRef function) {
  memset(cfg, 0, sizeof *cfg);
  number_blocks(cfg, pool, function);
  read_successors(cfg, pool);
  invert_successors(cfg, pool);
  find_dominators(cfg, pool);
  number_dominator_tree(cfg, pool);
  find_cycles(cfg, pool);
  read_ends(cfg, pool, known);
  find_returning(cfg, pool);
}
