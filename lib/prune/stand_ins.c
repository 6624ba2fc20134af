/* stand_ins.c - see stand_ins.h.
 *
 * What would speak for such a callee is not believed, but what speaks against it is. That it counts speaks
 * for it, too, where a bound rests on what it gives back: so where the linker or the loader may choose
 * another function, a call may count, and may not.
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

typedef struct meaning {
  LLVMValueRef value; /* a function, or whatever no step leads on from */
  bool for_now;       /* what is linked or loaded in the end may be another */
} meaning;

static meaning meant_by(const symbols *known, LLVMValueRef callee) {
  meaning found = {callee, false};
  for (;;) {
    if (LLVMIsAGlobalAlias(found.value)) {
      found.for_now |= !symbols_is_final(known, found.value);
      found.value = LLVMAliasGetAliasee(found.value);
    } else if (LLVMIsAConstant(found.value) && !LLVMIsAGlobalValue(found.value) &&
               LLVMGetNumOperands(found.value) > 0 &&
               compat_is_pointer(LLVMGetOperand(found.value, 0))) {
      found.value = LLVMGetOperand(found.value, 0);
    } else {
      return found;
    }
  }
}

const callee_info *stand_ins_find(symbols *known, LLVMValueRef value) {
  LLVMValueRef meant = meant_by(known, value).value;
  return LLVMIsAFunction(meant) ? symbols_function(known, meant) : NULL;
}

/* An alias of a function that consumes, and may be one of another, may release what it is given, whose
 * count it is handed. */
static callee_info by_another_name(const callee_info *own, LLVMValueRef function, bool for_now) {
  bool counts = symbols_is_refop(own), consumes = own->consumes && !for_now;
  bool is_kin = (counts && !for_now) || own->kind == CALLEE_OBSERVER;
  return (callee_info){.function = consumes ? function : NULL,
                       .kind = is_kin ? own->kind : CALLEE_OTHER,
                       .consumes = consumes,
                       .may_count = for_now && (counts || own->consumes),
                       .observes = own->observes || (own->consumes && for_now),
                       .returns_twice = own->returns_twice, .jumps_out = own->jumps_out,
                       .stays = own->jumps_out, .takes_more = true,
                       .may_release = true, .returned = -1,
                       .perhaps_returned = (uint32_t)(own->returned + 1)};
}

/* Of the index of functions: their own facts have the tag 0. */
enum { BY_ANOTHER_NAME = 1, FOR_NOW = 2 };

static const callee_info *info_by_another_name(symbols *known, meaning meant) {
  uint32_t tag = meant.for_now ? FOR_NOW : BY_ANOTHER_NAME;
  uint32_t index = pointer_map_get(&known->index, meant.value, tag);
  if (index != POINTER_MAP_NONE)
    return known->infos[index];
  const callee_info *own = symbols_function(known, meant.value);
  callee_info *info = ARENA_NEW(known->pool, callee_info, 1);
  *info = by_another_name(own, meant.value, meant.for_now);
  ARENA_RESERVE(known->pool, known->infos, known->info_count, known->info_capacity);
  known->infos[known->info_count] = info;
  pointer_map_set(&known->index, meant.value, tag, known->info_count++);
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

/* An alias or ifunc by the name of an observer or of one of the two functions is that, but not to be
 * touched; so is an alias of one. */
const callee_info *stand_ins_describe(symbols *known, LLVMValueRef call, LLVMValueRef callee) {
  switch (LLVMIsAGlobalValue(callee) ? symbols_kind_by_name(known, callee) : CALLEE_OTHER) {
  case CALLEE_OBSERVER:
    return &OTHER_OBSERVER;
  case CALLEE_INCREF:
    return &OTHER_INCREF;
  case CALLEE_DECREF:
    return &OTHER_DECREF;
  default:
    break;
  }
  meaning meant = meant_by(known, callee);
  if (LLVMIsAFunction(meant.value))
    return info_by_another_name(known, meant);
  bool may = may_call(call, known->incref, &known->incref_address) ||
             may_call(call, known->decref, &known->decref_address);
  return may && !LLVMIsAInlineAsm(callee) ? &PERHAPS_REFOP : &UNKNOWN;
}
