/* split.c - split edges, and join them again; phis are rebuilt, since the C API cannot change one. */
#include "prune/split.h"

#include "prune/llvm_compat.h"

/* Only plain branches: what an indirectbr, a callbr or an invoke leads to cannot be led elsewhere. */
static bool may_be_redirected(LLVMValueRef terminator) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(terminator);
  return opcode == LLVMBr || opcode == LLVMSwitch;
}

static uint32_t successor_count(const graph *cfg, uint32_t b) {
  return cfg->first_successor[b + 1] - cfg->first_successor[b];
}

static uint32_t predecessor_count(const graph *cfg, uint32_t b) {
  return cfg->first_predecessor[b + 1] - cfg->first_predecessor[b];
}

static bool is_critical(const graph *cfg, uint32_t from, uint32_t to) {
  return successor_count(cfg, from) > 1 && predecessor_count(cfg, to) > 1 &&
         !cfg->no_insert_start[to] &&
         may_be_redirected(LLVMGetBasicBlockTerminator(cfg->block[from]));
}

/* What is left of the source's frequency once its other edges have theirs, where those are known. */
static double edge_frequency(const pruner *run, uint32_t from, uint32_t to) {
  const graph *cfg = &run->fn.cfg;
  double left = run->frequency[from];
  for (uint32_t e = cfg->first_successor[from]; e < cfg->first_successor[from + 1]; e++) {
    uint32_t other = cfg->successor[e];
    if (other != to && predecessor_count(cfg, other) == 1)
      left -= run->frequency[other];
  }
  double most = run->frequency[to] < run->frequency[from] ? run->frequency[to]
                                                          : run->frequency[from];
  return left < 0 ? 0 : left < most ? left : most;
}

/* -- Phis ----------------------------------------------------------------------------------------- */

/* Of `splits.index`: a block that edges lead to leads to the first of them, one that is put on an edge to
 * this edge. Where an edge begins is told with the number of the first one to the same block. */
enum { AS_TARGET = 0, AS_PUT_IN = UINT32_MAX };

static uint32_t tag_of(uint32_t first) {
  return first + 1;
}

static split_edge *find(const splits *of, LLVMBasicBlockRef block, uint32_t tag) {
  uint32_t number = pointer_map_get(&of->index, block, tag);
  return number == POINTER_MAP_NONE ? NULL : &of->edges[number];
}

static void add_input(LLVMValueRef copy, LLVMValueRef value, LLVMBasicBlockRef block) {
  LLVMAddIncoming(copy, &value, &block, 1);
}

/* All edges into a block at once: one after the other would take time in proportion to the square of
 * them. What comes over an edge comes over its own block once, and from its source as often as that leads
 * there. */
static void copy_inputs(LLVMValueRef phi, LLVMValueRef copy, const splits *of, uint32_t first) {
  unsigned count = LLVMCountIncoming(phi);
  for (unsigned i = 0; i < count; i++) {
    LLVMBasicBlockRef block = LLVMGetIncomingBlock(phi, i);
    LLVMValueRef value = LLVMGetIncomingValue(phi, i);
    split_edge *edge = find(of, block, of->joins ? AS_PUT_IN : tag_of(first));
    if (!edge || (of->joins && !edge->copies))
      add_input(copy, value, block);
    else if (of->joins)
      for (uint32_t k = 0; k < edge->copies; k++)
        add_input(copy, value, edge->from);
    else if (edge->copied != phi)
      add_input(copy, value, edge->block);
    if (edge)
      edge->copied = phi;
  }
}

static void copy_metadata(LLVMValueRef phi, LLVMValueRef copy) {
  if (!LLVMHasMetadata(phi))
    return;
  size_t count = 0;
  LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(phi));
  LLVMValueMetadataEntry *entries = LLVMInstructionGetAllMetadataOtherThanDebugLoc(phi, &count);
  for (unsigned i = 0; i < count; i++)
    LLVMSetMetadata(copy, LLVMValueMetadataEntriesGetKind(entries, i),
                    LLVMMetadataAsValue(context, LLVMValueMetadataEntriesGetMetadata(entries, i)));
  LLVMDisposeValueMetadataEntries(entries);
}

static void renew_phi(LLVMBuilderRef builder, LLVMValueRef phi, const splits *of, uint32_t first) {
  LLVMPositionBuilderBefore(builder, phi);
  LLVMValueRef copy = LLVMBuildPhi(builder, LLVMTypeOf(phi), "");
  copy_inputs(phi, copy, of, first);
  if (LLVMCanValueUseFastMathFlags(phi))
    LLVMSetFastMathFlags(copy, LLVMGetFastMathFlags(phi));
  LLVMInstructionSetDebugLoc(copy, LLVMInstructionGetDebugLoc(phi));
  copy_metadata(phi, copy);
  size_t length;
  const char *name = LLVMGetValueName2(phi, &length);
  if (length) { /* the old one keeps it until it is gone */
    char *kept = LLVMCreateMessage(name);
    LLVMSetValueName2(phi, "", 0);
    LLVMSetValueName2(copy, kept, strlen(kept));
    LLVMDisposeMessage(kept);
  }
  LLVMReplaceAllUsesWith(phi, copy);
  LLVMInstructionEraseFromParent(phi);
}

static void renew_phis(LLVMBuilderRef builder, const splits *of, uint32_t first) {
  LLVMValueRef phi = LLVMGetFirstInstruction(of->edges[first].to);
  while (phi && LLVMGetInstructionOpcode(phi) == LLVMPHI) {
    LLVMValueRef next = LLVMGetNextInstruction(phi);
    renew_phi(builder, phi, of, first);
    phi = next;
  }
}

/* In each block that edges of the list lead to. */
static void renew_all_phis(LLVMContextRef context, const splits *of) {
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
  for (uint32_t i = 0; i < of->count; i++)
    if (of->edges[i].first == i)
      renew_phis(builder, of, i);
  LLVMDisposeBuilder(builder);
}

/* -- Edges ---------------------------------------------------------------------------------------- */

/* The edge of the list that a successor of this block is on, or NULL. */
static split_edge *edge_to(const splits *of, LLVMBasicBlockRef from, LLVMBasicBlockRef to) {
  if (of->joins)
    return find(of, to, AS_PUT_IN);
  const split_edge *first = find(of, to, AS_TARGET);
  return first ? find(of, from, tag_of(first->first)) : NULL;
}

/* Leads a block's edges that are in the list over their blocks, or over those that are empty no more. */
static void redirect(const splits *of, LLVMBasicBlockRef from) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(from);
  unsigned count = LLVMGetNumSuccessors(terminator);
  for (unsigned i = 0; i < count; i++) {
    split_edge *edge = edge_to(of, from, LLVMGetSuccessor(terminator, i));
    if (!edge || (of->joins && !edge->is_empty))
      continue;
    LLVMSetSuccessor(terminator, i, of->joins ? edge->to : edge->block);
    edge->copies += of->joins;
  }
}

/* Those out of one block stand side by side. */
static void redirect_all(const splits *of) {
  for (uint32_t i = 0; i < of->count; i++)
    if (i == 0 || of->edges[i].from != of->edges[i - 1].from)
      redirect(of, of->edges[i].from);
}

static void put_in(pruner *run, LLVMBuilderRef builder, split_edge *edge) {
  LLVMContextRef context = run->known.context;
  LLVMBasicBlockRef next = LLVMGetNextBasicBlock(edge->from);
  edge->block = next ? LLVMInsertBasicBlockInContext(context, next, "refprune.edge")
                     : LLVMAppendBasicBlockInContext(context, run->fn.function, "refprune.edge");
  LLVMPositionBuilderAtEnd(builder, edge->block);
  LLVMBuildBr(builder, edge->to);
}

static void add_edge(pruner *run, splits *done, uint32_t from, uint32_t to) {
  const graph *cfg = &run->fn.cfg;
  uint32_t number = done->count, first = pointer_map_get(&done->index, cfg->block[to], AS_TARGET);
  ARENA_RESERVE(run->pool, done->edges, done->count, done->capacity);
  if (first == POINTER_MAP_NONE)
    pointer_map_set(&done->index, cfg->block[to], AS_TARGET, first = number);
  pointer_map_set(&done->index, cfg->block[from], tag_of(first), number);
  done->edges[done->count++] = (split_edge){.from = cfg->block[from], .to = cfg->block[to],
                                            .first = first,
                                            .frequency = edge_frequency(run, from, to)};
}

static void list_edges(pruner *run, splits *done) {
  const graph *cfg = &run->fn.cfg;
  done->index.pool = run->pool;
  for (uint32_t b = 0; b < cfg->count; b++)
    for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++)
      if (is_critical(cfg, b, cfg->successor[e]))
        add_edge(run, done, b, cfg->successor[e]);
  pointer_map_reserve(&done->index, done->index.count + done->count);
}

/* What allocates comes first. */
void split_critical_edges(pruner *run, splits *done) {
  list_edges(run, done);
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(run->known.context);
  for (uint32_t i = 0; i < done->count; i++) {
    put_in(run, builder, &done->edges[i]);
    pointer_map_set(&done->index, done->edges[i].block, AS_PUT_IN, i);
  }
  LLVMDisposeBuilder(builder);
  redirect_all(done);
  renew_all_phis(run->known.context, done);
}

static bool is_empty(LLVMBasicBlockRef block) {
  return LLVMGetFirstInstruction(block) == LLVMGetBasicBlockTerminator(block);
}

bool split_join_empty(pruner *run, splits *done) {
  bool left = false;
  done->joins = true;
  for (uint32_t i = 0; i < done->count; i++)
    left |= !(done->edges[i].is_empty = is_empty(done->edges[i].block));
  redirect_all(done);
  renew_all_phis(run->known.context, done);
  for (uint32_t i = 0; i < done->count; i++)
    if (done->edges[i].is_empty)
      LLVMDeleteBasicBlock(done->edges[i].block);
  return left;
}
