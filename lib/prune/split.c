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

/* Adds a phi's inputs to a new one, `from` renamed to `to`; `copies` entries take the place of all
 * that there were. */
static void copy_inputs(LLVMValueRef phi, LLVMValueRef copy, LLVMBasicBlockRef from,
                        LLVMBasicBlockRef to, unsigned copies) {
  unsigned count = LLVMCountIncoming(phi);
  bool renamed = false;
  for (unsigned i = 0; i < count; i++) {
    LLVMBasicBlockRef block = LLVMGetIncomingBlock(phi, i);
    LLVMValueRef value = LLVMGetIncomingValue(phi, i);
    if (block != from) {
      LLVMAddIncoming(copy, &value, &block, 1);
      continue;
    }
    for (unsigned k = 0; !renamed && k < copies; k++)
      LLVMAddIncoming(copy, &value, &to, 1);
    renamed = true;
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

static void rename_input(LLVMBuilderRef builder, LLVMValueRef phi, LLVMBasicBlockRef from,
                         LLVMBasicBlockRef to, unsigned copies) {
  LLVMPositionBuilderBefore(builder, phi);
  LLVMValueRef copy = LLVMBuildPhi(builder, LLVMTypeOf(phi), "");
  copy_inputs(phi, copy, from, to, copies);
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

static void rename_inputs(LLVMBuilderRef builder, LLVMBasicBlockRef block, LLVMBasicBlockRef from,
                          LLVMBasicBlockRef to, unsigned copies) {
  LLVMValueRef phi = LLVMGetFirstInstruction(block);
  while (phi && LLVMGetInstructionOpcode(phi) == LLVMPHI) {
    LLVMValueRef next = LLVMGetNextInstruction(phi);
    rename_input(builder, phi, from, to, copies);
    phi = next;
  }
}

static unsigned redirect(LLVMBasicBlockRef block, LLVMBasicBlockRef from, LLVMBasicBlockRef to) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(block);
  unsigned count = LLVMGetNumSuccessors(terminator), changed = 0;
  for (unsigned i = 0; i < count; i++)
    if (LLVMGetSuccessor(terminator, i) == from) {
      LLVMSetSuccessor(terminator, i, to);
      changed++;
    }
  return changed;
}

/* -- Edges ---------------------------------------------------------------------------------------- */

static void split(pruner *run, split_edge *edge) {
  LLVMContextRef context = run->known.context;
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
  LLVMBasicBlockRef next = LLVMGetNextBasicBlock(edge->from);
  edge->block = next ? LLVMInsertBasicBlockInContext(context, next, "refprune.edge")
                     : LLVMAppendBasicBlockInContext(context, run->fn.function, "refprune.edge");
  LLVMPositionBuilderAtEnd(builder, edge->block);
  LLVMBuildBr(builder, edge->to);
  redirect(edge->from, edge->to, edge->block);
  rename_inputs(builder, edge->to, edge->from, edge->block, 1);
  LLVMDisposeBuilder(builder);
}

static void list_edges(pruner *run, splits *done) {
  const graph *cfg = &run->fn.cfg;
  for (uint32_t b = 0; b < cfg->count; b++)
    for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++) {
      uint32_t to = cfg->successor[e];
      if (!is_critical(cfg, b, to))
        continue;
      ARENA_RESERVE(run->pool, done->edges, done->count, done->capacity);
      done->edges[done->count++] = (split_edge){
          .from = cfg->block[b], .to = cfg->block[to], .frequency = edge_frequency(run, b, to)};
    }
}

void split_critical_edges(pruner *run, splits *done) {
  list_edges(run, done); /* allocates; what follows does not */
  for (uint32_t i = 0; i < done->count; i++)
    split(run, &done->edges[i]);
}

static bool is_empty(LLVMBasicBlockRef block) {
  return LLVMGetFirstInstruction(block) == LLVMGetBasicBlockTerminator(block);
}

static void join(const split_edge *edge) {
  LLVMBuilderRef builder =
      LLVMCreateBuilderInContext(LLVMGetTypeContext(LLVMTypeOf(LLVMBasicBlockAsValue(edge->to))));
  unsigned copies = redirect(edge->from, edge->block, edge->to);
  rename_inputs(builder, edge->to, edge->block, edge->from, copies);
  LLVMDeleteBasicBlock(edge->block);
  LLVMDisposeBuilder(builder);
}

bool split_join_empty(splits *done) {
  bool left = false;
  for (uint32_t i = 0; i < done->count; i++) {
    if (is_empty(done->edges[i].block))
      join(&done->edges[i]);
    else
      left = true;
  }
  return left;
}
