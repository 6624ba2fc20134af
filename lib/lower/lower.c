/* lower.c - from calls of the runtime to calls of the inline forms. */
#include <refprune/lower.h>

#include <stdio.h>
#include <stdlib.h>

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>

#include "lower/forms.h"
#include "lower/nonnull.h"
#include "prune/llvm_compat.h"

typedef void (*form_fn)(const form_types *types, LLVMValueRef function, bool null_test);

/* One of the two operations, and the internal functions made for it so far. */
typedef struct operation {
  const char *name;
  form_fn form;
  const char *form_name[2];
  LLVMValueRef made[2]; /* without and with a null test */
  uint64_t *lowered;
} operation;

/* Calls found before any is changed: changing one takes it off the use list. */
typedef struct calls {
  LLVMValueRef *call;
  size_t count;
} calls;

void refprune_lower_options_init(refprune_lower_options *options) {
  *options = (refprune_lower_options){.size = sizeof *options,
                                      .version = REFPRUNE_LOWER_OPTIONS_VERSION,
                                      .incref = "NRT_incref",
                                      .decref = "NRT_decref",
                                      .data = "NRT_MemInfo_data_fast"};
}

static bool is_call(LLVMValueRef user) {
  return LLVMIsACallInst(user) || LLVMIsAInvokeInst(user);
}

static LLVMValueRef enclosing_function(LLVMValueRef instruction) {
  return LLVMGetBasicBlockParent(LLVMGetInstructionParent(instruction));
}

/* A direct call in the shape that the forms have. A tail call that must stay one cannot be inlined
 * in place, bundles and further arguments would be lost, and a body of the runtime must not call
 * itself. */
static bool is_plain_call(LLVMValueRef user, LLVMValueRef callee, LLVMTypeRef type) {
  return is_call(user) && LLVMGetCalledValue(user) == callee &&
         LLVMGetCalledFunctionType(user) == type && LLVMGetNumOperandBundles(user) == 0 &&
         !(LLVMIsACallInst(user) && LLVMGetTailCallKind(user) == LLVMTailCallKindMustTail) &&
         enclosing_function(user) != callee;
}

static size_t count_uses(LLVMValueRef value) {
  size_t count = 0;
  for (LLVMUseRef use = LLVMGetFirstUse(value); use != NULL; use = LLVMGetNextUse(use))
    count++;
  return count;
}

/* Returns false without memory. Every use that is a call of another shape counts as skipped. */
static bool find_calls(LLVMValueRef callee, LLVMTypeRef type, calls *found, uint64_t *skipped) {
  found->count = 0;
  found->call = malloc((count_uses(callee) + 1) * sizeof(LLVMValueRef));
  if (found->call == NULL)
    return false;
  for (LLVMUseRef use = LLVMGetFirstUse(callee); use != NULL; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (is_plain_call(user, callee, type))
      found->call[found->count++] = user;
    else if (LLVMIsAInstruction(user) && is_call(user) && LLVMGetCalledValue(user) == callee)
      ++*skipped;
  }
  return true;
}

static LLVMValueRef form_of(const form_types *types, operation *op, bool null_test) {
  LLVMValueRef *made = &op->made[null_test];
  if (*made == NULL) {
    *made = LLVMAddFunction(types->module, op->form_name[null_test], types->operation);
    LLVMSetLinkage(*made, LLVMInternalLinkage);
    op->form(types, *made, null_test);
  }
  return *made;
}

/* The callee is the last operand of a call and of an invoke. What was said of the old callee at
 * this call does not hold for the new one: it may be inlined, and has LLVM's default convention. */
static void set_callee(LLVMValueRef call, LLVMValueRef callee) {
  LLVMSetOperand(call, (unsigned)LLVMGetNumOperands(call) - 1, callee);
  LLVMSetInstructionCallConv(call, LLVMCCallConv);
  LLVMRemoveCallSiteEnumAttribute(call, (unsigned)LLVMAttributeFunctionIndex,
                                  compat_attribute_kind("noinline"));
}

static void lower_call(const form_types *types, operation *op, LLVMValueRef call,
                       refprune_lower_report *report) {
  if (LLVMIsACallInst(call) && LLVMIsAConstantPointerNull(LLVMGetOperand(call, 0))) {
    LLVMInstructionEraseFromParent(call);
    report->erased++;
    return;
  }
  bool null_test = !nonnull_argument(call);
  set_callee(call, form_of(types, op, null_test));
  ++*op->lowered;
  report->null_tests_dropped += !null_test;
}

static bool lower_operation(const form_types *types, operation *op, refprune_lower_report *report) {
  calls found;
  LLVMValueRef callee = LLVMGetNamedFunction(types->module, op->name);
  if (callee == NULL)
    return true;
  if (!find_calls(callee, types->operation, &found, &report->skipped))
    return false;
  for (size_t i = 0; i < found.count; i++)
    lower_call(types, op, found.call[i], report);
  free(found.call);
  return true;
}

static void lower_load(const form_types *types, LLVMBuilderRef builder, LLVMValueRef call) {
  compat_position_before(builder, call);
  LLVMSetCurrentDebugLocation2(builder, LLVMInstructionGetDebugLoc(call));
  LLVMReplaceAllUsesWith(call, form_data_load(types, builder, LLVMGetOperand(call, 0)));
  LLVMInstructionEraseFromParent(call);
}

/* An invoke ends its block, so it stays. */
static bool lower_loads(const form_types *types, const char *name, refprune_lower_report *report) {
  calls found;
  LLVMTypeRef type = LLVMFunctionType(types->pointer, (LLVMTypeRef[]){types->pointer}, 1, false);
  LLVMValueRef callee = LLVMGetNamedFunction(types->module, name);
  if (callee == NULL)
    return true;
  if (!find_calls(callee, type, &found, &report->skipped))
    return false;
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(types->context);
  for (size_t i = 0; i < found.count; i++)
    if (LLVMIsACallInst(found.call[i])) {
      lower_load(types, builder, found.call[i]);
      report->loads++;
    } else {
      report->skipped++;
    }
  LLVMDisposeBuilder(builder);
  free(found.call);
  return true;
}

static refprune_status say(refprune_message *message, refprune_status status, const char *text) {
  if (message != NULL)
    snprintf(message->text, sizeof message->text, "%s", text);
  return status;
}

static refprune_status lower_all(LLVMModuleRef module, const refprune_lower_options *options,
                                 refprune_message *message) {
  refprune_lower_report ignored = {0};
  refprune_lower_report *report = options->report != NULL ? options->report : &ignored;
  form_types types = form_types_of(module, options->single_thread);
  operation incref = {.name = options->incref,
                      .form = form_incref,
                      .form_name = {"refprune.incref.nonnull", "refprune.incref"},
                      .lowered = &report->increfs};
  operation decref = {.name = options->decref,
                      .form = form_decref,
                      .form_name = {"refprune.decref.nonnull", "refprune.decref"},
                      .lowered = &report->decrefs};
  if (!lower_operation(&types, &incref, report) || !lower_operation(&types, &decref, report) ||
      !lower_loads(&types, options->data, report))
    return say(message, REFPRUNE_NO_MEMORY, "not enough memory to lower the module");
  return say(message, REFPRUNE_OK, "");
}

refprune_status refprune_lower_module(LLVMModuleRef module, const refprune_lower_options *options,
                                      refprune_message *message) {
  refprune_lower_options defaults;
  if (options == NULL) {
    refprune_lower_options_init(&defaults);
    options = &defaults;
  }
  if (options->size != sizeof *options || options->version != REFPRUNE_LOWER_OPTIONS_VERSION)
    return say(message, REFPRUNE_BAD_OPTION, "lower options of an unknown version");
  return lower_all(module, options, message);
}

typedef void (*define_fn)(const form_types *types, LLVMValueRef function);

static void define_incref(const form_types *types, LLVMValueRef function) {
  form_incref(types, function, true);
}

static void define_decref(const form_types *types, LLVMValueRef function) {
  form_decref(types, function, true);
}

static void define(const form_types *types, const char *name, LLVMTypeRef type, define_fn body) {
  LLVMValueRef function = LLVMAddFunction(types->module, name, type);
  LLVMSetLinkage(function, LLVMAvailableExternallyLinkage);
  body(types, function);
}

static void copy_target(LLVMModuleRef to, LLVMModuleRef like) {
  if (like == NULL)
    return;
  LLVMSetDataLayout(to, LLVMGetDataLayoutStr(like));
  LLVMSetTarget(to, LLVMGetTarget(like));
}

LLVMModuleRef refprune_runtime_twin(LLVMContextRef context, LLVMModuleRef like,
                                    const refprune_lower_options *options) {
  refprune_lower_options defaults;
  if (options == NULL) {
    refprune_lower_options_init(&defaults);
    options = &defaults;
  }
  LLVMModuleRef twin = LLVMModuleCreateWithNameInContext("nrt-inline", context);
  copy_target(twin, like);
  form_types types = form_types_of(twin, options->single_thread);
  LLVMTypeRef data = LLVMFunctionType(types.pointer, &types.pointer, 1, false);
  define(&types, options->incref, types.operation, define_incref);
  define(&types, options->decref, types.operation, define_decref);
  define(&types, options->data, data, form_data);
  return twin;
}
