// Block frequencies computed on the spot are those of a pass manager, whatever blocks hold.
#include "plugin/frequencies.h"

#include <llvm/Analysis/BlockFrequencyInfo.h>
#include <llvm/Analysis/BranchProbabilityInfo.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/PassInstrumentation.h>
#include <llvm/IR/PassManager.h>
#include <llvm/IRReader/IRReader.h>
#include <llvm/Support/SourceMgr.h>

#include <string>
#include <vector>

#include "check.h"

using namespace llvm;

namespace {

std::vector<double> ask(FunctionAnalysisManager *analyses, Function &body) {
  std::vector<LLVMBasicBlockRef> blocks;
  for (BasicBlock &block : body)
    blocks.push_back(wrap(&block));
  std::vector<double> result(blocks.size());
  CHECK(refprune__block_frequencies(analyses, wrap(&body), blocks.data(), blocks.size(),
                                    result.data()));
  return result;
}

void addAnalyses(FunctionAnalysisManager &all) {
  all.registerPass([] { return PassInstrumentationAnalysis(); });
  all.registerPass([] { return TargetLibraryAnalysis(); });
  all.registerPass([] { return DominatorTreeAnalysis(); });
  all.registerPass([] { return PostDominatorTreeAnalysis(); });
  all.registerPass([] { return LoopAnalysis(); });
  all.registerPass([] { return BranchProbabilityAnalysis(); });
  all.registerPass([] { return BlockFrequencyAnalysis(); });
}

} // namespace

int main(int argc, char **argv) {
  LLVMContext context;
  SMDiagnostic problem;
  const std::string folder = argc > 1 ? argv[1] : ".";
  const std::unique_ptr<Module> module = parseIRFile(folder + "/frequencies.ll", problem, context);
  CHECK(module != nullptr);
  if (module) {
    FunctionAnalysisManager analyses;
    addAnalyses(analyses);
    for (Function &body : *module)
      if (!body.isDeclaration())
        note_check(ask(nullptr, body) == ask(&analyses, body), __FILE__, __LINE__,
                   body.getName().str().c_str());
  }
  return finish_checks();
}
