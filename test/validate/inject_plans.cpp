/* inject_plans.cpp - what is counted where. A plan lists operations and places; then all are put in. */
#include <llvm/IR/IRBuilder.h>

#include "injector.hpp"

using namespace llvm;

namespace oracle {

/* -- Scopes --------------------------------------------------------------------------------------- */

/* A block below that one may come to only once from the top; or null, and the scope ends at its exits. */
BasicBlock *Injector::some_end(const Blocks &scope, BasicBlock *top) {
  BasicBlock *end = scope[random.below(scope.size())];
  if (end == top || random.chance(40))
    return nullptr;
  for (BasicBlock *from : predecessors(end))
    if (dominators.dominates(end, from) && random.chance(95))
      return nullptr;
  return end;
}

/* At the end of each block that leads to nothing else but this one. */
bool Injector::give_back_before(Value *name, BasicBlock *end) {
  for (BasicBlock *from : predecessors(end))
    if (from->getUniqueSuccessor() != end || places_in(from).empty() ||
        !exists_at(name, from->getTerminator()))
      return false;
  std::set<BasicBlock *> seen; /* a switch may lead there by several edges */
  for (BasicBlock *from : predecessors(end))
    if (seen.insert(from).second)
      put_back(name, from->getTerminator());
  return true;
}

static bool raises(const BasicBlock &block, const Vocabulary &words) {
  for (const Instruction &item : block)
    if (isa<StoreInst>(item) && item.getMetadata(words.raise_metadata))
      return true;
  return false;
}

static bool leaves_function(const Instruction *end) {
  auto *cleanup = dyn_cast<CleanupReturnInst>(end);
  return isa<ReturnInst>(end) || isa<ResumeInst>(end) || (cleanup && cleanup->unwindsToCaller());
}

void Injector::give_back_at_exits(Value *name, BasicBlock *block, Instruction *first,
                                  const std::set<BasicBlock *> &within, BasicBlock *end) {
  Instruction *terminator = block->getTerminator();
  if (raises(*block, words) && random.chance(60)) /* as Numba does: what is held is lost */
    return;
  std::vector<int> ways;
  for (unsigned i = 0; i < terminator->getNumSuccessors(); i++)
    if (terminator->getSuccessor(i) != end && within.count(terminator->getSuccessor(i)) == 0)
      ways.push_back(static_cast<int>(i));
  if (leaves_function(terminator) ||
      (!ways.empty() && ways.size() == terminator->getNumSuccessors()))
    put_back(name, some_place_in(block, first));
  else
    for (int way : ways)
      put_back(name, terminator, way);
}

/* On every way out of what the place dominates, be it back to the place; or of a part of that. */
void Injector::give_back(Value *name, Instruction *from) {
  BasicBlock *top = from->getParent();
  Blocks scope;
  dominators.getDescendants(top, scope);
  BasicBlock *end = some_end(scope, top);
  std::set<BasicBlock *> within;
  for (BasicBlock *block : scope)
    if (!end || !dominators.dominates(end, block))
      within.insert(block);
  if (end && (random.chance(70) || !give_back_before(name, end)))
    put_back(name, some_place_in(end));
  std::set<BasicBlock *> beyond = within;
  beyond.erase(top);
  for (BasicBlock *block : scope) /* in order: the set's is that of addresses */
    if (within.count(block))
      give_back_at_exits(name, block, from, beyond, end);
}

/* Something that another name gives back or takes meanwhile. */
void Injector::disturb(Instruction *from) {
  Blocks scope;
  dominators.getDescendants(from->getParent(), scope);
  Instruction *place =
      some_place_in(random.chance(50) ? from->getParent() : scope[random.below(scope.size())], from);
  Value *name = one_of(names);
  if (place && exists_at(name, place))
    put(random.chance(25), name, place);
}

/* -- Plans ---------------------------------------------------------------------------------------- */

void Injector::hold() {
  Value *name = one_of(names);
  Instruction *from = some_place_for(name);
  if (!from)
    return;
  put_up(name, from);
  give_back(name, from);
  for (unsigned more = random.below(3); more > 0; more--)
    disturb(from);
}

void Injector::hold_in_block() {
  Value *name = one_of(names);
  Instruction *from = some_place_for(name);
  if (!from)
    return;
  put_up(name, from);
  if (random.chance(40))
    disturb(from);
  put_back(name, some_place_in(from->getParent(), from));
}

/* Each way into a phi takes a reference, and the phi gives it back. */
void Injector::web(PHINode *phi, unsigned depth) {
  std::set<BasicBlock *> seen;
  for (unsigned i = 0; i < phi->getNumIncomingValues(); i++) {
    BasicBlock *from = phi->getIncomingBlock(i);
    Value *value = phi->getIncomingValue(i);
    if (!seen.insert(from).second || isa<Constant>(value) || is_own_memory(value) ||
        !dominators.isReachableFromEntry(from))
      continue;
    Instruction *place = random.chance(60) ? from->getTerminator() : some_place_in(from);
    if (places_in(from).empty() || !place || !exists_at(value, place))
      continue;
    auto *inner = dyn_cast<PHINode>(value);
    put_up(value, place);
    if (inner && inner != phi && depth > 0 && random.chance(50))
      web(inner, depth - 1);
  }
  if (Instruction *first = first_place_of(phi))
    give_back(phi, random.chance(50) ? first : some_place_in(first->getParent(), first));
}

void Injector::follow_phi() {
  if (!phis.empty())
    web(one_of(phis), 2);
}

/* A phi of names at hand, or null. */
void Injector::add_phi() {
  Instruction *place = some_place_for(one_of(names));
  BasicBlock *block = place ? place->getParent() : &function.getEntryBlock();
  std::vector<BasicBlock *> from(pred_begin(block), pred_end(block));
  if (from.size() < 2 || block->isEHPad())
    return;
  PHINode *phi = PHINode::Create(pointer, static_cast<unsigned>(from.size()), "", block->begin());
  for (BasicBlock *each : from) { /* equal edges of a switch bring equal values */
    int known = phi->getBasicBlockIndex(each);
    Value *name = known >= 0 ? phi->getIncomingValue(static_cast<unsigned>(known)) : one_of(names);
    bool fits = known >= 0 || (random.chance(80) && exists_at(name, each->getTerminator()));
    phi->addIncoming(fits ? name : ConstantPointerNull::get(pointer), each);
  }
  look();
  web(phi, 1);
}

void Injector::add_select() {
  Value *one = one_of(names), *other = one_of(names);
  Instruction *place = some_place_for(one);
  Value *condition = place && !conditions.empty() ? one_of(conditions) : nullptr;
  if (!condition || !exists_at(condition, place))
    return;
  if (!exists_at(other, place))
    other = ConstantPointerNull::get(pointer);
  Value *chosen = IRBuilder<>(place).CreateSelect(condition, one, other);
  if (!isa<SelectInst>(chosen))
    return;
  look();
  put_up(random.chance(50) ? chosen : one, place);
  give_back(chosen, place);
}

/* A callee has left a reference. */
void Injector::own() {
  Value *name = calls.empty() ? one_of(names) : one_of(calls);
  if (Instruction *from = first_place_of(name))
    give_back(name, from);
}

/* Memory takes a reference, and gives back the one that it had. */
void Injector::store_out() {
  if (stores.empty())
    return;
  StoreInst *store = one_of(stores);
  Value *value = store->getValueOperand();
  if (isa<Constant>(value) || is_own_memory(value))
    return;
  put_up(value, store);
  if (store->getPointerOperand()->isSwiftError() || random.chance(40))
    return;
  Value *old = IRBuilder<>(store).CreateAlignedLoad(value->getType(), store->getPointerOperand(),
                                                    store->getAlign());
  put_back(old, random.chance(50) ? store : store->getNextNode());
}

void Injector::hand_to_caller() {
  if (returns.empty())
    return;
  ReturnInst *leaves = one_of(returns);
  Value *value = leaves->getReturnValue();
  if (!isa<Constant>(value) && !is_own_memory(value))
    put_up(value, some_place_in(leaves->getParent(), first_place_of(value)));
}

void Injector::alone() {
  Value *name = one_of(names);
  put(random.chance(30), name, some_place_for(name));
}

void Injector::inject() {
  static constexpr void (Injector::*plans[])() = {
      &Injector::hold,          &Injector::hold,          &Injector::hold,
      &Injector::hold,          &Injector::hold,          &Injector::hold_in_block,
      &Injector::hold_in_block, &Injector::follow_phi,    &Injector::follow_phi,
      &Injector::add_phi,       &Injector::add_select,    &Injector::own,
      &Injector::store_out,     &Injector::store_out,     &Injector::hand_to_caller,
      &Injector::alone};
  (this->*plans[random.below(std::size(plans))])();
  carry_out();
}

} // namespace oracle
