/* funclets.cpp - see funclets.hpp. */
#include "funclets.hpp"

#include <llvm/IR/EHPersonalities.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>

using namespace llvm;

namespace oracle {

static bool has_funclets(const Function &function) {
  return function.hasPersonalityFn() &&
         isScopedEHPersonality(classifyEHPersonality(function.getPersonalityFn()));
}

std::map<BasicBlock *, FuncletPadInst *> find_funclets(Function &function) {
  std::map<BasicBlock *, FuncletPadInst *> pads;
  if (!has_funclets(function)) {
    for (BasicBlock &block : function)
      pads[&block] = nullptr;
    return pads;
  }
  for (const auto &colored : colorEHFunclets(function))
    if (colored.second.size() == 1)
      pads[colored.first] =
          dyn_cast<FuncletPadInst>(&*colored.second.front()->getFirstNonPHIIt());
  return pads;
}

bool may_be_split(BasicBlock *block) {
  for (const Instruction &item : *block)
    if (auto *call = dyn_cast<IntrinsicInst>(&item))
      if (call->getIntrinsicID() == Intrinsic::localescape)
        return false;
  return !block->getTerminatingMustTailCall();
}

unsigned count_strays(LLVMValueRef function, const Vocabulary &words) {
  Function &searched = *unwrap<Function>(function);
  unsigned count = 0;
  if (!has_funclets(searched))
    return 0;
  auto pads = find_funclets(searched);
  for (Instruction &item : instructions(searched)) {
    auto *call = dyn_cast<CallInst>(&item);
    const Function *called = call ? call->getCalledFunction() : nullptr;
    bool operation =
        called && (called->getName() == words.incref || called->getName() == words.decref);
    bool within = pads.count(item.getParent()) == 0 || pads[item.getParent()];
    count += operation && within && !call->getOperandBundle(LLVMContext::OB_funclet);
  }
  return count;
}

} // namespace oracle
