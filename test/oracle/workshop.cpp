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
  global = LLVMAddGlobal(module, i64, "global");
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

Workshop::~Workshop() {
  LLVMDisposeModule(module);
}

} // namespace oracle
