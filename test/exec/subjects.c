/* subjects.c - signatures that can be called, callers for them, and instrumentation. */
#include "subjects.h"

#include <stdio.h>
#include <string.h>

#include "callees.h"

static bool starts_with(const char *text, const char *prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool has_type(LLVMTypeRef type, LLVMTypeKind kind) {
  return LLVMGetTypeKind(type) == kind;
}

static bool is_word(LLVMTypeRef type) {
  return has_type(type, LLVMPointerTypeKind) ||
         (has_type(type, LLVMIntegerTypeKind) && LLVMGetIntTypeWidth(type) <= 64);
}

static bool is_borrowed(LLVMValueRef function, unsigned index) {
  static const char mark[] = "refprune-borrows";
  return LLVMGetStringAttributeAtIndex(function, index + 1, mark, sizeof mark - 1) != NULL;
}

static parameter_kind kind_of(LLVMValueRef function, unsigned index) {
  LLVMValueRef parameter = LLVMGetParam(function, index);
  size_t length;
  const char *name = LLVMGetValueName2(parameter, &length);
  if (has_type(LLVMTypeOf(parameter), LLVMIntegerTypeKind))
    return PARAMETER_INTEGER;
  if (starts_with(name, "excinfo") || starts_with(name, "error"))
    return PARAMETER_EXCEPTION;
  if (starts_with(name, "slot") || starts_with(name, "box") || starts_with(name, "list"))
    return PARAMETER_MEMORY;
  return is_borrowed(function, index) ? PARAMETER_BORROWED : PARAMETER_OBJECT;
}

static bool defines(LLVMModuleRef module, const char *name) {
  LLVMValueRef function = LLVMGetNamedFunction(module, name);
  return function && !LLVMIsDeclaration(function);
}

static const char *reason_to_skip(LLVMValueRef function) {
  static const char attribute[] = "exec-skip";
  LLVMAttributeRef skip = LLVMGetStringAttributeAtIndex(
      function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, attribute, sizeof attribute - 1);
  unsigned length;
  if (skip)
    return LLVMGetStringAttributeValue(skip, &length);
  LLVMModuleRef module = LLVMGetGlobalParent(function);
  if (defines(module, "NRT_incref") || defines(module, "NRT_decref"))
    return "its module brings operations of its own";
  LLVMTypeRef result = LLVMGetReturnType(LLVMGlobalGetValueType(function));
  if (!is_word(result) && !has_type(result, LLVMVoidTypeKind))
    return "it returns something that is not a word";
  if (LLVMCountParams(function) > MAX_PARAMETERS)
    return "it has too many parameters";
  for (unsigned index = 0; index < LLVMCountParams(function); index++)
    if (!is_word(LLVMTypeOf(LLVMGetParam(function, index))))
      return "it has a parameter that is not a word";
  return NULL;
}

static void describe(subject *about, LLVMValueRef function, const char *name) {
  snprintf(about->name, sizeof about->name, "%s", name);
  about->skipped = reason_to_skip(function);
  if (about->skipped)
    return;
  about->parameter_count = (int)LLVMCountParams(function);
  for (int index = 0; index < about->parameter_count; index++)
    about->parameter[index] = kind_of(function, (unsigned)index);
  about->returns_status =
      has_type(LLVMGetReturnType(LLVMGlobalGetValueType(function)), LLVMIntegerTypeKind);
}

bool subjects_find(subjects *found, LLVMModuleRef module) {
  found->count = 0;
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function)) {
    if (LLVMIsDeclaration(function))
      continue;
    size_t length;
    const char *name = LLVMGetValueName2(function, &length);
    if (found->count == MAX_SUBJECTS || length >= sizeof found->list[0].name)
      return false;
    describe(&found->list[found->count++], function, name);
  }
  return true;
}

static LLVMValueRef instrumentation(LLVMModuleRef module, const char *name, LLVMTypeRef parameter,
                                    LLVMTypeRef *type) {
  LLVMContextRef context = LLVMGetModuleContext(module);
  *type = LLVMFunctionType(LLVMVoidTypeInContext(context), &parameter, parameter ? 1 : 0, false);
  LLVMValueRef function = LLVMGetNamedFunction(module, name);
  return function ? function : LLVMAddFunction(module, name, *type);
}

/* Adds a call of `name` at the builder's position; `argument` is NULL, a pointer or an i64. */
static void add_call(LLVMBuilderRef builder, LLVMModuleRef module, const char *name,
                     LLVMValueRef argument) {
  LLVMTypeRef type;
  LLVMValueRef callee =
      instrumentation(module, name, argument ? LLVMTypeOf(argument) : NULL, &type);
  LLVMBuildCall2(builder, type, callee, &argument, argument ? 1 : 0, "");
}

/* The pointer that an instruction reads or writes through, or NULL. */
static LLVMValueRef accessed_pointer(LLVMValueRef instruction) {
  switch ((int)LLVMGetInstructionOpcode(instruction)) {
  case LLVMLoad:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    return LLVMGetOperand(instruction, 0);
  case LLVMStore:
    return LLVMGetOperand(instruction, 1);
  default:
    return NULL;
  }
}

/* What an atomic instruction shows to other threads, or NULL. */
static LLVMValueRef published_value(LLVMValueRef instruction) {
  switch ((int)LLVMGetInstructionOpcode(instruction)) {
  case LLVMStore:
    return LLVMGetOrdering(instruction) == LLVMAtomicOrderingNotAtomic
               ? NULL
               : LLVMGetOperand(instruction, 0);
  case LLVMAtomicRMW:
    return LLVMGetOperand(instruction, 1);
  case LLVMAtomicCmpXchg:
    return LLVMGetOperand(instruction, 2);
  default:
    return NULL;
  }
}

/* An undefined argument may be anything, so it may be null; a register's old contents will not do.
 */
static void settle_undefined_arguments(LLVMValueRef call) {
  for (unsigned index = 0; index < LLVMGetNumArgOperands(call); index++) {
    LLVMTypeRef type = LLVMTypeOf(LLVMGetOperand(call, index));
    if (LLVMIsUndef(LLVMGetOperand(call, index)))
      LLVMSetOperand(call, index, LLVMConstNull(type));
  }
}

/* Loops need not call anything, and the operations in them may be pruned away. */
static void instrument_branch(LLVMBuilderRef builder, LLVMModuleRef module,
                              LLVMBasicBlockRef block) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(block);
  const LLVMOpcode opcode = LLVMGetInstructionOpcode(terminator);
  if (opcode != LLVMBr && opcode != LLVMSwitch)
    return;
  LLVMPositionBuilderBefore(builder, terminator);
  add_call(builder, module, CALLEE_TICK, NULL);
}

static void instrument(LLVMBuilderRef builder, LLVMModuleRef module, LLVMValueRef instruction) {
  LLVMValueRef pointer = accessed_pointer(instruction), value = published_value(instruction);
  LLVMTypeRef word = LLVMInt64TypeInContext(LLVMGetModuleContext(module));
  if (pointer) {
    LLVMPositionBuilderBefore(builder, instruction);
    add_call(builder, module, CALLEE_ACCESS, pointer);
  }
  if (!value && LLVMGetInstructionOpcode(instruction) != LLVMFence)
    return;
  LLVMPositionBuilderBefore(builder, LLVMGetNextInstruction(instruction));
  if (value && has_type(LLVMTypeOf(value), LLVMPointerTypeKind))
    value = LLVMBuildPtrToInt(builder, value, word, "");
  if (value)
    add_call(builder, module, CALLEE_PUBLISH, value);
  add_call(builder, module, CALLEE_SYNC, NULL);
}

static void instrument_function(LLVMBuilderRef builder, LLVMModuleRef module,
                                LLVMValueRef function) {
  for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
       block = LLVMGetNextBasicBlock(block)) {
    LLVMValueRef next;
    for (LLVMValueRef instruction = LLVMGetFirstInstruction(block); instruction;
         instruction = next) {
      next = LLVMGetNextInstruction(instruction);
      if (LLVMIsACallInst(instruction))
        settle_undefined_arguments(instruction);
      instrument(builder, module, instruction);
    }
    instrument_branch(builder, module, block);
  }
}

/* The word at position `index` of the caller's arguments, as a value of `type`. */
static LLVMValueRef load_argument(LLVMBuilderRef builder, LLVMValueRef arguments, unsigned index,
                                  LLVMTypeRef type) {
  LLVMTypeRef word = LLVMInt64TypeInContext(LLVMGetTypeContext(type));
  LLVMValueRef at = LLVMConstInt(word, index, false);
  LLVMValueRef address = LLVMBuildGEP2(builder, word, arguments, &at, 1, "");
  LLVMValueRef value = LLVMBuildLoad2(builder, word, address, "");
  if (has_type(type, LLVMPointerTypeKind))
    return LLVMBuildIntToPtr(builder, value, type, "");
  return LLVMBuildIntCast2(builder, value, type, false, "");
}

static void store_result(LLVMBuilderRef builder, LLVMValueRef value, LLVMValueRef address) {
  LLVMTypeRef type = LLVMTypeOf(value);
  LLVMTypeRef word = LLVMInt64TypeInContext(LLVMGetTypeContext(type));
  if (has_type(type, LLVMPointerTypeKind))
    value = LLVMBuildPtrToInt(builder, value, word, "");
  else
    value = LLVMBuildIntCast2(builder, value, word, false, "");
  LLVMBuildStore(builder, value, address);
}

static void add_caller(LLVMBuilderRef builder, LLVMModuleRef module, LLVMValueRef callee,
                       const subject *about) {
  LLVMContextRef context = LLVMGetModuleContext(module);
  LLVMTypeRef pointer = LLVMPointerTypeInContext(context, 0), pointers[] = {pointer, pointer};
  LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context), pointers, 2, false);
  char name[sizeof about->name + sizeof "exec.call."];
  snprintf(name, sizeof name, "exec.call.%s", about->name);
  LLVMValueRef caller = LLVMAddFunction(module, name, type);
  LLVMPositionBuilderAtEnd(builder, LLVMAppendBasicBlockInContext(context, caller, "entry"));
  LLVMValueRef arguments[MAX_PARAMETERS];
  for (unsigned index = 0; index < (unsigned)about->parameter_count; index++)
    arguments[index] = load_argument(builder, LLVMGetParam(caller, 0), index,
                                     LLVMTypeOf(LLVMGetParam(callee, index)));
  LLVMTypeRef called = LLVMGlobalGetValueType(callee);
  LLVMValueRef result =
      LLVMBuildCall2(builder, called, callee, arguments, (unsigned)about->parameter_count, "");
  if (!has_type(LLVMGetReturnType(called), LLVMVoidTypeKind))
    store_result(builder, result, LLVMGetParam(caller, 1));
  LLVMBuildRetVoid(builder);
}

/* Functions that nothing refers to any more, and of the others the first that is not to be had. */
static const char *drop_unused(LLVMModuleRef module) {
  LLVMValueRef next;
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function; function = next) {
    next = LLVMGetNextFunction(function);
    if (!LLVMIsDeclaration(function) || LLVMGetIntrinsicID(function) != 0)
      continue;
    size_t length;
    const char *name = LLVMGetValueName2(function, &length);
    if (!LLVMGetFirstUse(function))
      LLVMDeleteFunction(function);
    else if (!callee_address(name, LLVMCountParams(function)))
      return name;
  }
  return NULL;
}

const char *subjects_prepare(const subjects *found, LLVMModuleRef module) {
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(LLVMGetModuleContext(module));
  for (int index = 0; index < found->count; index++) {
    const subject *about = &found->list[index];
    LLVMValueRef function = LLVMGetNamedFunction(module, about->name);
    if (!function)
      continue;
    if (about->skipped && !LLVMGetFirstUse(function)) {
      LLVMDeleteFunction(function);
    } else if (!about->skipped) {
      instrument_function(builder, module, function);
      add_caller(builder, module, function, about);
    }
  }
  LLVMDisposeBuilder(builder);
  return drop_unused(module);
}
