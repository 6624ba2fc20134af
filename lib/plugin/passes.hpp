// passes.hpp - the pruner as LLVM passes; thin wrappers of refprune/prune.h.
#ifndef REFPRUNE_PASSES_HPP
#define REFPRUNE_PASSES_HPP

#include <memory>
#include <string>

#include <llvm/IR/PassManager.h>

#include <refprune/prune.h>

namespace refprune {

inline constexpr char passName[] = "nrt-refprune";

// Parsed options that several passes of one pipeline share. Immutable, so threads may share them.
class Settings {
public:
  // Null where the text is wrong; then `message` says why.
  static std::shared_ptr<const Settings> parse(llvm::StringRef text, std::string &message);

  Settings(const Settings &) = delete;
  Settings &operator=(const Settings &) = delete;
  ~Settings() {
    refprune_options_dispose(&options);
  }

  const refprune_options &get() const {
    return options;
  }
  const std::string &text() const {
    return source;
  }

private:
  explicit Settings(llvm::StringRef text) : source(text.str()) {}

  refprune_options options{};
  std::string source;
};

class PruneModulePass : public llvm::PassInfoMixin<PruneModulePass> {
public:
  explicit PruneModulePass(std::shared_ptr<const Settings> chosen) : settings(std::move(chosen)) {}
  llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &analyses);
  void printPipeline(llvm::raw_ostream &stream,
                     llvm::function_ref<llvm::StringRef(llvm::StringRef)>) const;

private:
  std::shared_ptr<const Settings> settings;
};

class PruneFunctionPass : public llvm::PassInfoMixin<PruneFunctionPass> {
public:
  explicit PruneFunctionPass(std::shared_ptr<const Settings> chosen)
      : settings(std::move(chosen)) {}
  llvm::PreservedAnalyses run(llvm::Function &function, llvm::FunctionAnalysisManager &analyses);
  void printPipeline(llvm::raw_ostream &stream,
                     llvm::function_ref<llvm::StringRef(llvm::StringRef)>) const;

private:
  std::shared_ptr<const Settings> settings;
};

// Stands early in default pipelines in which the pruner stands late: says where inlining will take
// operations away from it (numba/numba#2346).
class InlinableCheckPass : public llvm::PassInfoMixin<InlinableCheckPass> {
public:
  explicit InlinableCheckPass(std::shared_ptr<const Settings> chosen)
      : settings(std::move(chosen)) {}
  llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &analyses);

private:
  std::shared_ptr<const Settings> settings;
};

// An analysis remark for each of the two functions that has a body which LLVM may inline: what was
// inlined before the pruner runs, it does not see.
void remarkInlinable(llvm::Module &module, const refprune_options &options);

// Reports one event of the pruner as an optimisation remark of its function.
void emitRemark(void *context, const refprune_event *event);

} // namespace refprune

#endif
