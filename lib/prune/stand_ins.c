/* stand_ins.c - see stand_ins.h. What would speak for such a callee is not believed, for the linker may
 * choose another function, but what speaks against it is.
 */
#include "prune/stand_ins.h"

#include <string.h>

#include "prune/llvm_compat.h"

static const callee_info UNKNOWN = {.may_release = true, .returned = -1};
static const callee_info OTHER_INCREF = {
    .kind = CALLEE_INCREF, .takes_more = true, .may_release = true, .returned = -1};
static const callee_info OTHER_DECREF = {
    .kind = CALLEE_DECREF, .takes_more = true, .may_release = true, .returned = -1};
static const callee_info OTHER_OBSERVER = {
    .kind = CALLEE_OBSERVER, .takes_more = true, .may_release = true, .returned = -1};
static const callee_info PERHAPS_REFOP = {
    .may_count = true, .may_release = true, .returned = -1};

/* -- The function behind an alias or a constant --------------------------------------------------- */

static LLVMValueRef meant_by(LLVMValueRef callee) {
  for (;;) {
    if (LLVMIsAGlobalAlias(callee))
      callee = LLVMAliasGetAliasee(callee);
    else if (LLVMIsAConstant(callee) && !LLVMIsAGlobalValue(callee) &&
             LLVMGetNumOperands(callee) > 0 && compat_is_pointer(LLVMGetOperand(callee, 0)))
      callee = LLVMGetOperand(callee, 0);
    else
      return callee;
  }
}

const callee_info *stand_ins_find(symbols *known, LLVMValueRef value) {
  LLVMValueRef meant = meant_by(value);
  return LLVMIsAFunction(meant) ? symbols_function(known, meant) : NULL;
}

/* Of the index of functions: their own facts have the tag 0. */
enum { BY_ANOTHER_NAME = 1 };

static const callee_info *info_by_another_name(symbols *known, LLVMValueRef function) {
  uint32_t index = pointer_map_get(&known->index, function, BY_ANOTHER_NAME);
  if (index != POINTER_MAP_NONE)
    return known->infos[index];
  const callee_info *own = symbols_function(known, function);
  bool counts = symbols_is_refop(own);
  callee_info *info = ARENA_NEW(known->pool, callee_info, 1);
  *info = (callee_info){.function = own->consumes ? function : NULL,
                        .kind = counts || own->kind == CALLEE_OBSERVER ? own->kind : CALLEE_OTHER,
                        .consumes = own->consumes, .observes = own->observes,
                        .returns_twice = own->returns_twice, .jumps_out = own->jumps_out,
                        .stays = own->jumps_out, .takes_more = true,
                        .may_release = true, .returned = -1};
  ARENA_RESERVE(known->pool, known->infos, known->info_count, known->info_capacity);
  known->infos[known->info_count] = info;
  pointer_map_set(&known->index, function, BY_ANOTHER_NAME, known->info_count++);
  return info;
}

/* -- Assembler ------------------------------------------------------------------------------------ */

static bool is_spelled_out(const char *name, LLVMValueRef assembler) {
  size_t length = 0, wanted = name ? strlen(name) : 0;
  const char *text = LLVMGetInlineAsmAsmString(assembler, &length);
  for (size_t i = 0; wanted && i + wanted <= length; i++)
    if (memcmp(text + i, name, wanted) == 0)
      return true;
  return false;
}

bool stand_ins_may_count(const symbols *known, LLVMValueRef assembler) {
  return is_spelled_out(known->options->incref, assembler) ||
         is_spelled_out(known->options->decref, assembler);
}

bool stand_ins_may_observe(const symbols *known, LLVMValueRef assembler) {
  bool found = false;
  for (uint32_t i = 0; i < known->named_count; i++)
    found |= known->named[i].kind == CALLEE_OBSERVER && is_spelled_out(known->named[i].name, assembler);
  return found;
}

/* -- Pointers ------------------------------------------------------------------------------------- */

/* Does anything but a direct call mention the function? */
static bool is_address_taken(LLVMValueRef function) {
  for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if ((!LLVMIsACallInst(user) && !LLVMIsAInvokeInst(user)) ||
        LLVMGetCalledValue(user) != function)
      return true;
    for (unsigned i = LLVMGetNumArgOperands(user); i-- > 0;)
      if (LLVMGetOperand(user, i) == function)
        return true;
  }
  return false;
}

/* May the call of a pointer be one of this function, for all that the module shows? */
static bool may_call(LLVMValueRef call, LLVMValueRef function, address_use *known_of) {
  if (!function || LLVMGetCalledFunctionType(call) != LLVMGlobalGetValueType(function))
    return false;
  if (*known_of == ADDRESS_NOT_ASKED)
    *known_of = is_address_taken(function) ? ADDRESS_TAKEN : ADDRESS_NOT_TAKEN;
  return *known_of == ADDRESS_TAKEN;
}

/* -- All of it ------------------------------------------------------------------------------------ */

/* An alias of one of the two functions, or an alias or ifunc that has its name or an observer's: such a
 * call counts, but is not to be touched. */
const callee_info *stand_ins_describe(symbols *known, LLVMValueRef call, LLVMValueRef callee) {
  callee_kind named =
      LLVMIsAGlobalValue(callee) ? symbols_kind_by_name(known, callee) : CALLEE_OTHER;
  LLVMValueRef meant = meant_by(callee);
  if (named == CALLEE_OBSERVER)
    return &OTHER_OBSERVER;
  if (meant == known->incref || named == CALLEE_INCREF)
    return &OTHER_INCREF;
  if (meant == known->decref || named == CALLEE_DECREF)
    return &OTHER_DECREF;
  if (LLVMIsAFunction(meant))
    return info_by_another_name(known, meant);
  bool may = may_call(call, known->incref, &known->incref_address) ||
             may_call(call, known->decref, &known->decref_address);
  return may && !LLVMIsAInlineAsm(callee) ? &PERHAPS_REFOP : &UNKNOWN;
}
