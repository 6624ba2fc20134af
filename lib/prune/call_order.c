/* call_order.c - depth-first search over direct calls, without recursion. */
#include "prune/call_order.h"

#include "prune/llvm_compat.h"
#include "support/pointer_map.h"

/* A function on the way from the first, and the call in it where the search went on. */
typedef struct step {
  LLVMValueRef function, call;
} step;

typedef struct search {
  arena *pool;
  pointer_map met;
  step *path;
  uint32_t depth, capacity;
  LLVMValueRef *found; /* has room for all functions */
  uint32_t count;
} search;

static LLVMValueRef first_from(LLVMBasicBlockRef block) {
  for (; block; block = LLVMGetNextBasicBlock(block))
    if (LLVMGetFirstInstruction(block))
      return LLVMGetFirstInstruction(block);
  return NULL;
}

/* The instruction behind, in the next block if need be. */
static LLVMValueRef next_instruction(LLVMValueRef at) {
  LLVMValueRef next = LLVMGetNextInstruction(at);
  return next ? next : first_from(LLVMGetNextBasicBlock(LLVMGetInstructionParent(at)));
}

/* The next call from here on of a function that has a body and has not been met, or NULL. */
static LLVMValueRef next_call(const search *in, LLVMValueRef from) {
  for (; from; from = next_instruction(from)) {
    bool calls = compat_is_call(LLVMGetInstructionOpcode(from));
    LLVMValueRef callee = calls ? LLVMGetCalledValue(from) : NULL;
    if (callee && LLVMIsAFunction(callee) && !LLVMIsDeclaration(callee) &&
        pointer_map_get(&in->met, callee, 0) == POINTER_MAP_NONE)
      return from;
  }
  return NULL;
}

static void enter(search *in, LLVMValueRef function) {
  pointer_map_set(&in->met, function, 0, 1);
  ARENA_RESERVE(in->pool, in->path, in->depth, in->capacity);
  LLVMValueRef first = first_from(LLVMGetFirstBasicBlock(function));
  in->path[in->depth++] = (step){.function = function, .call = next_call(in, first)};
}

static void list_below(search *in, LLVMValueRef function) {
  enter(in, function);
  while (in->depth) {
    step *top = &in->path[in->depth - 1];
    top->call = next_call(in, top->call); /* what was met since is passed over */
    if (top->call)
      enter(in, LLVMGetCalledValue(top->call));
    else
      in->found[in->count++] = in->path[--in->depth].function;
  }
}

uint32_t call_order_find(arena *pool, LLVMModuleRef module, LLVMValueRef **functions) {
  uint32_t total = 0;
  for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
    total++;
  search in = {.pool = pool, .met = {.pool = pool}};
  in.found = *functions = ARENA_NEW_UNSET(pool, LLVMValueRef, total);
  for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
    if (!LLVMIsDeclaration(f) && pointer_map_get(&in.met, f, 0) == POINTER_MAP_NONE)
      list_below(&in, f);
  return in.count;
}
