/* nulls.c - branches on `p == null`.
 *
 * A branch on a comparison with null has one edge on which the pointer is null, and the root with
 * it: a root's definition dominates each of its names, these dominate the comparison, and that the
 * branch, so no path leads from the definition to the branch without passing the comparison; what
 * was compared is the instance at hand. The same goes for the blocks that the edge dominates,
 * which are those dominated by its target where no other edge from outside leads there. (A name
 * that is undef or poison may not be branched on; where it is frozen first, operations on the
 * other names are operations on nothing.)
 */
#include "prune/nulls.h"

#include <llvm-c/Core.h>

static bool is_null(LLVMValueRef value) {
  return LLVMIsAConstantPointerNull(value) != NULL;
}

/* The pointer that a branch compares with null, or NULL. *equal: is its first edge the null one? */
static LLVMValueRef tested_pointer(LLVMValueRef branch, bool *equal) {
  if (!LLVMIsABranchInst(branch) || !LLVMIsConditional(branch))
    return NULL;
  LLVMValueRef test = LLVMIsAICmpInst(LLVMGetCondition(branch));
  if (!test)
    return NULL;
  LLVMIntPredicate predicate = LLVMGetICmpPredicate(test);
  if (predicate != LLVMIntEQ && predicate != LLVMIntNE)
    return NULL;
#ifdef REFPRUNE_BROKEN_NULL_ON_OTHER_EDGE
  *equal = predicate == LLVMIntNE;
#else
  *equal = predicate == LLVMIntEQ;
#endif
  LLVMValueRef left = LLVMGetOperand(test, 0), right = LLVMGetOperand(test, 1);
  return is_null(right) ? left : is_null(left) ? right : NULL;
}

/* Does no other edge lead into the block but from below it? */
static bool is_only_way(const graph *cfg, uint32_t from, uint32_t to) {
  for (uint32_t e = cfg->first_predecessor[to]; e < cfg->first_predecessor[to + 1]; e++)
    if (cfg->predecessor[e] != from && !graph_dominates(cfg, to, cfg->predecessor[e]))
      return false;
  return to != 0 && !graph_dominates(cfg, to, from);
}

static void add_test(view *fn, uint32_t number, uint32_t from, uint32_t to) {
  if (!fn->first_null_test) {
    fn->first_null_test = ARENA_NEW(fn->pool, uint32_t, fn->names.count);
    fn->first_dominating = ARENA_NEW(fn->pool, uint32_t, fn->names.count);
    fn->null_test_of = ARENA_NEW(fn->pool, uint32_t, fn->cfg.count);
  }
  ARENA_RESERVE(fn->pool, fn->null_tests, fn->null_test_count, fn->null_test_capacity);
  fn->null_tests[fn->null_test_count++] =
      (null_test){.root = number, .from = from, .to = to, .next = fn->first_null_test[number],
                  .next_dominating = fn->first_dominating[number]};
  fn->first_null_test[number] = fn->null_test_of[from] = fn->null_test_count;
  if (is_only_way(&fn->cfg, from, to))
    fn->first_dominating[number] = fn->null_test_count;
}

static void read_branch(view *fn, uint32_t block) {
  bool equal;
  LLVMValueRef branch = LLVMGetBasicBlockTerminator(fn->cfg.block[block]);
  LLVMValueRef pointer = tested_pointer(branch, &equal);
  if (!pointer || LLVMGetSuccessor(branch, 0) == LLVMGetSuccessor(branch, 1))
    return;
  uint32_t number = roots_find(&fn->names, pointer);
  if (number != NO_ROOT && number >= FIRST_ROOT && fn->names.root[number].relevant)
    add_test(fn, number, block, graph_index(&fn->cfg, LLVMGetSuccessor(branch, equal ? 0 : 1)));
}

static void read_inputs(const view *fn, root *phi) {
  for (uint32_t i = 0; i < phi->input_count; i++) {
    root_input *input = &phi->inputs[i];
    if (input->root >= FIRST_ROOT && nulls_on_edge(fn, input->root, input->block, phi->block))
      input->root = ROOT_NULL;
  }
}

void nulls_find(view *fn) {
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    if (fn->cfg.first_successor[b + 1] - fn->cfg.first_successor[b] == 2)
      read_branch(fn, b);
  for (uint32_t r = FIRST_ROOT; r < fn->names.count && fn->null_test_count; r++)
    if (fn->names.root[r].relevant && fn->names.root[r].kind == ROOT_IS_PHI)
      read_inputs(fn, &fn->names.root[r]);
}
