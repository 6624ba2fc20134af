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

/* What changes when edges are led over blocks of their own, or past them again. */
typedef struct rewiring {
  /* Where an edge of `from` to `to` is led now; NULL: it stays. */
  LLVMBasicBlockRef (*target)(const splits *of, LLVMBasicBlockRef from, LLVMBasicBlockRef to);
  /* Gives the copy of a phi what its input `i` has become. `first` is the first edge of the phi's block. */
  void (*add_input)(const splits *of, uint32_t first, LLVMValueRef phi, unsigned i, LLVMValueRef copy);
} rewiring;

/* What comes over an edge comes over its own block once. */
static void split_input(const splits *of, uint32_t first, LLVMValueRef phi, unsigned i,
                        LLVMValueRef copy) {
  LLVMBasicBlockRef block = LLVMGetIncomingBlock(phi, i);
  split_edge *edge = find(of, block, tag_of(first));
  if (!edge)
    add_input(copy, LLVMGetIncomingValue(phi, i), block);
  else if (edge->copied != phi)
    add_input(copy, LLVMGetIncomingValue(phi, i), edge->block);
  if (edge)
    edge->copied = phi;
}

/* And from its source as often as that leads there. */
static void join_input(const splits *of, uint32_t first, LLVMValueRef phi, unsigned i,
                       LLVMValueRef copy) {
  (void)first;
  LLVMBasicBlockRef block = LLVMGetIncomingBlock(phi, i);
  const split_edge *edge = find(of, block, AS_PUT_IN);
  if (!edge || !edge->is_empty)
    add_input(copy, LLVMGetIncomingValue(phi, i), block);
  for (uint32_t k = 0; edge && k < edge->copies; k++)
    add_input(copy, LLVMGetIncomingValue(phi, i), edge->from);
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

static void renew_phi(LLVMBuilderRef builder, LLVMValueRef phi, const splits *of, uint32_t first,
                      const rewiring *way) {
  LLVMPositionBuilderBefore(builder, phi);
  LLVMValueRef copy = LLVMBuildPhi(builder, LLVMTypeOf(phi), "");
  unsigned count = LLVMCountIncoming(phi);
  for (unsigned i = 0; i < count; i++)
    way->add_input(of, first, phi, i, copy);
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

static void renew_phis(LLVMBuilderRef builder, const splits *of, uint32_t first, const rewiring *way) {
  LLVMValueRef phi = LLVMGetFirstInstruction(of->edges[first].to);
  while (phi && LLVMGetInstructionOpcode(phi) == LLVMPHI) {
    LLVMValueRef next = LLVMGetNextInstruction(phi);
    renew_phi(builder, phi, of, first, way);
    phi = next;
  }
}

/* In each block that edges of the list lead to, for all of them at once: one after the other would take
 * time in proportion to the square of them. */
static void renew_all_phis(LLVMContextRef context, const splits *of, const rewiring *way) {
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
  for (uint32_t i = 0; i < of->count; i++)
    if (of->edges[i].first == i)
      renew_phis(builder, of, i, way);
  LLVMDisposeBuilder(builder);
}

/* -- Edges ---------------------------------------------------------------------------------------- */

static LLVMBasicBlockRef own_block(const splits *of, LLVMBasicBlockRef from, LLVMBasicBlockRef to) {
  const split_edge *first = find(of, to, AS_TARGET);
  const split_edge *edge = first ? find(of, from, tag_of(first->first)) : NULL;
  return edge ? edge->block : NULL;
}

static LLVMBasicBlockRef past_empty_block(const splits *of, LLVMBasicBlockRef from,
                                          LLVMBasicBlockRef to) {
  (void)from;
  split_edge *edge = find(of, to, AS_PUT_IN);
  if (!edge || !edge->is_empty)
    return NULL;
  edge->copies++;
  return edge->to;
}

static const rewiring SPLIT = {own_block, split_input}, JOIN = {past_empty_block, join_input};

static void redirect(const splits *of, LLVMBasicBlockRef from, const rewiring *way) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(from);
  unsigned count = LLVMGetNumSuccessors(terminator);
  for (unsigned i = 0; i < count; i++) {
    LLVMBasicBlockRef target = way->target(of, from, LLVMGetSuccessor(terminator, i));
    if (target)
      LLVMSetSuccessor(terminator, i, target);
  }
}

/* Edges out of one block stand side by side. */
static void rewire(const splits *of, LLVMContextRef context, const rewiring *way) {
  for (uint32_t i = 0; i < of->count; i++)
    if (i == 0 || of->edges[i].from != of->edges[i - 1].from)
      redirect(of, of->edges[i].from, way);
  renew_all_phis(context, of, way);
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
  rewire(done, run->known.context, &SPLIT);
}

static bool is_empty(LLVMBasicBlockRef block) {
  return LLVMGetFirstInstruction(block) == LLVMGetBasicBlockTerminator(block);
}

bool split_join_empty(pruner *run, splits *done) {
  bool left = false;
  for (uint32_t i = 0; i < done->count; i++)
    left |= !(done->edges[i].is_empty = is_empty(done->edges[i].block));
  rewire(done, run->known.context, &JOIN);
  for (uint32_t i = 0; i < done->count; i++)
    if (done->edges[i].is_empty)
      LLVMDeleteBasicBlock(done->edges[i].block);
  return left;
}
