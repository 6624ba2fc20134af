/* inject.cpp - names and places for operations, and putting them there. */
#include "inject.hpp"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "funclets.hpp"
#include "injector.hpp"

using namespace llvm;

namespace oracle {

/* -- Names ---------------------------------------------------------------------------------------- */

bool is_own_memory(const Value *value) {
  const auto *argument = dyn_cast<Argument>(value);
  return isa<AllocaInst>(value) ||
         (argument && (argument->hasPassPointeeByValueCopyAttr() || argument->hasStructRetAttr() ||
                       argument->hasSwiftErrorAttr()));
}

/* An operation on an address within an object is none that a walk can follow. */
void Injector::add_name(Value *value) {
  if (value->getType() != pointer || is_own_memory(value))
    return;
  auto *gep = dyn_cast<GetElementPtrInst>(value);
  auto *call = dyn_cast<CallInst>(value);
  if ((gep && !gep->hasAllZeroIndices()) || (call && call->isMustTailCall()))
    return;
  names.push_back(value);
  if (isa<CallBase>(value))
    calls.push_back(value);
}

void Injector::look_at(Instruction &item) {
  add_name(&item);
  if (item.getType()->isIntegerTy(1))
    conditions.push_back(&item);
  auto *phi = dyn_cast<PHINode>(&item);
  if (phi && phi->getType() == pointer)
    phis.push_back(phi);
  auto *store = dyn_cast<StoreInst>(&item);
  if (store && store->getValueOperand()->getType() == pointer)
    stores.push_back(store);
  auto *leaves = dyn_cast<ReturnInst>(&item);
  if (leaves && leaves->getReturnValue() && leaves->getReturnValue()->getType() == pointer)
    returns.push_back(leaves);
}

void Injector::look() {
  dominators.recalculate(function);
  names.clear();
  calls.clear();
  phis.clear();
  conditions.clear();
  stores.clear();
  returns.clear();
  for (Argument &argument : function.args())
    add_name(&argument);
  for (Instruction &item : instructions(function))
    if (dominators.isReachableFromEntry(item.getParent()))
      look_at(item);
}

/* -- Places --------------------------------------------------------------------------------------- */

/* Nothing may stand between a call that must be the last one and the return. */
std::vector<Instruction *> Injector::places_in(BasicBlock *block, Instruction *first) {
  std::vector<Instruction *> places;
  const Instruction *last = block->getTerminatingMustTailCall();
  if (!last)
    last = block->getTerminatingDeoptimizeCall();
  bool open = !first || first->getParent() != block;
  for (auto i = block->getFirstInsertionPt(); i != block->end(); ++i) {
    open |= &*i == first;
    if (open)
      places.push_back(&*i);
    if (&*i == last)
      break;
  }
  return places;
}

Instruction *Injector::some_place_in(BasicBlock *block, Instruction *first) {
  std::vector<Instruction *> places = places_in(block, first);
  return places.empty() ? nullptr : random.chance(30) ? places.back() : one_of(places);
}

/* Where the name exists from; null where that is on an edge only. */
Instruction *Injector::first_place_of(Value *name) {
  auto *made = dyn_cast<Instruction>(name);
  BasicBlock *block = made ? made->getParent() : &function.getEntryBlock();
  if (auto *invoke = dyn_cast<InvokeInst>(name))
    block = invoke->getNormalDest();
  std::vector<Instruction *> places = places_in(block);
  for (Instruction *place : places)
    if (exists_at(name, place))
      return place;
  return nullptr;
}

/* As often near the name's definition as anywhere that it leads to. */
Instruction *Injector::some_place_for(Value *name) {
  Instruction *first = first_place_of(name);
  if (!first)
    return nullptr;
  BasicBlock *block = first->getParent();
  Blocks below;
  dominators.getDescendants(block, below);
  if (random.chance(50))
    block = below[random.below(below.size())];
  return some_place_in(block, first);
}

/* -- Plans, carried out --------------------------------------------------------------------------- */

void Injector::put_up(Value *name, Instruction *place) {
  if (random.chance(97))
    put(true, name, place);
  if (random.chance(4))
    put(true, name, place);
}

/* Not quite always once. */
void Injector::put_back(Value *name, Instruction *place, int edge) {
  if (random.chance(96))
    put(false, name, place, edge);
  if (random.chance(3))
    put(false, name, place, edge);
}

FunctionCallee Injector::operation(bool up) {
  return function.getParent()->getOrInsertFunction(
      up ? words.incref : words.decref, Type::getVoidTy(function.getContext()), pointer);
}

/* Strict mode asks callees for operations. One that loses all of its own would be judged by what it was
 * or by what it is, as the order of functions has it. So one stays, of nothing. */
void Injector::leave_one() {
  if (!made_some)
    return;
  Value *nothing = ConstantPointerNull::get(pointer);
  IRBuilder<> builder(&*function.getEntryBlock().getFirstInsertionPt());
  CallInst *call = builder.CreateCall(operation(false), {nothing});
  call->addFnAttr(Attribute::get(function.getContext(), "refprune.pinned"));
}

/* Some behind a test for null; within a funclet with its bundle. */
void Injector::make(const Planned &planned) {
  Instruction *place = planned.place;
  if (planned.edge >= 0) {
    BasicBlock *between = SplitCriticalEdge(place, static_cast<unsigned>(planned.edge));
    place = between ? between->getTerminator() : nullptr;
  }
  auto funclets = find_funclets(function);
  if (!place || funclets.count(place->getParent()) == 0)
    return;
  FuncletPadInst *pad = funclets[place->getParent()];
  std::vector<OperandBundleDef> bundles;
  if (pad)
    bundles.emplace_back("funclet", std::vector<Value *>{pad});
  if (random.chance(6) && may_be_split(place->getParent())) {
    Value *some = IRBuilder<>(place).CreateIsNotNull(planned.name);
    place = SplitBlockAndInsertIfThen(some, place->getIterator(), false);
  }
  IRBuilder<>(place).CreateCall(operation(planned.up), {planned.name}, bundles);
  made_some = true;
}

void Injector::carry_out() {
  for (const Planned &planned : plan)
    make(planned);
  plan.clear();
  look();
}

void inject_module(LLVMModuleRef module, const Vocabulary &words, Random &random) {
  std::vector<Function *> bodies; /* the first operation declares a function */
  for (Function &each : *unwrap(module))
    if (!each.isDeclaration() && !each.hasFnAttribute(Attribute::Naked))
      bodies.push_back(&each);
  for (Function *body : bodies) {
    Injector injector(*body, words, random);
    if (random.chance(10) || !injector.has_names())
      continue;
    for (unsigned left = 1 + random.below(random.chance(80) ? 5 : 20); left > 0; left--)
      injector.inject();
    injector.leave_one();
  }
}

} // namespace oracle
