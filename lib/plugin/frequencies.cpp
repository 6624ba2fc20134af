// frequencies.cpp - block frequencies relative to the entry, from LLVM's own estimate.
//
// The C API has no block frequencies, so this is C++. The command line links it too, outside any
// pass manager: hence the second way, which builds the analyses on the spot.
#include "frequencies.h"

#include <llvm/Analysis/BlockFrequencyInfo.h>
#include <llvm/Analysis/BranchProbabilityInfo.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/IR/InstrTypes.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/PassManager.h>

using namespace llvm;

namespace {

bool copyFrequencies(const BlockFrequencyInfo &info, const LLVMBasicBlockRef *block, size_t count,
                     double *frequency) {
  const auto entry = static_cast<double>(info.getEntryFreq().getFrequency());
  if (entry == 0)
    return false;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t own = info.getBlockFreq(unwrap(block[i])).getFrequency();
    frequency[i] = static_cast<double>(own) / entry;
  }
  return true;
}

// Whether LLVM gives some block a weight by what it holds, and spreads it to the blocks around: one that
// unwinds, deoptimizes, runs into `unreachable`, or calls what is cold. Only to spread such weights does
// BranchProbabilityInfo (of LLVM 12 to 22) look into its post-dominator tree, which costs as much as the
// rest of it; without them the tree may be empty. test/unit/frequencies.cpp compares.
bool weighsBlocks(const Function &body) {
  for (const BasicBlock &block : body) {
    if (isa<UnreachableInst>(block.getTerminator()) || block.isEHPad() ||
        block.getTerminatingDeoptimizeCall())
      return true;
    for (const Instruction &item : block)
      if (const auto *call = dyn_cast<CallBase>(&item); call && call->hasFnAttr(Attribute::Cold))
        return true;
  }
  return false;
}

} // namespace

bool refprune__block_frequencies(void *context, LLVMValueRef function,
                                 const LLVMBasicBlockRef *block, size_t count, double *frequency) {
  auto &body = *unwrap<Function>(function);
  if (auto *analyses = static_cast<FunctionAnalysisManager *>(context))
    return copyFrequencies(analyses->getResult<BlockFrequencyAnalysis>(body), block, count,
                           frequency);
  DominatorTree dominators(body);
  LoopInfo loops(dominators);
  PostDominatorTree postDominators;
  if (weighsBlocks(body))
    postDominators.recalculate(body);
  BranchProbabilityInfo probabilities(body, loops, nullptr, &dominators, &postDominators);
  return copyFrequencies(BlockFrequencyInfo(body, probabilities, loops), block, count, frequency);
}
