/* generate_instructions.cpp - what stands in the blocks of random functions.
 *
 * Operations are drawn partly alone and partly as pairs whose second half is still to come, so that
 * there is something to remove.
 */
#include <cstring>

#include "generator.hpp"

namespace oracle {

LLVMValueRef Generator::add(LLVMValueRef value) {
  values.push_back({value, current});
  return value;
}

LLVMValueRef Generator::call(const Workshop::Callee &callee, std::vector<LLVMValueRef> arguments) {
  return LLVMBuildCall2(builder, callee.type, callee.function, arguments.data(),
                        static_cast<unsigned>(arguments.size()), "");
}

/* A name that may be used at the end of a block; recent ones more often. */
LLVMValueRef Generator::pick_at(unsigned block) {
  std::vector<LLVMValueRef> candidates;
  for (const Value &value : values)
    if (available(value, block))
      candidates.push_back(value.value);
  size_t count = candidates.size();
  if (random.chance(1))
    return shop.global;
  if (count == 0 || random.chance(1))
    return random.chance(70) ? LLVMConstNull(shop.pointer) : LLVMGetUndef(shop.pointer);
  if (count > 3 && random.chance(50))
    return candidates[count - 1 - random.below(3)];
  return candidates[random.below(count)];
}

LLVMValueRef Generator::pick() {
  return pick_at(current);
}

LLVMValueRef Generator::condition() {
  if (random.chance(20))
    return LLVMBuildICmp(builder, random.chance(50) ? LLVMIntEQ : LLVMIntNE, pick(),
                         random.chance(80) ? LLVMConstNull(shop.pointer) : pick(), "");
  if (random.chance(5)) /* asks the same of a number */
    return LLVMBuildICmp(builder, LLVMIntEQ, LLVMBuildPtrToInt(builder, pick(), shop.i64, ""),
                         LLVMConstInt(shop.i64, 0, 0), "");
  return LLVMGetParam(function, 2 + random.below(2));
}

/* A branch often asks whether a pointer is null, mostly one of which a reference is held. */
LLVMValueRef Generator::condition_at_end() {
  if (!random.chance(25))
    return condition();
  LLVMValueRef value = pick();
  for (size_t i = pending.size(); i-- > 0 && random.chance(70);)
    if (pending[i].block != most_blocks && available(pending[i], current))
      value = pending[i].value;
  tested[current] = value;
  return LLVMBuildICmp(builder, random.chance(50) ? LLVMIntEQ : LLVMIntNE, value,
                       LLVMConstNull(shop.pointer), "");
}

void Generator::add_op(int sign, LLVMValueRef value) {
  const Workshop::Callee &callee = sign > 0 ? shop.incref : shop.decref;
  if (random.chance(2)) { /* a call with a bundle is nobody's to remove */
    const char *tag = random.chance(50) ? "note" : "deopt";
    LLVMOperandBundleRef bundle = LLVMCreateOperandBundle(tag, std::strlen(tag), nullptr, 0);
    LLVMBuildCallWithOperandBundles(builder, callee.type, callee.function, &value, 1, &bundle, 1,
                                    "");
    LLVMDisposeOperandBundle(bundle);
    return;
  }
  if (random.chance(1)) { /* nor is one of another type */
    LLVMTypeRef other = LLVMFunctionType(shop.i64, &shop.pointer, 1, 0);
    LLVMBuildCall2(builder, other, callee.function, &value, 1, "");
    return;
  }
  if (random.chance(1)) { /* or by another name */
    call(sign > 0 ? shop.incref_alias : shop.decref_alias, {value});
    return;
  }
  LLVMValueRef op = call(callee, {value});
  LLVMSetTailCall(op, random.chance(5));
  if (random.chance(3))
    LLVMSetMetadata(op, shop.pinned_kind,
                    LLVMMetadataAsValue(context, LLVMMDNodeInContext2(context, nullptr, 0)));
}

void Generator::take(LLVMValueRef value) {
  add_op(1, value);
  pending.push_back({value, current});
}

/* Gives back, somewhere below, what an incref took. */
void Generator::pending_op() {
  for (size_t i = pending.size(); i-- > 0;) {
    if (pending[i].block == most_blocks || !available(pending[i], current) || random.chance(30))
      continue;
    add_op(-1, pending[i].value);
    if (random.chance(60))
      pending[i].block = most_blocks; /* no block is dominated by it: done */
    return;
  }
}

void Generator::make_select() {
  LLVMValueRef first = pick();
  LLVMValueRef second = random.chance(30) ? first : pick();
  add(LLVMBuildSelect(builder, condition(), first, second, ""));
}

void Generator::make_pair() {
  unsigned index = random.chance(50) ? 0 : 2;
  LLVMValueRef value = pick();
  LLVMValueRef pair = LLVMGetUndef(shop.pair);
  pair = LLVMBuildInsertValue(builder, pair, value, index, "");
  if (random.chance(50))
    pair = LLVMBuildInsertValue(builder, pair, pick(), 2 - index, "");
  if (random.chance(10))
    LLVMBuildStore(builder, pair, LLVMGetParam(function, 1));
  take_from_pair(pair, random.chance(80) ? index : 2 - index);
}

void Generator::take_from_pair(LLVMValueRef pair, unsigned index) {
  if (!LLVMIsAInstruction(pair))
    return;
  pairs.push_back({pair, current});
  add(LLVMBuildExtractValue(builder, pair, index, ""));
}

/* A pair that may be used at the end of a block, or one of nothing. */
LLVMValueRef Generator::pick_pair(unsigned block) {
  std::vector<LLVMValueRef> candidates;
  for (const Value &pair : pairs)
    if (available(pair, block))
      candidates.push_back(pair.value);
  if (candidates.empty() || random.chance(5))
    return random.chance(60)   ? LLVMConstNull(shop.pair)
           : random.chance(50) ? LLVMGetUndef(shop.pair)
                               : shop.constant_pair;
  return candidates[random.below(candidates.size())];
}

/* A pointer into an object tells callees of the object. */
void Generator::use_interior(LLVMValueRef value) {
  LLVMValueRef one = LLVMConstInt(shop.i64, 1, 0);
  LLVMValueRef inside = LLVMBuildGEP2(builder, shop.i64, value, &one, 1, "");
  if (random.chance(50))
    LLVMBuildLoad2(builder, shop.i64, inside, "");
  else
    call(random.chance(50) ? shop.use : shop.borrow, {inside});
}

void Generator::make_cast() {
  LLVMValueRef value = pick();
  LLVMValueRef zero = LLVMConstInt(shop.i64, 0, 0);
  if (random.chance(40))
    value = LLVMBuildFreeze(builder, value, "");
  else if (random.chance(30))
    value = LLVMBuildIntToPtr(builder, LLVMBuildPtrToInt(builder, value, shop.i64, ""),
                              shop.pointer, "");
  else
    value = LLVMBuildGEP2(builder, shop.i64, value, &zero, 1, "");
  if (LLVMIsAInstruction(value))
    add(value);
}

/* A name that comes out of an aggregate. */
void Generator::define_by_pair() {
  unsigned index = random.chance(50) ? 0 : 2;
  switch (random.below(4)) {
  case 0:
    take_from_pair(call(shop.both, {}), index);
    break;
  case 1:
    take_from_pair(pick_pair(current), index);
    break;
  case 2: {
    LLVMValueRef first = pick_pair(current), second = pick_pair(current);
    take_from_pair(LLVMBuildSelect(builder, condition(), first, second, ""), index);
    break;
  }
  default:
    make_pair();
  }
}

void Generator::define_by_call() {
  switch (random.below(7)) {
  case 0:
  case 1:
    add(call(shop.make, {}));
    break;
  case 2:
  case 3: {
    LLVMValueRef made = add(call(shop.fresh, {}));
    if (random.chance(10))
      use_interior(made);
    break;
  }
  case 4:
    add(call(shop.leaf, {LLVMConstInt(shop.i64, 8, 0)}));
    break;
  case 5:
    add(call(shop.returns, {pick()}));
    break;
  default:
    add(call(shop.find, {pick()}));
  }
}

void Generator::definition() {
  switch (random.below(20)) {
  case 17:
  case 18:
  case 19:
    define_by_form();
    break;
  case 0:
  case 1:
    add(LLVMBuildLoad2(builder, shop.pointer, pick_place(), ""));
    break;
  case 2:
    add(LLVMBuildLoad2(builder, shop.pointer, pick(), ""));
    break;
  case 3:
  case 4:
    make_select();
    break;
  case 5:
  case 6:
  case 7:
    define_by_pair();
    break;
  case 8:
    LLVMBuildStore(builder, pick(), call(shop.data, {pick()}));
    break;
  case 9:
  case 10:
  case 11:
    make_cast();
    break;
  default:
    define_by_call();
  }
}

/* A call that is told one name. */
void Generator::tell() {
  const Workshop::Callee *const callees[] = {
      &shop.use,  &shop.use,      &shop.count,    &shop.consume,   &shop.look,         &shop.pure,
      &shop.calm, &shop.calm_odr, &shop.restless, &shop.calm_deep, &shop.restless_deep, &shop.borrow,
      &shop.noted, &shop.waits,    &shop.asks};
  call(*callees[random.below(15)], {pick()});
}

void Generator::effect() {
  LLVMValueRef memory = LLVMGetParam(function, 1);
  LLVMValueRef zero = LLVMConstInt(shop.i64, 0, 0);
  switch (random.below(22)) {
  case 19:
  case 20:
  case 21:
    seldom_effect();
    break;
  case 17:
    use_interior(pick());
    break;
  case 18:
    call(shop.fill, {pick(), LLVMConstInt(LLVMInt8TypeInContext(context), 0, 0),
                     length(), LLVMConstInt(shop.i1, 0, 0)});
    break;
  case 0:
    call(shop.keep, {pick(), pick()});
    break;
  case 1:
    call(shop.opaque, {});
    break;
  case 2:
    synchronise();
    break;
  case 3:
    LLVMBuildLoad2(builder, shop.i64, pick(), "");
    break;
  case 4:
    LLVMBuildStore(builder, zero, pick());
    break;
  case 5:
    LLVMBuildStore(builder, zero, memory);
    break;
  case 6:
  case 7:
    LLVMBuildStore(builder, pick(), memory);
    break;
  case 8:
    if (random.chance(30))
      publish();
    break;
  case 9:
    LLVMBuildStore(builder, pick(), pick());
    break;
  default:
    tell();
  }
}

void Generator::publish() {
  LLVMValueRef memory = LLVMGetParam(function, 1);
  LLVMValueRef value = pick();
  if (random.chance(50)) {
    LLVMValueRef store = LLVMBuildStore(builder, value, memory);
    LLVMSetOrdering(store, LLVMAtomicOrderingRelease);
    LLVMSetAlignment(store, 8);
    return;
  }
  if (random.chance(30)) {
    LLVMValueRef result = LLVMBuildAtomicCmpXchg(
        builder, memory, LLVMConstNull(shop.pointer), value, LLVMAtomicOrderingAcquireRelease,
        LLVMAtomicOrderingMonotonic, 0);
    add(LLVMBuildExtractValue(builder, result, 0, ""));
    return;
  }
  if (random.chance(50))
    value = LLVMBuildPtrToInt(builder, value, shop.i64, "");
  LLVMValueRef old = LLVMBuildAtomicRMW(builder, LLVMAtomicRMWBinOpXchg, memory, value,
                                        LLVMAtomicOrderingAcquireRelease, 0);
  if (LLVMTypeOf(old) == shop.i64)
    old = LLVMBuildIntToPtr(builder, old, shop.pointer, "");
  add(old);
}

/* Other threads: only strict mode minds them. */
void Generator::synchronise() {
  if (random.chance(50)) {
    LLVMBuildFence(builder, LLVMAtomicOrderingAcquire, 0, "");
    return;
  }
  LLVMValueRef load = LLVMBuildLoad2(builder, shop.i64, LLVMGetParam(function, 1), "");
  LLVMSetOrdering(load, LLVMAtomicOrderingAcquire);
  LLVMSetAlignment(load, 8);
}

void Generator::sparse_use() {
  unsigned kind = random.below(20);
  if (kind == 0)
    bundled_call();
  else
    call(kind < 16 ? shop.use : shop.data, {pick()});
}

void Generator::instruction() {
  if (random.chance(op_percent)) {
    unsigned kind = random.below(10);
    if (kind < 4)
      pending_op();
    else if (kind < 7) {
      take(pick());
      if (random.chance(20)) /* a hazard while it is held */
        add_op(-1, pick());
    } else
      add_op(kind < 8 ? 1 : -1, pick());
  } else if (sparse && random.chance(70))
    sparse_use();
  else if (random.chance(35))
    definition();
  else
    effect();
}

} // namespace oracle
