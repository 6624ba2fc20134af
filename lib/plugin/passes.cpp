// passes.cpp - runs the pruner under a pass manager and says what it kept valid.
#include "passes.hpp"

#include <cstdlib>

#include <llvm/ADT/Statistic.h>
#include <llvm/Analysis/OptimizationRemarkEmitter.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/raw_ostream.h>

#include "errors.hpp"
#include "frequencies.h"

#define DEBUG_TYPE "nrt-refprune"

using namespace llvm;
using namespace refprune;

// Constant-initialised: no constructor runs when the plugin is loaded.
ALWAYS_ENABLED_STATISTIC(NumRemoved, "Number of reference count operations removed");
ALWAYS_ENABLED_STATISTIC(NumInserted, "Number of reference count operations inserted");
ALWAYS_ENABLED_STATISTIC(NumGaveUp, "Number of functions or candidates given up for size");

namespace {

uint64_t removedIn(const refprune_report &report) {
  uint64_t sum = 0;
  for (const uint64_t count : report.removed)
    sum += count;
  return sum;
}

// Hosts without a -stats of their own (clang, lld, a release opt) set REFPRUNE_STATS. The line is
// written at once, because some (rustc, lld) compile in several threads.
void printStatistics(StringRef unit, const refprune_report &report) {
  std::string line;
  raw_string_ostream(line) << passName << ": " << unit << ": "
                           << report.increfs_before + report.decrefs_before << " operations, "
                           << report.increfs_after + report.decrefs_after << " left, "
                           << report.gave_up << " given up\n";
  errs() << line;
}

void count(StringRef unit, const refprune_report &report) {
  NumRemoved += removedIn(report);
  NumInserted += report.inserted;
  NumGaveUp += report.gave_up;
  if (std::getenv("REFPRUNE_STATS"))
    printStatistics(unit, report);
}

// What one run adds to the shared settings. The copy borrows the strings and is not disposed of.
refprune_options forRun(const Settings &settings, LLVMContext &context, void *analyses) {
  refprune_options options = settings.get();
  options.frequencies = refprune__block_frequencies;
  options.frequencies_context = analyses;
  options.frequencies_are_llvm = true;
  if (OptimizationRemarkEmitter::allowExtraAnalysis(context, passName)) {
    options.on_event = emitRemark;
    options.explain = context.getLLVMRemarkStreamer() ||
                      context.getDiagHandlerPtr()->isMissedOptRemarkEnabled(passName);
  }
  return options;
}

void reportFailure(LLVMContext &context, const refprune_message &message) {
  reportError(context, passName, message.text);
}

// Removing calls leaves blocks and edges as they are, and analyses of them valid. Where edges are split,
// phis are others than before, even if all edges were joined again and the text is the same.
PreservedAnalyses preservedAfter(const refprune_report &report, const refprune_options &options) {
  if (!report.changed && !options.split_edges)
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  if (!report.cfg_changed)
    preserved.preserveSet<CFGAnalyses>();
  return preserved;
}

void printName(raw_ostream &stream, const Settings &settings) {
  stream << passName;
  if (!settings.text().empty())
    stream << '<' << settings.text() << '>';
}

} // namespace

std::shared_ptr<const Settings> Settings::parse(StringRef text, std::string &message) {
  std::shared_ptr<Settings> settings(new Settings(text));
  refprune_message problem{};
  if (refprune_options_init(&settings->options) != REFPRUNE_OK) {
    message = "no memory for the options";
    return nullptr;
  }
  if (refprune_options_parse(&settings->options, settings->source.c_str(), &problem) !=
      REFPRUNE_OK) {
    message = problem.text;
    return nullptr;
  }
  return settings;
}

PreservedAnalyses PruneModulePass::run(Module &module, ModuleAnalysisManager &analyses) {
  auto &proxy = analyses.getResult<FunctionAnalysisManagerModuleProxy>(module);
  const refprune_options options = forRun(*settings, module.getContext(), &proxy.getManager());
  refprune_report report;
  refprune_message message{};
  refprune_report_init(&report);
  remarkInlinable(module, options);
  if (refprune_run_module(wrap(&module), &options, &report, &message) != REFPRUNE_OK)
    reportFailure(module.getContext(), message);
  count(module.getName(), report);
  PreservedAnalyses preserved = preservedAfter(report, options);
  // Keeping the proxy lets it ask each function's analyses whether they survive.
  preserved.preserve<FunctionAnalysisManagerModuleProxy>();
  return preserved;
}

void PruneModulePass::printPipeline(raw_ostream &stream, function_ref<StringRef(StringRef)>) const {
  printName(stream, *settings);
}

PreservedAnalyses PruneFunctionPass::run(Function &function, FunctionAnalysisManager &analyses) {
  const refprune_options options = forRun(*settings, function.getContext(), &analyses);
  refprune_report report;
  refprune_message message{};
  refprune_report_init(&report);
  if (refprune_run_function(wrap(&function), &options, &report, &message) != REFPRUNE_OK)
    reportFailure(function.getContext(), message);
  count(function.getName(), report);
  return preservedAfter(report, options);
}

void PruneFunctionPass::printPipeline(raw_ostream &stream,
                                      function_ref<StringRef(StringRef)>) const {
  printName(stream, *settings);
}

PreservedAnalyses InlinableCheckPass::run(Module &module, ModuleAnalysisManager &) {
  remarkInlinable(module, settings->get());
  return PreservedAnalyses::all();
}
