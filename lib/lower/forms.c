/* forms.c - the inline forms.
 *
 * They follow the protocol of lib/nrt/count.h with one difference: a step that leaves the live
 * range is neither undone nor moved to the middle. An overflow still ends in the saturated range,
 * from which 2^61 steps lead out; a release too many is a mistake of the program that only the
 * library reports.
 *
 * The decrement releases and the destruction acquires, for the reasons given there. A fence,
 * because a second load of the count would have to be kept alive.
 */
#include "forms.h"

#include <string.h>

#include "prune/llvm_compat.h"

form_types form_types_of(LLVMModuleRef module, bool single_thread) {
  form_types types = {.module = module, .single_thread = single_thread};
  types.context = LLVMGetModuleContext(module);
  types.pointer = LLVMPointerTypeInContext(types.context, 0);
  types.count = LLVMIntTypeInContext(types.context, compat_pointer_bits(module, 0));
  types.operation =
      LLVMFunctionType(LLVMVoidTypeInContext(types.context), &types.pointer, 1, false);
  return types;
}

void form_add_attribute(LLVMContextRef context, LLVMValueRef function, unsigned index,
                        const char *name, unsigned long long value) {
  unsigned kind = compat_attribute_kind(name);
  if (kind != 0)
    LLVMAddAttributeAtIndex(function, index, LLVMCreateEnumAttribute(context, kind, value));
}

static void add_common_attributes(const form_types *types, LLVMValueRef function) {
  form_add_attribute(types->context, function, (unsigned)LLVMAttributeFunctionIndex, "alwaysinline",
                     0);
  form_add_attribute(types->context, function, (unsigned)LLVMAttributeFunctionIndex, "nounwind", 0);
}

/* Objects are rarely null, and rarely die: 2000 to 1, LLVM's own weights for such branches. */
static void mark_unlikely(const form_types *types, LLVMValueRef branch) {
  LLVMTypeRef weight = LLVMInt32TypeInContext(types->context);
  LLVMMetadataRef parts[] = {
      LLVMMDStringInContext2(types->context, "branch_weights", strlen("branch_weights")),
      LLVMValueAsMetadata(LLVMConstInt(weight, 1, false)),
      LLVMValueAsMetadata(LLVMConstInt(weight, 2000, false))};
  LLVMMetadataRef node = LLVMMDNodeInContext2(types->context, parts, 3);
  LLVMSetMetadata(branch, LLVMGetMDKindIDInContext(types->context, "prof", strlen("prof")),
                  LLVMMetadataAsValue(types->context, node));
}

/* The blocks of an operation: from `work`, where the builder stands, one goes to `done`. */
typedef struct frame {
  LLVMBuilderRef builder;
  LLVMValueRef function;
  LLVMValueRef object;
  LLVMBasicBlockRef done;
} frame;

static LLVMBasicBlockRef add_block(const form_types *types, const frame *in, const char *name) {
  return LLVMAppendBasicBlockInContext(types->context, in->function, name);
}

static void test_null(const form_types *types, frame *in) {
  LLVMBasicBlockRef work = add_block(types, in, "count");
  LLVMValueRef is_null = LLVMBuildIsNull(in->builder, in->object, "is_null");
  mark_unlikely(types, LLVMBuildCondBr(in->builder, is_null, in->done, work));
  LLVMPositionBuilderAtEnd(in->builder, work);
}

static frame begin(const form_types *types, LLVMValueRef function, bool null_test) {
  frame in = {.builder = LLVMCreateBuilderInContext(types->context),
              .function = function,
              .object = LLVMGetParam(function, 0)};
  LLVMBasicBlockRef entry = add_block(types, &in, "entry");
  in.done = add_block(types, &in, "done");
  add_common_attributes(types, function);
  LLVMPositionBuilderAtEnd(in.builder, in.done);
  LLVMBuildRetVoid(in.builder);
  LLVMPositionBuilderAtEnd(in.builder, entry);
  if (null_test)
    test_null(types, &in);
  return in;
}

/* Returns the count before the step. */
static LLVMValueRef build_step(const form_types *types, const frame *in, LLVMAtomicRMWBinOp step,
                               LLVMAtomicOrdering order) {
  LLVMValueRef one = LLVMConstInt(types->count, 1, false);
  if (!types->single_thread)
    return LLVMBuildAtomicRMW(in->builder, step, in->object, one, order, false);
  LLVMValueRef before = LLVMBuildLoad2(in->builder, types->count, in->object, "before");
  LLVMValueRef after = step == LLVMAtomicRMWBinOpAdd
                           ? LLVMBuildAdd(in->builder, before, one, "after")
                           : LLVMBuildSub(in->builder, before, one, "after");
  LLVMBuildStore(in->builder, after, in->object);
  return before;
}

void form_incref(const form_types *types, LLVMValueRef function, bool null_test) {
  frame in = begin(types, function, null_test);
  build_step(types, &in, LLVMAtomicRMWBinOpAdd, LLVMAtomicOrderingMonotonic);
  LLVMBuildBr(in.builder, in.done);
  LLVMDisposeBuilder(in.builder);
}

static void build_destruction(const form_types *types, const frame *in) {
  LLVMValueRef destroy = LLVMGetNamedFunction(types->module, "NRT_MemInfo_call_dtor");
  if (destroy == NULL)
    destroy = LLVMAddFunction(types->module, "NRT_MemInfo_call_dtor", types->operation);
  if (!types->single_thread)
    LLVMBuildFence(in->builder, LLVMAtomicOrderingAcquire, false, "");
  LLVMValueRef object = in->object;
  LLVMBuildCall2(in->builder, types->operation, destroy, &object, 1, "");
  LLVMBuildBr(in->builder, in->done);
}

void form_decref(const form_types *types, LLVMValueRef function, bool null_test) {
  frame in = begin(types, function, null_test);
  LLVMBasicBlockRef last = add_block(types, &in, "destroy");
  LLVMValueRef before = build_step(types, &in, LLVMAtomicRMWBinOpSub, LLVMAtomicOrderingRelease);
  LLVMValueRef is_last =
      LLVMBuildICmp(in.builder, LLVMIntEQ, before, LLVMConstInt(types->count, 1, false), "is_last");
  mark_unlikely(types, LLVMBuildCondBr(in.builder, is_last, last, in.done));
  LLVMPositionBuilderAtEnd(in.builder, last);
  build_destruction(types, &in);
  LLVMDisposeBuilder(in.builder);
}

/* Field 3 of an object, see lib/nrt/meminfo.h. */
LLVMValueRef form_data_load(const form_types *types, LLVMBuilderRef builder, LLVMValueRef object) {
  LLVMValueRef three = LLVMConstInt(types->count, 3, false);
  LLVMValueRef field =
      LLVMBuildInBoundsGEP2(builder, types->pointer, object, &three, 1, "data_field");
  return LLVMBuildLoad2(builder, types->pointer, field, "data");
}

void form_data(const form_types *types, LLVMValueRef function) {
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(types->context);
  add_common_attributes(types, function);
  LLVMPositionBuilderAtEnd(builder,
                           LLVMAppendBasicBlockInContext(types->context, function, "entry"));
  LLVMBuildRet(builder, form_data_load(types, builder, LLVMGetParam(function, 0)));
  LLVMDisposeBuilder(builder);
}
