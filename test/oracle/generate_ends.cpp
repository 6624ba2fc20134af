/* generate_ends.cpp - how blocks of random functions end. */
#include "generator.hpp"
#include "ir_facts.hpp"

namespace oracle {

void Generator::raise_store() {
  LLVMValueRef target = LLVMGetParam(function, 0);
  LLVMValueRef zero = LLVMConstInt(shop.i64, 0, 0);
  if (random.chance(20))
    target = LLVMBuildGEP2(builder, shop.i64, target, &zero, 1, "");
  if (random.chance(5))
    target = LLVMBuildFreeze(builder, target, "");
  if (random.chance(5))
    target = LLVMBuildLoad2(builder, shop.pointer, target, "");
  LLVMValueRef payload = random.chance(15) ? pick() : LLVMConstNull(shop.pointer);
  LLVMValueRef store = LLVMBuildStore(builder, payload, target);
  LLVMSetMetadata(store, shop.raise_kind,
                  LLVMMetadataAsValue(context, LLVMMDNodeInContext2(context, nullptr, 0)));
}

/* What a name was computed from, if one can see it. */
static LLVMValueRef source_of(LLVMValueRef value) {
  bool opaque = !LLVMIsAInstruction(value) || LLVMIsAPHINode(value) || LLVMIsALoadInst(value) ||
                LLVMIsATerminatorInst(value) ||
                (LLVMIsACallInst(value) && LLVMGetNumArgOperands(value) == 0);
  return opaque ? value : LLVMGetOperand(value, LLVMIsASelectInst(value) ? 1 : 0);
}

/* A raising way may store what it was to give back, or what it has found in memory. */
void Generator::hand_on() {
  LLVMValueRef value = pick();
  if (!pending.empty() && available(pending.back(), current) && random.chance(50))
    value = random.chance(80) ? source_of(pending.back().value) : pending.back().value;
  switch (random.below(5)) {
  case 0:
  case 1:
    value = LLVMBuildLoad2(builder, random.chance(70) ? shop.pointer : shop.i64, pick_place(), "");
    break;
  case 2:
    call(shop.copy, {own_slot, random.chance(50) ? LLVMGetParam(function, 1) : pick_place(),
                     LLVMConstInt(shop.i64, 8, 0), LLVMConstInt(shop.i1, 0, 0)});
    return;
  case 3:
    if (LLVMTypeOf(value) == shop.pointer)
      value = LLVMBuildPtrToInt(builder, value, shop.i64, "");
    break;
  default:
    break;
  }
  LLVMBuildStore(builder, value, LLVMGetParam(function, 1));
}

/* The function calls itself in place of returning. */
void Generator::return_through_call() {
  std::vector<LLVMValueRef> arguments;
  for (unsigned i = 0; i < LLVMCountParams(function); i++)
    arguments.push_back(i < 5 ? LLVMGetParam(function, i) : pick());
  LLVMValueRef made = call({LLVMGlobalGetValueType(function), function}, arguments);
  LLVMSetTailCallKind(made, LLVMTailCallKindMustTail);
  if (returns_pointer)
    LLVMBuildRet(builder, made);
  else
    LLVMBuildRetVoid(builder);
}

void Generator::leave(bool raise) {
  if (raise) {
    if (random.chance(20))
      hand_on();
    raise_store();
    if (random.chance(10))
      instruction();
  } else
    for (unsigned tries = random.below(4); tries > 0; tries--)
      pending_op();
  if (pad && LLVMIsACleanupPadInst(pad) && random.chance(70))
    LLVMBuildCleanupRet(builder, pad, nullptr);
  else if (pad && !funclets && random.chance(50))
    LLVMBuildResume(builder,
                    random.chance(60) ? pad : LLVMBuildInsertValue(builder, pad, pick(), 0, ""));
  else if (random.chance(4))
    return_through_call();
  else if (returns_pointer)
    LLVMBuildRet(builder, pick());
  else
    LLVMBuildRetVoid(builder);
}

/* What any callee here can be called with. */
std::vector<LLVMValueRef> Generator::some_arguments(LLVMTypeRef type) {
  std::vector<LLVMTypeRef> parameters(LLVMCountParamTypes(type));
  LLVMGetParamTypes(type, parameters.data());
  std::vector<LLVMValueRef> arguments;
  for (LLVMTypeRef parameter : parameters)
    arguments.push_back(parameter == shop.pointer ? pick() : LLVMConstInt(parameter, 8, 0));
  return arguments;
}

/* An invoke's result exists on its normal edge. */
void Generator::invoke(unsigned block) {
  const Workshop::Callee *const callees[] = {
      &shop.may_throw, &shop.may_throw, &shop.may_throw, &shop.incref, &shop.decref,
      &shop.fresh,     &shop.leaf,      &shop.own,       &shop.make,   &shop.returns,
      &shop.consume,   &shop.count,     &shop.look,      &shop.find,   &shop.keep};
  const Workshop::Callee &callee = *callees[random.below(15)];
  unsigned normal = successors[block][0];
  std::vector<LLVMValueRef> arguments = some_arguments(callee.type);
  LLVMValueRef result = LLVMBuildInvoke2(
      builder, callee.type, callee.function, arguments.data(),
      static_cast<unsigned>(arguments.size()), block_of[normal], block_of[successors[block][1]], "");
  if (LLVMTypeOf(result) != shop.pointer)
    return;
  invoked[block] = result;
  if (predecessors[normal].size() == 1)
    values.push_back({result, normal});
}

/* Assembler that may jump; its result exists on both edges. */
void Generator::jump_from_assembler(unsigned block) {
  bool gives = random.chance(50);
  LLVMTypeRef type = gives ? shop.find.type : shop.use.type;
  std::string constraints = gives ? "=r,r,!i" : "r,!i";
  LLVMValueRef text = LLVMGetInlineAsm(type, "", 0, constraints.c_str(), constraints.size(), 1, 0,
                                       LLVMInlineAsmDialectATT, 0);
  LLVMValueRef argument = pick();
  LLVMValueRef result = LLVMBuildCallBr(builder, type, text, block_of[successors[block][0]],
                                        &block_of[successors[block][1]], 1, &argument, 1, nullptr,
                                        0, "");
  for (unsigned target : successors[block])
    if (gives && predecessors[target].size() == 1)
      values.push_back({result, target});
  invoked[block] = gives ? result : nullptr;
}

void Generator::branch(unsigned block) {
  const std::vector<unsigned> &targets = successors[block];
  if (invokes[block]) {
    invoke(block);
  } else if (targets.size() == 1) {
    if (pad && LLVMIsACatchPadInst(pad) && random.chance(70))
      LLVMBuildCatchRet(builder, pad, block_of[targets[0]]);
    else
      LLVMBuildBr(builder, block_of[targets[0]]);
  } else if (random.chance(3)) {
    LLVMValueRef address = LLVMBuildLoad2(builder, shop.pointer, own_slot, "");
    LLVMValueRef end =
        LLVMBuildIndirectBr(builder, address, static_cast<unsigned>(targets.size()));
    for (unsigned target : targets)
      LLVMAddDestination(end, block_of[target]);
  } else if (targets.size() == 2) {
    if (targets[0] != targets[1] && random.chance(3))
      jump_from_assembler(block);
    else
      LLVMBuildCondBr(builder, condition_at_end(), block_of[targets[0]], block_of[targets[1]]);
  } else {
    LLVMValueRef chosen = random.chance(80) ? LLVMGetParam(function, 4)
                                            : LLVMBuildPtrToInt(builder, pick(), shop.i32, "");
    LLVMValueRef end = LLVMBuildSwitch(builder, chosen, block_of[targets[0]],
                                       static_cast<unsigned>(targets.size() - 1));
    for (unsigned i = 1; i < targets.size(); i++)
      LLVMAddCase(end, LLVMConstInt(shop.i32, i, 0), block_of[targets[i]]);
  }
}

/* A call that does not return, mostly; it may be the call that says so. */
void Generator::end_for_good() {
  if (random.chance(30))
    raise_store();
  if (random.chance(15)) {
    LLVMValueRef made = call(shop.use, {pick()});
    if (random.chance(70))
      promise(made, on_function, "noreturn", 0);
    if (random.chance(50))
      promise(made, on_function, "nounwind", 0);
  } else
    call(random.chance(60) ? shop.die : shop.stop, {});
  if (random.chance(25)) /* never runs, and shows nothing */
    add_op(random.chance(50) ? 1 : -1, pick());
  LLVMBuildUnreachable(builder);
}

void Generator::end_block(unsigned block) {
  end_of[block] = LLVMGetInsertBlock(builder);
  if (!successors[block].empty()) {
    if (random.chance(6)) /* a mark that does not leave */
      raise_store();
    if (random.chance(1)) /* what follows is written, but never runs */
      call(random.chance(50) ? shop.die : shop.stop, {});
    branch(block);
  } else if (random.chance(8)) {
    end_for_good();
  } else
    leave(block + 1 != blocks || random.chance(20));
}

} // namespace oracle
