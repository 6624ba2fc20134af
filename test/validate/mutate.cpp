/* mutate.cpp - random changes to the operations of real functions. */
#include "mutate.hpp"

#include <string>
#include <vector>

#include <llvm/IR/Dominators.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "funclets.hpp"

using namespace llvm;

namespace oracle {

namespace {

constexpr int most_tries = 12;

/* One function, between two changes. */
class Mutator {
public:
  Mutator(Function &mutated, const Vocabulary &vocabulary, Random &chances)
      : function(mutated), words(vocabulary), random(chances) {}

  bool has_operations() {
    look();
    return !operations.empty();
  }
  void change();

private:
  void look();
  void look_at_call(CallInst &call);

  Function &function;
  const Vocabulary &words;
  Random &random;
  DominatorTree dominators;
  std::vector<CallInst *> operations;
  std::vector<Value *> objects;   /* what operations name, more than once if they do */
  std::vector<Value *> conditions;
  std::vector<StoreInst *> stores; /* through an argument */
  std::vector<LoadInst *> loads;   /* of pointers */

  template <typename T> T &one_of(std::vector<T> &from) {
    return from[random.below(from.size())];
  }
  FunctionCallee callee(const std::string &name, Type *result, Type *parameter);
  FunctionCallee operation(bool up);
  Constant *slot();
  bool exists_at(Value *value, Instruction *place) {
    return dominators.dominates(value, place);
  }
  Instruction *some_place();
  Instruction *place_for(Value *object);
  Value *one_at(std::vector<Value *> &from, Instruction *place);
  Value *object_at(Instruction *place) {
    return one_at(objects, place);
  }
  Value *condition_at(Instruction *place) {
    return one_at(conditions, place);
  }
  void put(bool up, Value *object, Instruction *place);

  void erase();
  void copy();
  void turn_over();
  void retarget();
  void insert_pair();
  void select_object();
  void merge_objects();
  void toggle_raise();
  void lend();
  void observe();
  void store();
  void bring();
  void guard();
  void settle();
  void hand_on();
};

void Mutator::look_at_call(CallInst &call) {
  const Function *called = call.getCalledFunction();
  if (!called || (called->getName() != words.incref && called->getName() != words.decref))
    return;
  operations.push_back(&call);
  if (!isa<Constant>(call.getArgOperand(0)))
    objects.push_back(call.getArgOperand(0));
}

void Mutator::look() {
  dominators.recalculate(function);
  operations.clear();
  objects.clear();
  conditions.clear();
  stores.clear();
  loads.clear();
  for (Instruction &item : instructions(function)) {
    if (!dominators.isReachableFromEntry(item.getParent()))
      continue;
    if (auto *call = dyn_cast<CallInst>(&item))
      look_at_call(*call);
    if (item.getType()->isIntegerTy(1))
      conditions.push_back(&item);
    auto *load = dyn_cast<LoadInst>(&item);
    if (load && load->getType()->isPointerTy())
      loads.push_back(load);
    auto *store = dyn_cast<StoreInst>(&item);
    if (store && isa<Argument>(store->getPointerOperand()))
      stores.push_back(store);
  }
}

/* -- Places and values ---------------------------------------------------------------------------- */

FunctionCallee Mutator::callee(const std::string &name, Type *result, Type *parameter) {
  std::vector<Type *> parameters;
  if (parameter)
    parameters.push_back(parameter);
  return function.getParent()->getOrInsertFunction(name,
                                                   FunctionType::get(result, parameters, false));
}

FunctionCallee Mutator::operation(bool up) {
  LLVMContext &context = function.getContext();
  return callee(up ? words.incref : words.decref, Type::getVoidTy(context),
                PointerType::get(context, 0));
}

/* An instruction to insert before; each block is as likely as any other. */
Instruction *Mutator::some_place() {
  std::vector<BasicBlock *> blocks;
  for (BasicBlock &block : function)
    if (dominators.isReachableFromEntry(&block) && !block.isEHPad())
      blocks.push_back(&block);
  std::vector<Instruction *> places;
  BasicBlock *block = one_of(blocks);
  for (auto i = block->getFirstInsertionPt(); i != block->end(); ++i)
    if (!block->getTerminatingMustTailCall() || &*i == &block->front())
      places.push_back(&*i);
  return places.empty() ? block->getTerminator() : one_of(places);
}

/* Null where none of some tries will do. */
Instruction *Mutator::place_for(Value *object) {
  for (int tries = 0; tries < most_tries; tries++) {
    Instruction *place = some_place();
    if (exists_at(object, place))
      return place;
  }
  return nullptr;
}

Value *Mutator::one_at(std::vector<Value *> &from, Instruction *place) {
  for (int tries = 0; tries < most_tries && !from.empty(); tries++) {
    Value *value = one_of(from);
    if (exists_at(value, place))
      return value;
  }
  return nullptr;
}

void Mutator::put(bool up, Value *object, Instruction *place) {
  if (object && place)
    IRBuilder<>(place).CreateCall(operation(up), {object});
}

/* -- Changes -------------------------------------------------------------------------------------- */

void Mutator::erase() {
  one_of(operations)->eraseFromParent();
}

void Mutator::copy() {
  CallInst *model = one_of(operations);
  put(model->getCalledFunction()->getName() == words.incref, model->getArgOperand(0),
      place_for(model->getArgOperand(0)));
  if (random.chance(50)) /* a move */
    model->eraseFromParent();
}

void Mutator::turn_over() {
  CallInst *turned = one_of(operations);
  turned->setCalledFunction(operation(turned->getCalledFunction()->getName() != words.incref));
}

void Mutator::retarget() {
  CallInst *changed = one_of(operations);
  if (Value *object = object_at(changed))
    changed->setArgOperand(0, object);
}

void Mutator::insert_pair() {
  if (objects.empty())
    return;
  Value *object = one_of(objects);
  put(true, object, place_for(object));
  put(false, object, place_for(object));
}

void Mutator::select_object() {
  Instruction *place = some_place();
  Value *condition = condition_at(place), *one = object_at(place), *other = object_at(place);
  if (!condition || !one)
    return;
  if (!other || random.chance(30))
    other = ConstantPointerNull::get(cast<PointerType>(one->getType()));
  Value *chosen = IRBuilder<>(place).CreateSelect(condition, one, other);
  dominators.recalculate(function);
  put(random.chance(50), chosen, random.chance(50) ? place : place_for(chosen));
  if (random.chance(50))
    put(random.chance(50), chosen, place_for(chosen));
}

void Mutator::merge_objects() {
  BasicBlock *block = some_place()->getParent();
  std::vector<BasicBlock *> from(pred_begin(block), pred_end(block));
  if (from.size() < 2 || block->isEHPad() || objects.empty())
    return;
  auto *type = PointerType::get(function.getContext(), 0);
  PHINode *phi = PHINode::Create(type, static_cast<unsigned>(from.size()), "", block->begin());
  for (BasicBlock *each : from) { /* equal edges of a switch bring equal values */
    int known = phi->getBasicBlockIndex(each);
    Value *object = known >= 0 ? phi->getIncomingValue(static_cast<unsigned>(known)) : nullptr;
    if (!object && !random.chance(20) && dominators.isReachableFromEntry(each))
      object = object_at(each->getTerminator());
    phi->addIncoming(object ? object : ConstantPointerNull::get(type), each);
  }
  put(random.chance(50), phi, &*block->getFirstInsertionPt());
  put(random.chance(50), phi, place_for(phi));
}

void Mutator::toggle_raise() {
  if (stores.empty())
    return;
  StoreInst *store = one_of(stores);
  LLVMContext &context = function.getContext();
  unsigned kind = context.getMDKindID(words.raise_metadata);
  store->setMetadata(kind, store->getMetadata(kind) ? nullptr : MDNode::get(context, {}));
}

void Mutator::lend() {
  Instruction *place = some_place();
  Value *object = object_at(place);
  if (object)
    IRBuilder<>(place).CreateCall(
        callee("mutation.use", Type::getVoidTy(function.getContext()), object->getType()), {object});
}

void Mutator::observe() {
  Instruction *place = some_place();
  Value *object = object_at(place);
  if (object)
    IRBuilder<>(place).CreateCall(callee(words.observers.front(),
                                         Type::getInt64Ty(function.getContext()), object->getType()),
                                  {object});
}

Constant *Mutator::slot() {
  return function.getParent()->getOrInsertGlobal("mutation.slot",
                                                 PointerType::get(function.getContext(), 0));
}

void Mutator::store() {
  Instruction *place = some_place();
  Value *object = object_at(place);
  if (!object)
    return;
  StoreInst *made = IRBuilder<>(place).CreateAlignedStore(object, slot(), Align(8));
  if (random.chance(10))
    made->setAtomic(AtomicOrdering::Release);
}

/* An operation that must stay: one with a bundle, which may end this version of the function. */
void Mutator::settle() {
  CallInst *old = one_of(operations);
  OperandBundleDef bundle(random.chance(50) ? "deopt" : "note", ArrayRef<Value *>());
  IRBuilder<>(old).CreateCall(old->getCalledFunction(), {old->getArgOperand(0)}, {bundle});
  old->eraseFromParent();
}

/* What was read from memory is read there once more, or copied, and stored; often on a way that raises. */
void Mutator::hand_on() {
  if (loads.empty())
    return;
  Instruction *place = stores.empty() || random.chance(40) ? some_place() : one_of(stores);
  LoadInst *model = one_of(loads);
  if (!exists_at(model->getPointerOperand(), place))
    return;
  IRBuilder<> builder(place);
  if (random.chance(50))
    builder.CreateMemCpy(slot(), Align(8), model->getPointerOperand(), Align(1), 8);
  else
    builder.CreateAlignedStore(
        builder.CreateAlignedLoad(model->getType(), model->getPointerOperand(), Align(1)), slot(),
        Align(8));
}

/* A pointer from nowhere, with an operation or two. */
void Mutator::bring() {
  Instruction *place = some_place();
  Value *brought = IRBuilder<>(place).CreateCall(
      callee("mutation.bring", PointerType::get(function.getContext(), 0), nullptr));
  dominators.recalculate(function);
  put(random.chance(50), brought, place);
  put(random.chance(50), brought, place_for(brought));
}

/* Puts an operation behind a test: for null, or of any condition at hand. */
void Mutator::guard() {
  Instruction *place = some_place();
  Value *object = object_at(place);
  Value *condition = condition_at(place);
  if (!object || !may_be_split(place->getParent()))
    return;
  if (!condition || random.chance(50)) {
    Value *null = ConstantPointerNull::get(cast<PointerType>(object->getType()));
    condition = IRBuilder<>(place).CreateCmp(random.chance(50) ? CmpInst::ICMP_EQ : CmpInst::ICMP_NE,
                                             object, null);
  }
  Instruction *then = SplitBlockAndInsertIfThen(condition, place->getIterator(), false);
  IRBuilder<>(then).CreateCall(operation(random.chance(50)), {object});
}

void Mutator::change() {
  static constexpr void (Mutator::*changes[])() = {
      &Mutator::erase,         &Mutator::copy,          &Mutator::copy,    &Mutator::turn_over,
      &Mutator::retarget,      &Mutator::retarget,      &Mutator::insert_pair,
      &Mutator::select_object, &Mutator::merge_objects, &Mutator::toggle_raise,
      &Mutator::lend,          &Mutator::observe,       &Mutator::store,   &Mutator::bring,
      &Mutator::guard,         &Mutator::guard,         &Mutator::settle,  &Mutator::hand_on,
      &Mutator::hand_on};
  auto chosen = changes[random.below(std::size(changes))];
  look();
  if (!operations.empty())
    (this->*chosen)();
}

} // namespace

void mutate_module(LLVMModuleRef module, const Vocabulary &words, Random &random) {
  std::vector<Function *> bodies; /* changes declare more functions */
  for (Function &each : *unwrap(module))
    if (!each.isDeclaration())
      bodies.push_back(&each);
  for (Function *body : bodies) {
    Mutator mutator(*body, words, random);
    if (!mutator.has_operations())
      continue;
    for (unsigned left = 1 + random.below(random.chance(80) ? 8 : 60); left > 0; left--)
      mutator.change();
  }
}

} // namespace oracle
