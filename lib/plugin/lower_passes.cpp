// lower_passes.cpp - runs lowering and annotation under a pass manager.
#include "lower_passes.hpp"

#include "errors.hpp"

#include <llvm/IR/Module.h>
#include <llvm/Support/raw_ostream.h>

using namespace llvm;
using namespace refprune;

namespace {

constexpr char lowerName[] = "nrt-lower";
constexpr char lowerSingleName[] = "nrt-lower<single>";
constexpr char annotateName[] = "nrt-annotate";

void reportFailure(Module &module, const char *pass, const refprune_message &message) {
  reportError(module.getContext(), pass, message.text);
}

bool changedAnything(const refprune_lower_report &report) {
  return report.increfs + report.decrefs + report.loads + report.erased != 0;
}

} // namespace

PreservedAnalyses LowerPass::run(Module &module, ModuleAnalysisManager &) {
  refprune_lower_options options;
  refprune_lower_report report{};
  refprune_message message{};
  refprune_lower_options_init(&options);
  options.single_thread = singleThread;
  options.report = &report;
  if (refprune_lower_module(wrap(&module), &options, &message) != REFPRUNE_OK) {
    reportFailure(module, lowerName, message);
    return PreservedAnalyses::none();
  }
  return changedAnything(report) ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

void LowerPass::printPipeline(raw_ostream &stream, function_ref<StringRef(StringRef)>) const {
  stream << (singleThread ? lowerSingleName : lowerName);
}

PreservedAnalyses AnnotatePass::run(Module &module, ModuleAnalysisManager &) {
  refprune_message message{};
  if (refprune_annotate_runtime(wrap(&module), &message) != REFPRUNE_OK)
    reportFailure(module, annotateName, message);
  return PreservedAnalyses::none();
}

void AnnotatePass::printPipeline(raw_ostream &stream, function_ref<StringRef(StringRef)>) const {
  stream << annotateName;
}

bool refprune::addLowerPass(StringRef element, ModulePassManager &manager) {
  if (element == lowerName)
    manager.addPass(LowerPass(false));
  else if (element == lowerSingleName)
    manager.addPass(LowerPass(true));
  else if (element == annotateName)
    manager.addPass(AnnotatePass());
  else
    return false;
  return true;
}
