// lower_passes.hpp - what comes around pruning as LLVM passes; thin wrappers of refprune/lower.h.
#ifndef REFPRUNE_LOWER_PASSES_HPP
#define REFPRUNE_LOWER_PASSES_HPP

#include <llvm/IR/PassManager.h>

#include <refprune/lower.h>

namespace refprune {

// nrt-lower, nrt-lower<single>: the operations that remain become code of the module's own.
class LowerPass : public llvm::PassInfoMixin<LowerPass> {
public:
  explicit LowerPass(bool single) : singleThread(single) {}
  llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &analyses);
  void printPipeline(llvm::raw_ostream &stream,
                     llvm::function_ref<llvm::StringRef(llvm::StringRef)>) const;

private:
  bool singleThread;
};

// nrt-annotate: the strongest attributes that hold for the runtime's functions.
class AnnotatePass : public llvm::PassInfoMixin<AnnotatePass> {
public:
  llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &analyses);
  void printPipeline(llvm::raw_ostream &stream,
                     llvm::function_ref<llvm::StringRef(llvm::StringRef)>) const;
};

// Adds the pass that `element` of a module pipeline names, if it names one of these.
bool addLowerPass(llvm::StringRef element, llvm::ModulePassManager &manager);

} // namespace refprune

#endif
