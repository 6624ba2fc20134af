/* workshop.cpp - what random functions can call. */
#include <cstring>

#include "generate.hpp"
#include "ir_facts.hpp"

namespace oracle {

Workshop::Callee Workshop::declare(const char *name, LLVMTypeRef result,
                                   std::vector<LLVMTypeRef> parameters) {
  LLVMTypeRef type =
      LLVMFunctionType(result, parameters.data(), static_cast<unsigned>(parameters.size()), 0);
  return {type, LLVMAddFunction(module, name, type)};
}

void Workshop::mark(const Callee &callee, LLVMAttributeIndex index, const char *name,
                    uint64_t value) {
  LLVMContextRef context = LLVMGetModuleContext(module);
  unsigned kind = LLVMGetEnumAttributeKindForName(name, std::strlen(name));
  LLVMAddAttributeAtIndex(callee.function, index, LLVMCreateEnumAttribute(context, kind, value));
}

Workshop::Workshop(LLVMContextRef context)
    : module(LLVMModuleCreateWithNameInContext("random", context)),
      pointer(LLVMPointerTypeInContext(context, 0)), i1(LLVMInt1TypeInContext(context)),
      i32(LLVMInt32TypeInContext(context)), i64(LLVMInt64TypeInContext(context)) {
  LLVMTypeRef none = LLVMVoidTypeInContext(context);
  LLVMTypeRef members[] = {pointer, i64, pointer};
  pair = LLVMStructTypeInContext(context, members, 3, 0);
  incref = declare("NRT_incref", none, {pointer});
  decref = declare("NRT_decref", none, {pointer});
  use = declare("use", none, {pointer});
  keep = declare("keep", none, {pointer, pointer});
  make = declare("make", pointer, {});
  opaque = declare("opaque", none, {});
  fresh = declare("fresh", pointer, {});
  leaf = declare("leaf", pointer, {i64});
  count = declare("NRT_MemInfo_refcount", i64, {pointer});
  data = declare("NRT_MemInfo_data_fast", pointer, {pointer});
  may_throw = declare("may_throw", pointer, {pointer});
  personality = declare("personality", i32, {});
  both = declare("both", pair, {});
  LLVMTypeRef i8 = LLVMInt8TypeInContext(context);
  fill = declare("llvm.memset.p0.i64", none, {pointer, i8, i64, i1});
  declare_special(none);
  declare_bodies(none);
  declare_seldom(none);
  raise_kind = LLVMGetMDKindIDInContext(context, "numba_exception_output", 22);
  pinned_kind = LLVMGetMDKindIDInContext(context, "refprune.pinned", 15);
}

/* Callees that promise something. */
void Workshop::declare_special(LLVMTypeRef none) {
  LLVMContextRef context = LLVMGetModuleContext(module);
  returns = declare("returns", pointer, {pointer});
  mark(returns, 1, "returned");
  consume = declare("consume", none, {pointer});
  LLVMAddAttributeAtIndex(consume.function, 1,
                          LLVMCreateStringAttribute(context, "refprune-consumes", 17, "", 0));
  die = declare("die", none, {});
  mark(die, on_function, "noreturn");
  mark(die, on_function, "nounwind");
  stop = declare("stop", none, {});
  mark(stop, on_function, "noreturn");
  look = declare("look", none, {pointer}); /* reads memory only */
  mark(look, on_function, "memory", 0x55);
  pure = declare("pure", none, {pointer}); /* does not touch memory */
  mark(pure, on_function, "memory", 0);
  find = declare("find", pointer, {pointer}); /* returns what is there already */
  mark(find, on_function, "memory", 0x55);
  borrow = declare("borrow", none, {pointer});
  mark(borrow, 1, attribute_kind("captures") ? "captures" : "nocapture");
}

void Workshop::declare_seldom(LLVMTypeRef none) {
  LLVMContextRef context = LLVMGetModuleContext(module);
  echo = declare("echo", pointer, {pointer}); /* touches no memory, but may return its argument */
  mark(echo, on_function, "memory", 0);
  own = declare("own", pointer, {pointer}); /* makes an object that may own its argument */
  pass_pair = declare("pass_pair", pair, {pair});
  mark(pass_pair, 1, "returned");
  use_pair = declare("use_pair", none, {pair});
  assume = declare("llvm.assume", none, {i1});
  suspend = declare("llvm.coro.suspend", LLVMInt8TypeInContext(context),
                    {LLVMTokenTypeInContext(context), i1});
  resume = declare("llvm.coro.resume", none, {pointer});
  copy = declare("llvm.memcpy.p0.p0.i64", none, {pointer, pointer, i64, i1});
  starts = declare("starts", i32, {});
  mark(starts, on_function, "returns_twice");
  LLVMTypeRef patched[] = {i64, i32, pointer, i32};
  patch.type = LLVMFunctionType(none, patched, 4, 1);
  patch.function = LLVMAddFunction(module, "llvm.experimental.patchpoint.void", patch.type);
  incref_alias = {incref.type, LLVMAddAlias2(module, incref.type, 0, incref.function, "take")};
  decref_alias = {decref.type, LLVMAddAlias2(module, decref.type, 0, decref.function, "release")};
  global = LLVMAddGlobal(module, i64, "global");
  LLVMValueRef fields[] = {LLVMConstNull(pointer), LLVMConstInt(i64, 0, 0), global};
  constant_pair = LLVMConstStructInContext(context, fields, 3, 0);
}

/* Callees with a body: what they do is known, unless another module's body may be used. */
void Workshop::declare_bodies(LLVMTypeRef none) {
  calm = declare("calm", none, {pointer});
  define(calm, LLVMInternalLinkage, {});
  calm_odr = declare("calm_odr", none, {pointer});
  define(calm_odr, LLVMLinkOnceODRLinkage, {});
  restless = declare("restless", none, {pointer});
  define(restless, LLVMInternalLinkage, {opaque});
  calm_deep = declare("calm_deep", none, {pointer});
  define(calm_deep, LLVMExternalLinkage, {calm, calm_deep});
  restless_deep = declare("restless_deep", none, {pointer});
  define(restless_deep, LLVMInternalLinkage, {calm, restless_deep, calm_odr});
  const Callee *const seldom[] = {&noted, &waits, &asks};
  noted = declare("noted", none, {pointer});
  waits = declare("waits", none, {pointer});
  asks = declare("asks", none, {pointer});
  for (unsigned kind = 0; kind < 3; kind++)
    define_restless(*seldom[kind], kind);
}

/* A body that reads its argument's memory and makes calls. */
void Workshop::define(const Callee &callee, LLVMLinkage linkage,
                      const std::vector<Callee> &callees) {
  LLVMSetLinkage(callee.function, linkage);
  LLVMContextRef context = LLVMGetModuleContext(module);
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
  LLVMPositionBuilderAtEnd(builder, LLVMAppendBasicBlockInContext(context, callee.function, ""));
  LLVMBuildLoad2(builder, i64, LLVMGetParam(callee.function, 0), "");
  LLVMValueRef argument = LLVMGetParam(callee.function, 0);
  for (const Callee &called : callees)
    LLVMBuildCall2(builder, called.type, called.function, &argument,
                   LLVMCountParams(called.function), "");
  LLVMBuildRetVoid(builder);
  LLVMDisposeBuilder(builder);
}

/* A body that may do anything: by a call whose bundle says so, by waiting for another thread, or by a
 * call of who knows what. */
void Workshop::define_restless(const Callee &callee, unsigned kind) {
  LLVMSetLinkage(callee.function, LLVMInternalLinkage);
  LLVMContextRef context = LLVMGetModuleContext(module);
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
  LLVMPositionBuilderAtEnd(builder, LLVMAppendBasicBlockInContext(context, callee.function, ""));
  LLVMValueRef argument = LLVMGetParam(callee.function, 0);
  if (kind == 0) {
    LLVMOperandBundleRef note = LLVMCreateOperandBundle("note", 4, nullptr, 0);
    LLVMBuildCallWithOperandBundles(builder, look.type, look.function, &argument, 1, &note, 1, "");
    LLVMDisposeOperandBundle(note);
  } else if (kind == 1)
    LLVMBuildFence(builder, LLVMAtomicOrderingAcquire, 0, "");
  else
    LLVMBuildCall2(builder, use.type, LLVMBuildLoad2(builder, pointer, argument, ""), &argument, 1, "");
  LLVMBuildRetVoid(builder);
  LLVMDisposeBuilder(builder);
}

Workshop::~Workshop() {
  LLVMDisposeModule(module);
}

} // namespace oracle
