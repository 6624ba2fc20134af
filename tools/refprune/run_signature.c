/* run_signature.c - types of the entry function, and a function that calls it with words. */
#include "run_signature.h"

#include <stdio.h>

#include <llvm-c/Core.h>

void type_text(value_type type, char text[TYPE_TEXT]) {
  static const char *const names[] = {"void", "i", "float", "double", "ptr"};
  if (type.kind == TYPE_INTEGER)
    snprintf(text, TYPE_TEXT, "i%u", type.bits);
  else
    snprintf(text, TYPE_TEXT, "%s", names[type.kind]);
}

/* ---- reading ---- */

static bool read_type(LLVMTypeRef type, value_type *result) {
  *result = (value_type){TYPE_VOID, 0};
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  if (kind == LLVMIntegerTypeKind) {
    *result = (value_type){TYPE_INTEGER, LLVMGetIntTypeWidth(type)};
    return result->bits <= 64;
  }
  if (kind == LLVMFloatTypeKind)
    result->kind = TYPE_FLOAT;
  else if (kind == LLVMDoubleTypeKind)
    result->kind = TYPE_DOUBLE;
  else if (kind == LLVMPointerTypeKind)
    result->kind = TYPE_POINTER;
  else
    return kind == LLVMVoidTypeKind;
  return true;
}

static bool complain(refprune_message *message, const char *what, LLVMTypeRef type) {
  char *text = LLVMPrintTypeToString(type);
  snprintf(message->text, sizeof message->text,
           "the entry %s %.100s; use integers of up to 64 bits, "
           "float, double and pointers",
           what, text);
  LLVMDisposeMessage(text);
  return false;
}

bool signature_read(run_signature *signature, LLVMValueRef function, refprune_message *message) {
  LLVMTypeRef type = LLVMGlobalGetValueType(function);
  signature->count = LLVMCountParams(function);
  if (!read_type(LLVMGetReturnType(type), &signature->result))
    return complain(message, "returns", LLVMGetReturnType(type));
  if (signature->count > MAX_ARGUMENTS || LLVMIsFunctionVarArg(type))
    return complain(message, "has too many arguments:", type);
  for (unsigned i = 0; i < signature->count; ++i) {
    LLVMTypeRef parameter = LLVMTypeOf(LLVMGetParam(function, i));
    if (!read_type(parameter, &signature->parameters[i]))
      return complain(message, "takes", parameter);
  }
  return true;
}

/* ---- the caller ---- */

static LLVMTypeRef make_type(value_type type, LLVMContextRef context) {
  switch (type.kind) {
  case TYPE_VOID:
    break;
  case TYPE_INTEGER:
    return LLVMIntTypeInContext(context, type.bits);
  case TYPE_FLOAT:
    return LLVMFloatTypeInContext(context);
  case TYPE_DOUBLE:
    return LLVMDoubleTypeInContext(context);
  case TYPE_POINTER:
    return LLVMPointerTypeInContext(context, 0);
  }
  return LLVMVoidTypeInContext(context);
}

static LLVMTypeRef make_function_type(const run_signature *signature, LLVMContextRef context) {
  LLVMTypeRef parameters[MAX_ARGUMENTS];
  for (size_t i = 0; i < signature->count; ++i)
    parameters[i] = make_type(signature->parameters[i], context);
  return LLVMFunctionType(make_type(signature->result, context), parameters,
                          (unsigned)signature->count, 0);
}

static LLVMValueRef load_argument(LLVMBuilderRef builder, LLVMValueRef words, size_t number,
                                  LLVMTypeRef type, LLVMContextRef context) {
  LLVMTypeRef word = LLVMInt64TypeInContext(context);
  LLVMValueRef index = LLVMConstInt(word, number, 0);
  LLVMValueRef place = LLVMBuildGEP2(builder, word, words, &index, 1, "");
  return LLVMBuildLoad2(builder, type, place, "");
}

static void build_call(const run_signature *signature, LLVMBuilderRef builder, LLVMValueRef caller,
                       LLVMValueRef entry) {
  LLVMContextRef context = LLVMGetModuleContext(LLVMGetGlobalParent(caller));
  LLVMValueRef values[MAX_ARGUMENTS];
  for (size_t i = 0; i < signature->count; ++i)
    values[i] = load_argument(builder, LLVMGetParam(caller, 0), i,
                              make_type(signature->parameters[i], context), context);
  LLVMValueRef result = LLVMBuildCall2(builder, LLVMGlobalGetValueType(entry), entry, values,
                                       (unsigned)signature->count, "");
  if (signature->result.kind != TYPE_VOID)
    LLVMBuildStore(builder, result, LLVMGetParam(caller, 1));
  LLVMBuildRetVoid(builder);
}

LLVMModuleRef signature_caller(const run_signature *signature, LLVMContextRef context,
                               const char *name, const char *entry) {
  LLVMModuleRef module = LLVMModuleCreateWithNameInContext(name, context);
  LLVMTypeRef pointer = LLVMPointerTypeInContext(context, 0);
  LLVMTypeRef places[] = {pointer, pointer};
  LLVMValueRef caller =
      LLVMAddFunction(module, name, LLVMFunctionType(LLVMVoidTypeInContext(context), places, 2, 0));
  LLVMValueRef callee = LLVMAddFunction(module, entry, make_function_type(signature, context));
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
  LLVMPositionBuilderAtEnd(builder, LLVMAppendBasicBlockInContext(context, caller, "entry"));
  build_call(signature, builder, caller, callee);
  LLVMDisposeBuilder(builder);
  return module;
}
