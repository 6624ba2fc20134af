/* edit.c - erase and insert operations. */
#include "prune/edit.h"

#include "prune/llvm_compat.h"

void edit_erase(LLVMValueRef instruction) {
  LLVMInstructionEraseFromParent(instruction);
}

enum { MAX_ARGUMENTS = 8 };

bool edit_may_copy(LLVMValueRef instruction) {
  unsigned count = LLVMGetNumArgOperands(instruction);
  if (count > MAX_ARGUMENTS)
    return false;
  for (unsigned i = 1; i < count; i++)
    if (!LLVMIsConstant(LLVMGetOperand(instruction, i)))
      return false;
  return true;
}

bool edit_says_more(LLVMValueRef instruction) {
  return LLVMGetNumArgOperands(instruction) > 1;
}

bool edit_says_the_same(LLVMValueRef left, LLVMValueRef right) {
  unsigned count = LLVMGetNumArgOperands(left);
  for (unsigned i = 1; i < count; i++)
    if (LLVMGetOperand(left, i) != LLVMGetOperand(right, i))
      return false;
  return true;
}

static bool opens_block(LLVMValueRef instruction) {
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMPHI:
  case LLVMLandingPad:
  case LLVMCatchPad:
  case LLVMCleanupPad:
    return true;
  case LLVMCall:
    return symbols_opens_block(LLVMGetCalledValue(instruction));
  default:
    return false;
  }
}

static LLVMValueRef instruction_behind(const edit_place *place) {
  if (place->before)
    return place->before;
  if (place->at_end)
    return LLVMGetBasicBlockTerminator(place->block);
  LLVMValueRef instruction = LLVMGetFirstInstruction(place->block);
  while (opens_block(instruction))
    instruction = LLVMGetNextInstruction(instruction);
  return instruction;
}

/* A root that is a field of an aggregate has no name of its own everywhere; it gets one here. */
static LLVMValueRef name_object(LLVMBuilderRef builder, const edit_object *object) {
  LLVMValueRef value = object->value;
  for (uint32_t i = 0; i < object->path->count; i++)
    value = LLVMBuildExtractValue(builder, value, object->path->index[i], "");
  return value;
}

/* A call of the same function with the same further arguments. What else is said of `like` - attributes,
 * metadata, the kind of tail call - is true of its object and its place, and need not be of these: a
 * pointer that is nonnull there may be null here. */
static LLVMValueRef build_call(LLVMBuilderRef builder, LLVMValueRef like, LLVMValueRef object) {
  LLVMValueRef arguments[MAX_ARGUMENTS] = {object};
  unsigned count = LLVMGetNumArgOperands(like);
  for (unsigned i = 1; i < count; i++)
    arguments[i] = LLVMGetOperand(like, i);
  LLVMValueRef call = LLVMBuildCall2(builder, LLVMGetCalledFunctionType(like),
                                     LLVMGetCalledValue(like), arguments, count, "");
  LLVMSetInstructionCallConv(call, LLVMGetInstructionCallConv(like));
  if (!LLVMInstructionGetDebugLoc(call))
    LLVMInstructionSetDebugLoc(call, LLVMInstructionGetDebugLoc(like));
  return call;
}

LLVMValueRef edit_insert(LLVMValueRef like, const edit_object *object, const edit_place *place) {
  LLVMContextRef context = LLVMGetModuleContext(
      LLVMGetGlobalParent(LLVMGetBasicBlockParent(LLVMGetInstructionParent(like))));
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
  compat_position_before(builder, instruction_behind(place));
  LLVMValueRef copy = build_call(builder, like, name_object(builder, object));
  LLVMDisposeBuilder(builder);
  return copy;
}
