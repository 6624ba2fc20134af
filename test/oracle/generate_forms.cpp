/* generate_forms.cpp - forms that real code has seldom: names that come by unusual ways, and calls
 * that promise something at the call instead of at the function.
 *
 * Each is a rule somewhere in a pruner that nothing else here would reach.
 */
#include <cstring>

#include "generator.hpp"
#include "ir_facts.hpp"

namespace oracle {

/* -- Names ---------------------------------------------------------------------------------------- */

/* An integer too narrow for a pointer, or one that was changed, gives some other pointer. */
LLVMValueRef Generator::other_integer(LLVMValueRef value) {
  if (random.chance(50))
    return LLVMBuildPtrToInt(builder, value, shop.i32, "");
  LLVMValueRef whole = LLVMBuildPtrToInt(builder, value, shop.i64, "");
  return LLVMBuildAnd(builder, whole, LLVMConstInt(shop.i64, ~7ull, 0), "");
}

LLVMValueRef Generator::through_vector(LLVMValueRef value) {
  LLVMValueRef index = LLVMConstInt(shop.i32, random.below(2), 0);
  LLVMValueRef vector = LLVMGetPoison(LLVMVectorType(shop.pointer, 2));
  vector = LLVMBuildInsertElement(builder, vector, value, index, "");
  if (random.chance(50))
    vector = LLVMBuildInsertElement(builder, vector, pick(),
                                    LLVMConstInt(shop.i32, random.below(2), 0), "");
  return LLVMBuildExtractElement(builder, vector, index, "");
}

/* A pair inside an aggregate inside another. */
LLVMValueRef Generator::through_nest(LLVMValueRef value) {
  LLVMTypeRef inner[] = {shop.i64, shop.pair};
  LLVMTypeRef middle = LLVMStructTypeInContext(context, inner, 2, 0);
  LLVMTypeRef type = LLVMArrayType2(middle, 2);
  LLVMValueRef pair = LLVMBuildInsertValue(builder, pick_pair(current), value, 0, "");
  LLVMValueRef part = LLVMBuildInsertValue(builder, LLVMGetPoison(middle), pair, 1, "");
  LLVMValueRef nest = LLVMBuildInsertValue(builder, LLVMGetUndef(type), part, 1, "");
  if (random.chance(50))
    nest = LLVMBuildFreeze(builder, nest, "");
  part = LLVMBuildExtractValue(builder, nest, random.chance(85), "");
  pair = LLVMBuildExtractValue(builder, part, 1, "");
  return LLVMBuildExtractValue(builder, pair, random.chance(85) ? 0 : 2, "");
}

/* Deeper than a pruner need follow. */
LLVMValueRef Generator::through_depth(LLVMValueRef value) {
  constexpr unsigned depth = 10;
  LLVMTypeRef types[depth + 1] = {shop.pointer};
  for (unsigned i = 0; i < depth; i++)
    types[i + 1] = LLVMArrayType2(types[i], 1);
  for (unsigned i = 0; i < depth; i++)
    value = LLVMBuildInsertValue(builder, LLVMGetUndef(types[i + 1]), value, 0, "");
  for (unsigned i = 0; i < depth; i++)
    value = LLVMBuildExtractValue(builder, value, 0, "");
  return value;
}

/* Memory of the function's own, or somewhere in what an argument names: mostly where something was read
 * or written already. */
LLVMValueRef Generator::pick_place() {
  LLVMValueRef memory = LLVMGetParam(function, 1);
  if (random.chance(40))
    return random.chance(25) ? own_slot : memory;
  for (size_t i = places.size(); i-- > 0;)
    if (available(places[i], current) && random.chance(70))
      return places[i].value;
  LLVMValueRef index = LLVMConstInt(shop.i64, 2, 0);
  places.push_back({LLVMBuildGEP2(builder, shop.i64, memory, &index, 1, ""), current});
  return places.back().value;
}

/* The object itself where the index happens to be 0. */
LLVMValueRef Generator::at_some_index(LLVMValueRef value) {
  LLVMValueRef indices[] = {LLVMGetParam(function, 4), LLVMConstInt(shop.i32, random.chance(20), 0)};
  if (random.chance(50))
    return LLVMBuildGEP2(builder, shop.i64, value, indices, 1, "");
  return LLVMBuildGEP2(builder, shop.pair, value, indices, 2, "");
}

/* Of what is filled or copied; maybe nothing. */
LLVMValueRef Generator::length() {
  unsigned kind = random.below(4);
  if (kind == 0)
    return LLVMBuildZExt(builder, LLVMGetParam(function, 4), shop.i64, "");
  return LLVMConstInt(shop.i64, kind == 1 ? 0 : 8, 0);
}

LLVMValueRef Generator::load_from_memory() {
  LLVMValueRef memory = random.chance(50) ? own_slot : pick_place();
  switch (random.below(3)) {
  case 0:
    return LLVMBuildLoad2(builder, shop.pointer, memory, "");
  case 1:
    return LLVMBuildIntToPtr(builder, LLVMBuildLoad2(builder, shop.i64, memory, ""), shop.pointer,
                             "");
  default:
    return LLVMBuildExtractValue(builder, LLVMBuildLoad2(builder, shop.pair, memory, ""), 2, "");
  }
}

/* A call that returns the pair that it is given, and may have taken references to what is in it. */
LLVMValueRef Generator::through_returned_pair() {
  LLVMValueRef pair = pick_pair(current);
  if (random.chance(60))
    pair = LLVMBuildInsertValue(builder, pair, pick(), 0, "");
  return LLVMBuildExtractValue(builder, call(shop.pass_pair, {pair}), random.chance(80) ? 0 : 2, "");
}

/* A call of a pointer, or of some text in assembler: nothing is known but what the call says. */
LLVMValueRef Generator::call_unnamed(LLVMTypeRef type, LLVMValueRef argument) {
  if (random.chance(50)) {
    LLVMValueRef code = LLVMBuildLoad2(builder, shop.pointer, own_slot, "");
    return LLVMBuildCall2(builder, type, code, &argument, 1, "");
  }
  bool gives = LLVMGetReturnType(type) == shop.pointer;
  std::string constraints = gives ? "=r,r" : "r";
  LLVMValueRef text =
      LLVMGetInlineAsm(type, "", 0, constraints.c_str(), constraints.size(), random.chance(50), 0,
                       LLVMInlineAsmDialectATT, 0);
  return LLVMBuildCall2(builder, type, text, &argument, 1, "");
}

/* A name that may or may not be one of the object that it comes from, known elsewhere or not. */
void Generator::derive() {
  LLVMValueRef value = random.chance(50) ? add(call(shop.fresh, {})) : pick();
  if (random.chance(50))
    take(value);
  unsigned kind = random.below(3);
  value = kind == 0   ? call(shop.echo, {value})
          : kind == 1 ? at_some_index(value)
                      : through_depth(value);
  if (!LLVMIsAInstruction(value))
    return;
  add(value);
  if (random.chance(20))
    take(value);
  else if (random.chance(30))
    add_op(-1, value);
}

void Generator::define_by_form() {
  LLVMValueRef value = pick();
  switch (random.below(11)) {
  case 0:
  case 10:
    derive();
    return;
  case 1:
    value = call(shop.own, {value});
    if (random.chance(40)) /* its destruction may release what it was given */
      add_op(-1, value);
    break;
  case 2:
    value = LLVMBuildIntToPtr(builder, other_integer(value), shop.pointer, "");
    break;
  case 3: {
    LLVMTypeRef other = LLVMPointerTypeInContext(context, 1);
    value = LLVMBuildAddrSpaceCast(builder, value, other, "");
    value = LLVMBuildAddrSpaceCast(builder, value, shop.pointer, "");
    break;
  }
  case 4:
    value = through_vector(value);
    break;
  case 5:
    value = through_nest(value);
    break;
  case 6:
  case 7:
    value = load_from_memory();
    break;
  case 8:
    value = through_returned_pair();
    break;
  default:
    value = call_unnamed(shop.find.type, value);
  }
  if (!LLVMIsAInstruction(value))
    return;
  add(value);
  if (random.chance(25))
    take(value);
}

/* -- Effects -------------------------------------------------------------------------------------- */

void Generator::promise(LLVMValueRef call, LLVMAttributeIndex index, const char *name,
                        uint64_t value) {
  unsigned kind = LLVMGetEnumAttributeKindForName(name, std::strlen(name));
  LLVMAddCallSiteAttribute(call, index, LLVMCreateEnumAttribute(context, kind, value));
}

/* A call that says of itself what others say at the function. */
void Generator::promising_call() {
  LLVMValueRef made;
  switch (random.below(6)) {
  case 0:
    promise(call(shop.use, {pick()}), on_function, "memory", 0);
    break;
  case 1:
    promise(call(shop.use, {pick()}), on_function, "memory", 0x55);
    break;
  case 2:
    promise(call(shop.use, {pick()}), 1, attribute_kind("captures") ? "captures" : "nocapture", 0);
    break;
  case 3:
    made = call(shop.find, {pick()});
    promise(made, 1, "returned", 0);
    add(made);
    break;
  case 4:
    LLVMAddCallSiteAttribute(call(shop.keep, {pick(), pick()}), 1 + random.below(2),
                             LLVMCreateStringAttribute(context, "refprune-consumes", 17, "", 0));
    break;
  default:
    made = call_unnamed(shop.use.type, pick());
    promise(made, on_function, "memory", random.chance(50) ? 0 : 0x55);
  }
}

/* A bundle makes its values known, and lets the call read and write, whatever the function says. */
void Generator::bundled_call() {
  static const char *const tags[] = {"deopt", "note", "align"};
  const char *tag = tags[random.below(3)];
  bool assumes = std::strcmp(tag, "align") == 0; /* but what is assumed of a pointer tells nobody */
  LLVMValueRef noted[] = {pick(), LLVMConstInt(shop.i64, 8, 0)};
  LLVMValueRef told = assumes ? LLVMConstInt(shop.i1, 1, 0) : pick();
  const Workshop::Callee *const callees[] = {&shop.use, &shop.pure, &shop.look, &shop.calm};
  const Workshop::Callee &callee = assumes ? shop.assume : *callees[random.below(4)];
  LLVMOperandBundleRef bundle = LLVMCreateOperandBundle(tag, std::strlen(tag), noted, 2);
  LLVMBuildCallWithOperandBundles(builder, callee.type, callee.function, &told, 1, &bundle, 1, "");
  LLVMDisposeOperandBundle(bundle);
}

/* Accesses that are atomic but order nothing, or hand on nothing. */
void Generator::weak_atomic() {
  LLVMValueRef memory = LLVMGetParam(function, 1), one = LLVMConstInt(shop.i64, 1, 0), made;
  switch (random.below(4)) {
  case 0:
    made = LLVMBuildLoad2(builder, shop.i64, memory, "");
    break;
  case 1:
    made = LLVMBuildStore(builder, random.chance(50) ? one : LLVMConstNull(shop.pointer), memory);
    break;
  case 2:
    LLVMBuildAtomicRMW(builder,
                       random.chance(50) ? LLVMAtomicRMWBinOpAdd : LLVMAtomicRMWBinOpXchg, memory,
                       one, LLVMAtomicOrderingMonotonic, 0);
    return;
  default:
    LLVMBuildAtomicCmpXchg(builder, memory, LLVMConstNull(shop.i64), one,
                           LLVMAtomicOrderingMonotonic, LLVMAtomicOrderingMonotonic, 0);
    return;
  }
  LLVMSetOrdering(made, random.chance(50) ? LLVMAtomicOrderingMonotonic
                                          : LLVMAtomicOrderingUnordered);
  LLVMSetAlignment(made, 8);
}

void Generator::suspend() {
  LLVMTypeRef token = LLVMTokenTypeInContext(context);
  call(shop.suspend, {LLVMConstNull(token), LLVMConstInt(shop.i1, 0, 0)});
}

/* Calls one of the two functions through an intrinsic. */
void Generator::patch() {
  LLVMValueRef called = random.chance(50) ? shop.incref.function : shop.decref.function;
  call(shop.patch, {LLVMConstInt(shop.i64, 0, 0), LLVMConstInt(shop.i32, 16, 0), called,
                    LLVMConstInt(shop.i32, 1, 0), pick()});
}

void Generator::seldom_effect() {
  switch (random.below(9)) {
  case 8:
    if (random.chance(80))
      patch();
    else
      call(shop.starts, {});
    break;
  case 0:
  case 1:
    promising_call();
    break;
  case 2:
  case 3:
    bundled_call();
    break;
  case 4:
    weak_atomic();
    break;
  case 5: {
    LLVMValueRef made = call(shop.use_pair, {pick_pair(current)});
    if (random.chance(20))
      LLVMAddCallSiteAttribute(made, 1,
                               LLVMCreateStringAttribute(context, "refprune-consumes", 17, "", 0));
    break;
  }
  case 6:
    if (random.chance(50))
      LLVMBuildStore(builder, pick(), own_slot);
    else if (random.chance(50))
      call(shop.copy, {LLVMGetParam(function, 1), random.chance(50) ? own_slot : pick(), length(),
                       LLVMConstInt(shop.i1, 0, 0)});
    else
      call_unnamed(shop.use.type, pick());
    break;
  default:
    if (random.chance(30))
      suspend();
    else
      call(shop.resume, {LLVMGetParam(function, 1)});
  }
}

} // namespace oracle
