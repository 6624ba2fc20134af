/* observing.c - from the observers up the module's direct calls.
 *
 * What an observer sees three calls further down is as visible as what it sees here, so every function on
 * the way counts as one, of whatever object. Where a function is only declared, or called by its address,
 * it is not known to observe, and C4 says that it does not. A body that the linker may replace observes
 * as well: to freeze too much is no harm.
 */
#include "prune/observing.h"

#include <string.h>

#include "prune/llvm_compat.h"
#include "prune/symbols.h"

typedef struct climb {
  symbols *known;
  LLVMValueRef *pending; /* functions whose callers are to be looked for */
  uint32_t count, capacity;
} climb;

static void push(climb *up, LLVMValueRef function) {
  ARENA_RESERVE(up->known->pool, up->pending, up->count, up->capacity);
  up->pending[up->count++] = function;
}

/* Intrinsics and assembler call what they are given. */
static bool calls_argument(LLVMValueRef call) {
  LLVMValueRef called = LLVMGetCalledValue(call);
  return LLVMIsAInlineAsm(called) || (LLVMIsAFunction(called) && LLVMGetIntrinsicID(called) != 0);
}

/* The function that calls `callee` by this use of it, an alias of it, a constant that stands for it, or
 * NULL. */
static LLVMValueRef caller_by(LLVMUseRef use, LLVMValueRef callee) {
  LLVMValueRef user = LLVMGetUser(use);
  if (LLVMIsAGlobalAlias(user) || (LLVMIsAConstant(user) && !LLVMIsAGlobalValue(user)))
    return user;
  if (!LLVMIsACallInst(user) && !LLVMIsAInvokeInst(user) && !LLVMIsACallBrInst(user))
    return NULL;
  return LLVMGetCalledValue(user) == callee || calls_argument(user)
             ? LLVMGetBasicBlockParent(LLVMGetInstructionParent(user))
             : NULL;
}

static void visit_callers(climb *up, LLVMValueRef callee) {
  pointer_map *seen = &up->known->observing;
  for (LLVMUseRef use = LLVMGetFirstUse(callee); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef caller = caller_by(use, callee);
    if (!caller || pointer_map_get(seen, caller, 0) != POINTER_MAP_NONE)
      continue;
    pointer_map_set(seen, caller, 0, 1);
    push(up, caller);
  }
}

/* Whatever has the name: a function, an alias, an ifunc. */
static void push_named(climb *up, const char *name) {
  LLVMModuleRef module = up->known->module;
  size_t length = strlen(name);
  LLVMValueRef found[] = {LLVMGetNamedFunction(module, name),
                          LLVMGetNamedGlobalAlias(module, name, length),
                          LLVMGetNamedGlobalIFunc(module, name, length)};
  for (size_t i = 0; i < sizeof found / sizeof *found; i++)
    if (found[i])
      push(up, found[i]);
}

static void find_all(symbols *known) {
  climb up = {.known = known};
  known->observing.pool = known->pool;
  for (uint32_t i = 0; i < known->named_count; i++) {
    if (known->named[i].kind != CALLEE_OBSERVER)
      continue;
    push_named(&up, known->named[i].name);
    push_named(&up, symbols_linker_name(known, known->named[i].name));
  }
  while (up.count)
    visit_callers(&up, up.pending[--up.count]);
}

bool observing_asks(symbols *known, LLVMValueRef function) {
  if (LLVMIsDeclaration(function))
    return false;
  if (!known->observing.pool)
    find_all(known);
  return pointer_map_get(&known->observing, function, 0) != POINTER_MAP_NONE;
}
