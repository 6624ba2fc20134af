/* summaries.c - strict mode: walk the call graph below a function and look for a release.
 *
 * A function is harmless if it cannot write memory at all, is an intrinsic that calls nothing back, or
 * has an exact body (one that the linker cannot replace: linkonce and weak bodies are not) in which
 * every call is harmless. Recursion is no obstacle: a set of functions that only call each other
 * releases nothing, so the walk collects everything reachable and stops at the first doubt.
 */
#include "prune/summaries.h"

#include "prune/llvm_compat.h"
#include "prune/symbols.h"

typedef struct body_walk {
  symbols *known;
  pointer_map seen;
  LLVMValueRef *pending;
  uint32_t count, capacity;
} body_walk;

static void push(body_walk *walk, LLVMValueRef function) {
  if (pointer_map_get(&walk->seen, function, 0) != POINTER_MAP_NONE)
    return;
  pointer_map_set(&walk->seen, function, 0, 1);
  ARENA_RESERVE(walk->known->pool, walk->pending, walk->count, walk->capacity);
  walk->pending[walk->count++] = function;
}

static bool writes_nothing(const symbols *known, LLVMValueRef function) {
  LLVMAttributeRef memory = LLVMGetEnumAttributeAtIndex(
      function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, known->attribute_memory);
  return memory && !compat_memory_writes(LLVMGetEnumAttributeValue(memory));
}

/* Memory operations by which threads wait for, or hand work to, each other. */
static bool synchronises(LLVMValueRef instruction) {
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMFence:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    return true;
  case LLVMLoad:
  case LLVMStore:
    return LLVMGetOrdering(instruction) > LLVMAtomicOrderingMonotonic;
  default:
    return false;
  }
}

/* Looks at one instruction of a body; false: it may release. */
static bool instruction_is_harmless(body_walk *walk, LLVMValueRef instruction) {
  if (synchronises(instruction))
    return false;
  if (!compat_is_call(LLVMGetInstructionOpcode(instruction)))
    return true;
  LLVMValueRef callee = LLVMGetCalledValue(instruction);
  if (!callee || !LLVMIsAFunction(callee))
    return false;
  if (LLVMGetNumOperandBundles(instruction) && !LLVMGetIntrinsicID(callee))
    return false; /* whatever the callee's attributes say */
  push(walk, callee);
  return true;
}

static bool body_is_harmless(body_walk *walk, LLVMValueRef function) {
  for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
       block = LLVMGetNextBasicBlock(block))
    for (LLVMValueRef instruction = LLVMGetFirstInstruction(block); instruction;
         instruction = LLVMGetNextInstruction(instruction))
      if (!instruction_is_harmless(walk, instruction))
        return false;
  return true;
}

static bool function_is_harmless(body_walk *walk, LLVMValueRef function) {
  const symbols *known = walk->known;
  if (function == known->incref || function == known->decref)
    return false;
  if (symbols_is_inert(known, function) || writes_nothing(known, function))
    return true;
  return !LLVMIsDeclaration(function) && symbols_is_final(known, function) &&
         body_is_harmless(walk, function);
}

bool summary_may_release(symbols *known, LLVMValueRef function) {
  body_walk walk = {.known = known, .seen = {.pool = known->pool}};
  push(&walk, function);
  while (walk.count)
    if (!function_is_harmless(&walk, walk.pending[--walk.count]))
      return true;
  return false;
}
