/* nonnull.c - the cheap reasons for which a pointer is not null.
 *
 * Each answer "true" rests on one of these facts; anything else is "may be null", which costs a
 * test that LLVM often folds later:
 *   - the call or the function says nonnull of it, or, where null has no memory, dereferenceable;
 *   - it is the address of a variable of the function, or of a global that must exist;
 *   - it is the result of a call or a load that is marked so;
 *   - it is an integer constant other than 0, in a pointer's bits, converted (host objects passed by
 *     address);
 *   - shortly before, in the same block, memory was accessed through it, where null has no memory.
 */
#include "nonnull.h"

#include <llvm-c/Core.h>

#include "prune/llvm_compat.h"

/* Instructions looked at before the call. */
enum { NEAR = 64 };

static LLVMValueRef function_of(LLVMValueRef instruction) {
  return LLVMGetBasicBlockParent(LLVMGetInstructionParent(instruction));
}

static bool has_attribute(LLVMValueRef function, unsigned index, const char *name) {
  return LLVMGetEnumAttributeAtIndex(function, index, compat_attribute_kind(name)) != NULL;
}

/* There, what has memory may be null. */
static bool null_has_memory(LLVMValueRef function) {
  return has_attribute(function, (unsigned)LLVMAttributeFunctionIndex, "null_pointer_is_valid");
}

static bool has_call_attribute(LLVMValueRef call, unsigned index, const char *name) {
  return LLVMGetCallSiteEnumAttribute(call, index, compat_attribute_kind(name)) != NULL;
}

static bool call_says_nonnull(LLVMValueRef call, unsigned index) {
  return has_call_attribute(call, index, "nonnull") ||
         (has_call_attribute(call, index, "dereferenceable") && !null_has_memory(function_of(call)));
}

/* `in` is where it is said: the function itself, or one that calls it. */
static bool function_says_nonnull(LLVMValueRef function, unsigned index, LLVMValueRef in) {
  return has_attribute(function, index, "nonnull") ||
         (has_attribute(function, index, "dereferenceable") && !null_has_memory(in));
}

static bool argument_is_nonnull(LLVMValueRef argument) {
  LLVMValueRef function = LLVMGetParamParent(argument);
  for (unsigned i = 0; i < LLVMCountParams(function); i++)
    if (LLVMGetParam(function, i) == argument)
      return function_says_nonnull(function, i + 1, function);
  return false;
}

static bool result_is_nonnull(LLVMValueRef call) {
  LLVMValueRef callee = LLVMGetCalledValue(call);
  return call_says_nonnull(call, LLVMAttributeReturnIndex) ||
         (LLVMIsAFunction(callee) &&
          function_says_nonnull(callee, LLVMAttributeReturnIndex, function_of(call)));
}

static bool load_is_nonnull(LLVMValueRef load) {
  LLVMContextRef context = LLVMGetModuleContext(LLVMGetGlobalParent(function_of(load)));
  return LLVMGetMetadata(load, LLVMGetMDKindIDInContext(context, "nonnull", 7)) != NULL;
}

/* As a pointer the number has no more bits than that. */
static bool number_is_nonnull(LLVMValueRef number, unsigned pointer_bits) {
  if (!LLVMIsAConstantInt(number) || LLVMGetIntTypeWidth(LLVMTypeOf(number)) > 64)
    return false;
  uint64_t cut_off = pointer_bits < 64 ? 64 - pointer_bits : 0;
  return LLVMConstIntGetZExtValue(number) << cut_off != 0;
}

static bool constant_is_nonnull(LLVMValueRef constant, LLVMModuleRef module) {
  if (LLVMIsAGlobalValue(constant))
    return LLVMGetLinkage(constant) != LLVMExternalWeakLinkage;
  return LLVMIsAConstantExpr(constant) && LLVMGetConstOpcode(constant) == LLVMIntToPtr &&
         number_is_nonnull(LLVMGetOperand(constant, 0), compat_pointer_bits(module, 0));
}

static bool definition_is_nonnull(LLVMValueRef value, LLVMModuleRef module) {
  if (LLVMIsAArgument(value))
    return argument_is_nonnull(value);
  if (LLVMIsAAllocaInst(value))
    return true;
  if (LLVMIsACallInst(value) || LLVMIsAInvokeInst(value))
    return result_is_nonnull(value);
  if (LLVMIsALoadInst(value))
    return load_is_nonnull(value);
  return LLVMIsConstant(value) && constant_is_nonnull(value, module);
}

/* What has no size is read or written without touching memory. */
static bool accesses(LLVMValueRef instruction, LLVMValueRef pointer) {
  if (LLVMIsALoadInst(instruction))
    return LLVMGetOperand(instruction, 0) == pointer && !compat_may_be_empty(LLVMTypeOf(instruction));
  if (LLVMIsAStoreInst(instruction))
    return LLVMGetOperand(instruction, 1) == pointer &&
           !compat_may_be_empty(LLVMTypeOf(LLVMGetOperand(instruction, 0)));
  return false;
}

static bool was_accessed_before(LLVMValueRef call, LLVMValueRef pointer) {
  if (null_has_memory(function_of(call)))
    return false;
  LLVMValueRef each = LLVMGetPreviousInstruction(call);
  for (int i = 0; i < NEAR && each != NULL; i++, each = LLVMGetPreviousInstruction(each))
    if (accesses(each, pointer))
      return true;
  return false;
}

bool nonnull_argument(LLVMValueRef call) {
  LLVMValueRef pointer = LLVMGetOperand(call, 0);
  LLVMModuleRef module = LLVMGetGlobalParent(function_of(call));
  return call_says_nonnull(call, 1) || definition_is_nonnull(pointer, module) ||
         was_accessed_before(call, pointer);
}
