/* graph.c - blocks, edges, dominators and cycles over dense numbers, without recursion. */
#include "prune/graph.h"

#include <stdlib.h>

#include "prune/dominators.h"
#include "prune/llvm_compat.h"

/* -- Blocks and their order ---------------------------------------------------------------------- */

/* All blocks, in the order in which the function lists them, and their edges. */
typedef struct listing {
  graph *cfg;
  arena *pool;
  uint32_t count;
  LLVMBasicBlockRef *block;
  LLVMValueRef *terminator;
  uint32_t *first_edge, *edge;
  uint32_t *postorder; /* of the blocks that the entry reaches */
} listing;

static void list_blocks(listing *all, LLVMValueRef function) {
  uint32_t number = 0;
  all->count = LLVMCountBasicBlocks(function);
  all->block = ARENA_NEW_UNSET(all->pool, LLVMBasicBlockRef, all->count);
  pointer_map_reserve(&all->cfg->listed, all->count);
  for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
       block = LLVMGetNextBasicBlock(block)) {
    pointer_map_set(&all->cfg->listed, block, 0, number);
    all->block[number++] = block;
  }
}

static void list_edges(listing *all) {
  uint32_t total = 0, capacity = 0;
  all->terminator = ARENA_NEW_UNSET(all->pool, LLVMValueRef, all->count);
  all->first_edge = ARENA_NEW_UNSET(all->pool, uint32_t, all->count + 1);
  for (uint32_t i = 0; i < all->count; i++) {
    LLVMValueRef terminator = LLVMGetBasicBlockTerminator(all->block[i]);
    uint32_t count = terminator ? LLVMGetNumSuccessors(terminator) : 0;
    ARENA_RESERVE_MORE(all->pool, all->edge, total, count, capacity);
    all->terminator[i] = terminator;
    all->first_edge[i] = total;
    for (uint32_t k = 0; k < count; k++)
      all->edge[total++] =
          pointer_map_get(&all->cfg->listed, LLVMGetSuccessor(terminator, k), 0);
  }
  all->first_edge[all->count] = total;
}

/* Depth first from the entry. graph.number_of is NO_BLOCK for what has not been met. */
static void find_postorder(listing *all) {
  graph *cfg = all->cfg;
  uint32_t *path = ARENA_NEW_UNSET(all->pool, uint32_t, all->count), depth = 0;
  uint32_t *cursor = ARENA_NEW_UNSET(all->pool, uint32_t, all->count);
  all->postorder = ARENA_NEW_UNSET(all->pool, uint32_t, all->count);
  cfg->number_of = ARENA_NEW_UNSET(all->pool, uint32_t, all->count);
  memcpy(cursor, all->first_edge, all->count * sizeof *cursor);
  memset(cfg->number_of, 0xff, all->count * sizeof *cfg->number_of);
  cfg->number_of[0] = 0;
  path[depth++] = 0;
  while (depth) {
    uint32_t top = path[depth - 1];
    if (cursor[top] == all->first_edge[top + 1]) {
      all->postorder[cfg->count++] = top;
      depth--;
      continue;
    }
    uint32_t next = all->edge[cursor[top]++];
    if (cfg->number_of[next] != NO_BLOCK)
      continue;
    cfg->number_of[next] = 0;
    path[depth++] = next;
  }
}

static uint32_t place_in_list(const listing *all, uint32_t block) {
  return all->postorder[all->cfg->count - 1 - block];
}

/* Reverse postorder. */
static void number_blocks(const listing *all) {
  graph *cfg = all->cfg;
  cfg->block = ARENA_NEW_UNSET(all->pool, LLVMBasicBlockRef, cfg->count);
  for (uint32_t b = 0; b < cfg->count; b++) {
    uint32_t place = place_in_list(all, b);
    cfg->block[b] = all->block[place];
    cfg->number_of[place] = b;
  }
}

uint32_t graph_index(const graph *cfg, LLVMBasicBlockRef block) {
  uint32_t place = pointer_map_get(&cfg->listed, block, 0);
  return place == POINTER_MAP_NONE ? NO_BLOCK : cfg->number_of[place];
}

/* -- Edges ---------------------------------------------------------------------------------------- */

static int compare_indices(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

static void insert_sorted(uint32_t *items, uint32_t count, uint32_t item) {
  uint32_t at = count;
  for (; at && items[at - 1] > item; at--)
    items[at] = items[at - 1];
  items[at] = item;
}

enum { FEW_EDGES = 8 }; /* that many are sorted as they come */

/* Sorts and makes unique; the order of a switch's cases must not show in results. */
static uint32_t sort_unique(uint32_t *items, uint32_t count) {
  if (count > FEW_EDGES)
    qsort(items, count, sizeof *items, compare_indices);
  else
    for (uint32_t i = 1; i < count; i++)
      insert_sorted(items, i, items[i]);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++)
    if (kept == 0 || items[kept - 1] != items[i])
      items[kept++] = items[i];
  return kept;
}

static void read_successors(const listing *all) {
  graph *cfg = all->cfg;
  cfg->first_successor = ARENA_NEW_UNSET(all->pool, uint32_t, cfg->count + 1);
  cfg->successor = ARENA_NEW_UNSET(all->pool, uint32_t, all->first_edge[all->count]);
  uint32_t total = 0;
  for (uint32_t b = 0; b < cfg->count; b++) {
    uint32_t place = place_in_list(all, b), count = 0;
    uint32_t *targets = cfg->successor + total;
    cfg->first_successor[b] = total;
    for (uint32_t e = all->first_edge[place]; e < all->first_edge[place + 1]; e++)
      targets[count++] = cfg->number_of[all->edge[e]];
    total += sort_unique(targets, count);
  }
  cfg->first_successor[cfg->count] = total;
}

/* -- Dominators ----------------------------------------------------------------------------------- */

/* Preorder intervals of the dominator tree. A child's index is above its parent's, so two sweeps
 * over the indices do what a recursive walk would. */
static void number_dominator_tree(graph *cfg, uint32_t *size) {
  for (uint32_t b = 0; b < cfg->count; b++)
    size[b] = 1;
  for (uint32_t b = cfg->count; b-- > 1;)
    size[cfg->dominator[b]] += size[b];
  cfg->dom_enter[0] = 0;
  cfg->dom_leave[0] = 1; /* up to the last child that has its interval */
  for (uint32_t b = 1; b < cfg->count; b++) {
    uint32_t *end = &cfg->dom_leave[cfg->dominator[b]];
    cfg->dom_enter[b] = *end;
    cfg->dom_leave[b] = *end + 1;
    *end += size[b];
  }
}

/* Each block's predecessors come in ascending order. */
static void find_dominators(graph *cfg, arena *pool) {
  edge_lists out = {cfg->first_successor, cfg->successor};
  edge_lists in = edge_lists_turned(pool, &out, cfg->count);
  cfg->first_predecessor = in.first;
  cfg->predecessor = in.other;
  cfg->dominator = ARENA_NEW_UNSET(pool, uint32_t, cfg->count);
  cfg->dom_enter = ARENA_NEW_UNSET(pool, uint32_t, cfg->count);
  cfg->dom_leave = ARENA_NEW_UNSET(pool, uint32_t, cfg->count);
  uint32_t *size = ARENA_NEW_UNSET(pool, uint32_t, cfg->count);
  dominators_find(pool, &out, &in, cfg->count, 0, cfg->dominator);
  number_dominator_tree(cfg, size);
}

uint32_t graph_spread(const graph *cfg, bool *set, graph_way way, uint32_t barred, uint32_t *pending) {
  const uint32_t *first = way == ALONG_EDGES ? cfg->first_successor : cfg->first_predecessor;
  const uint32_t *edge = way == ALONG_EDGES ? cfg->successor : cfg->predecessor;
  uint32_t count = 0, met = 0;
  for (uint32_t b = 0; b < cfg->count; b++)
    if (set[b])
      pending[count++] = b;
  for (; count; met++) {
    uint32_t b = pending[--count];
    for (uint32_t e = first[b]; e < first[b + 1]; e++) {
      uint32_t next = edge[e];
      if (set[next] || next == barred ||
          (way == AGAINST_TAKEN_EDGES && cfg->end[next] != END_BRANCH))
        continue;
      set[next] = true;
      pending[count++] = next;
    }
  }
  return met;
}

/* -- Cycles and ends ------------------------------------------------------------------------------ */

/* In a depth-first search, what reaches a block that does not reach it finishes later, so it has the
 * lower index. Hence a block with a higher one that reaches b is of b's cycle, and where b is the
 * first of its cycle, they are the others. */
static void find_cycle(graph *cfg, uint32_t first, uint32_t *pending) {
  uint32_t count = 0;
  pending[count++] = first;
  while (count) {
    uint32_t b = pending[--count];
    for (uint32_t e = cfg->first_predecessor[b + 1];
         e-- > cfg->first_predecessor[b] && cfg->predecessor[e] > first;) {
      uint32_t predecessor = cfg->predecessor[e];
      if (cfg->floor[predecessor] != NO_BLOCK)
        continue;
      cfg->floor[predecessor] = first;
      pending[count++] = predecessor;
    }
  }
}

static void find_floors(graph *cfg, arena *pool) {
  uint32_t *pending = ARENA_NEW_UNSET(pool, uint32_t, cfg->count);
  cfg->floor = ARENA_NEW_UNSET(pool, uint32_t, cfg->count);
  memset(cfg->floor, 0xff, cfg->count * sizeof *cfg->floor); /* NO_BLOCK */
  for (uint32_t b = 0; b < cfg->count; b++) {
    if (cfg->floor[b] != NO_BLOCK)
      continue;
    cfg->floor[b] = b;
    if (graph_is_led_back_to(cfg, b))
      find_cycle(cfg, b, pending);
  }
}

/* The blocks of a cycle reach the same returns; the answer is collected at its first block. Whatever
 * else they lead to has higher indices than all of them, so its answer is known by then. */
static void find_returning(graph *cfg, arena *pool) {
  bool *returns = ARENA_NEW(pool, bool, cfg->count);
  cfg->reaches_return = returns;
  for (uint32_t b = cfg->count; b-- > 0;) {
    bool found = cfg->end[b] == END_RETURN;
    for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++)
      found |= returns[cfg->floor[cfg->successor[e]]];
    returns[cfg->floor[b]] |= found;
  }
  for (uint32_t b = 0; b < cfg->count; b++)
    returns[b] = returns[cfg->floor[b]];
}

static bool calls_intrinsic(LLVMValueRef instruction, const char *prefix) {
  if (!LLVMIsACallInst(instruction))
    return false;
  LLVMValueRef callee = LLVMGetCalledValue(instruction);
  if (!callee || !LLVMIsAFunction(callee) || !LLVMGetIntrinsicID(callee))
    return false;
  size_t length;
  return strncmp(LLVMGetValueName2(callee, &length), prefix, strlen(prefix)) == 0;
}

/* Debug intrinsics are instructions in modules of the old debug format; nothing may depend on them. */
static bool is_debug_intrinsic(LLVMValueRef instruction) {
  return calls_intrinsic(instruction, "llvm.dbg.");
}

static LLVMValueRef instruction_before(LLVMValueRef instruction) {
  do
    instruction = LLVMGetPreviousInstruction(instruction);
  while (instruction && is_debug_intrinsic(instruction));
  return instruction;
}

/* The first call that does not return is the last thing that happens, whatever stands behind it. */
static block_end end_of_unreachable(symbols *known, LLVMBasicBlockRef block) {
  for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i))
    if (LLVMIsACallInst(i) && symbols_call_stays(known, i))
      return symbols_may_leave(known, i) ? END_UNREACHABLE : END_DEAD;
  return END_UNREACHABLE;
}

/* A deoptimisation leaves the function for another version of it. */
static bool is_deoptimize(LLVMValueRef call) {
  return calls_intrinsic(call, "llvm.experimental.deoptimize.");
}

/* Calls that only a return may follow; the count behind them is that in front. */
static bool ends_with_last_call(LLVMValueRef terminator) {
  LLVMValueRef last = instruction_before(terminator);
  if (last && LLVMGetInstructionOpcode(last) == LLVMBitCast)
    last = instruction_before(last);
  return last && LLVMIsACallInst(last) &&
         (LLVMGetTailCallKind(last) == LLVMTailCallKindMustTail || is_deoptimize(last));
}

static bool opens_funclet(LLVMBasicBlockRef block) {
  LLVMValueRef first = LLVMGetFirstInstruction(block);
  while (LLVMGetInstructionOpcode(first) == LLVMPHI)
    first = LLVMGetNextInstruction(first);
  LLVMOpcode opcode = LLVMGetInstructionOpcode(first);
  return opcode == LLVMCleanupPad || opcode == LLVMCatchSwitch;
}

/* Funclets take a personality; no other block with a successor ends in anything but a branch. */
static void read_end(const listing *all, symbols *known, uint32_t b, bool may_have_funclets) {
  graph *cfg = all->cfg;
  bool leads_on = cfg->first_successor[b] < cfg->first_successor[b + 1];
  cfg->end[b] = END_BRANCH;
  if (leads_on && !may_have_funclets)
    return;
  LLVMValueRef terminator = all->terminator[place_in_list(all, b)];
  switch (LLVMGetInstructionOpcode(terminator)) {
  case LLVMRet:
    cfg->no_insert_end[b] = ends_with_last_call(terminator);
    cfg->end[b] = END_RETURN;
    break;
  case LLVMResume:
    cfg->end[b] = END_RETURN;
    break;
  case LLVMCleanupRet:
    if (!leads_on)
      cfg->end[b] = END_RETURN;
    break;
  case LLVMCatchSwitch: /* may unwind to the caller beside its handlers */
    cfg->end[b] = LLVMGetUnwindDest(terminator) ? END_BRANCH : END_RETURN;
    break;
  case LLVMIndirectBr: /* without an address to go to it is no other */
  case LLVMUnreachable:
    if (leads_on)
      break;
    cfg->end[b] = end_of_unreachable(known, cfg->block[b]);
    cfg->no_insert_end[b] = true; /* it would stand behind the call that does not return */
    break;
  default:
    break;
  }
}

/* Calls inside a funclet need its token as an operand bundle, and a catchswitch block has room for
 * no call at all; nothing is inserted into a function that has funclets. Nor into one whose collector may
 * move what pointers name: behind a statepoint old names are no longer good. */
static void forbid_insertions(graph *cfg) {
  cfg->no_insertions = true;
  for (uint32_t b = 0; b < cfg->count; b++)
    cfg->no_insert_start[b] = cfg->no_insert_end[b] = true;
}

static void read_ends(const listing *all, symbols *known, LLVMValueRef function) {
  graph *cfg = all->cfg;
  arena *pool = all->pool;
  cfg->end = ARENA_NEW_UNSET(pool, block_end, cfg->count);
  cfg->no_insert_start = ARENA_NEW(pool, bool, cfg->count);
  cfg->no_insert_end = ARENA_NEW(pool, bool, cfg->count);
  bool may_have_funclets = LLVMHasPersonalityFn(function), has_funclets = false;
  for (uint32_t b = 0; b < cfg->count; b++) {
    read_end(all, known, b, may_have_funclets);
    has_funclets |= may_have_funclets && opens_funclet(cfg->block[b]);
  }
  if (has_funclets || LLVMGetGC(function))
    forbid_insertions(cfg);
}

void graph_stop_at(graph *cfg, symbols *known, uint32_t block, LLVMValueRef call) {
  if (cfg->end[block] == END_DEAD || cfg->end[block] == END_UNREACHABLE)
    return;
  cfg->end[block] = symbols_may_leave(known, call) ? END_UNREACHABLE : END_DEAD;
  cfg->no_insert_end[block] = true;
  cfg->stops = true;
}

void graph_stopped(graph *cfg, uint32_t *pending) {
  for (uint32_t b = 0; b < cfg->count; b++)
    cfg->reaches_return[b] = cfg->end[b] == END_RETURN;
  graph_spread(cfg, cfg->reaches_return, AGAINST_TAKEN_EDGES, NO_BLOCK, pending);
}

void graph_build(graph *cfg, arena *pool, symbols *known, LLVMValueRef function) {
  memset(cfg, 0, sizeof *cfg);
  cfg->listed.pool = pool;
  listing all = {.cfg = cfg, .pool = pool};
  list_blocks(&all, function);
  list_edges(&all);
  find_postorder(&all);
  number_blocks(&all);
  read_successors(&all);
  find_dominators(cfg, pool);
  find_floors(cfg, pool);
  read_ends(&all, known, function);
  find_returning(cfg, pool);
}

bool graph_is_irreducible(const graph *cfg) {
  for (uint32_t b = 0; b < cfg->count; b++) {
    const uint32_t *next = cfg->successor + cfg->first_successor[b];
    const uint32_t *end = cfg->successor + cfg->first_successor[b + 1];
    for (; next < end && *next <= b; next++)
      if (!graph_dominates(cfg, *next, b))
        return true;
  }
  return false;
}
