/* users.c - follow names down: wherever roots.c steps from a value to an operand, that value is followed
 * here from the operand, and often more. What the walk misses, no name can be resolved to. */
#include "prune/users.h"

#include <llvm-c/Core.h>

static void follow(users *list, const view *fn, LLVMValueRef value) {
  if (pointer_map_get(&list->seen, value, 1) != POINTER_MAP_NONE)
    return;
  pointer_map_set(&list->seen, value, 1, 1);
  ARENA_RESERVE(fn->pool, list->pending, list->count, list->capacity);
  list->pending[list->count++] = value;
}

static void visit_call(users *list, const view *fn, LLVMValueRef call, LLVMValueRef name) {
  LLVMValueRef function = LLVMGetCalledValue(call);
  if (function == fn->known->incref || function == fn->known->decref)
    return;
  pointer_map_set(&list->seen, call, 0, 1);
  if (LLVMTypeOf(call) == LLVMTypeOf(name) &&
      symbols_returned(fn->known, call, symbols_callee(fn->known, call)) >= 0)
    follow(list, fn, call);
}

static void visit_user(users *list, const view *fn, LLVMValueRef user, LLVMValueRef name) {
  switch (LLVMGetInstructionOpcode(user)) {
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    visit_call(list, fn, user, name);
    break;
  case LLVMLoad:
  case LLVMStore:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    pointer_map_set(&list->seen, user, 0, 1);
    break;
  case LLVMICmp:
    list->compared = true;
    break;
  case LLVMBitCast:
  case LLVMFreeze:
  case LLVMGetElementPtr:
  case LLVMPtrToInt:
  case LLVMIntToPtr:
  case LLVMInsertValue:
  case LLVMExtractValue:
    follow(list, fn, user);
    break;
  default: /* phis and selects are roots themselves, or no one's name */
    break;
  }
}

/* The users of a constant may be anywhere in the module, too many to look at for each function. */
static void start(users *list, const view *fn) {
  const roots *names = &fn->names;
  for (uint32_t r = FIRST_ROOT; r < names->count; r++) {
    if (!names->root[names->root[r].representative].relevant)
      continue;
    list->all |= LLVMIsConstant(names->root[r].value);
    follow(list, fn, names->root[r].value);
  }
}

void users_find(users *list, const view *fn) {
  *list = (users){.seen = {.pool = fn->pool}};
  start(list, fn);
  while (list->count && !list->all) {
    LLVMValueRef name = list->pending[--list->count];
    for (LLVMUseRef use = LLVMGetFirstUse(name); use; use = LLVMGetNextUse(use))
      visit_user(list, fn, LLVMGetUser(use), name);
  }
}
