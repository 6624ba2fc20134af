// plugin.cpp - makes the pruner known to a PassBuilder.
//
//   opt -load-pass-plugin=refprune-plugin-22.so -passes='nrt-refprune<per_bb;diamond>' in.ll -S
//
// Hosts that cannot name passes (clang, ld.lld) ask by environment: REFPRUNE_AUTO=scalar-late or
// optimizer-last puts the pass into the default pipelines, with the options of REFPRUNE_OPTIONS.
#include "errors.hpp"
#include "lower_passes.hpp"
#include "pass_builder_compat.hpp"
#include "passes.hpp"

#include <cstdlib>

#include <llvm-c/Core.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/raw_ostream.h>

using namespace llvm;
using namespace refprune;

namespace {

// Says once why a pipeline text is refused: a PassBuilder asks every level in turn, and each time
// the answer is no.
class TextParser {
public:
  // The settings that `element` asks for; null where it is not our pass, or wrong.
  std::shared_ptr<const Settings> parse(StringRef element) {
    if (!element.consume_front(passName))
      return nullptr;
    if (!element.empty() && !(element.consume_front("<") && element.consume_back(">")))
      return nullptr;
    std::string message;
    auto settings = Settings::parse(element, message);
    if (!settings && message != reported)
      errs() << passName << ": " << message << '\n';
    reported = message;
    return settings;
  }

private:
  std::string reported;
};

// Stands in the pipeline where the environment asked for something that does not exist, so that the
// host reports an error and fails, like for any other error.
class ErrorPass : public PassInfoMixin<ErrorPass> {
public:
  explicit ErrorPass(std::string text) : message(std::move(text)) {}
  PreservedAnalyses run(Module &module, ModuleAnalysisManager &) {
    reportError(module.getContext(), passName, message);
    return PreservedAnalyses::all();
  }
  static bool isRequired() {
    return true;
  }

private:
  std::string message;
};

void registerError(PassBuilder &builder, const Twine &message) {
  const std::string text = message.str();
  builder.registerPipelineStartEPCallback(
      [text](ModulePassManager &manager, OptimizationLevel) { manager.addPass(ErrorPass(text)); });
}

void registerInlinableCheck(PassBuilder &builder, const std::shared_ptr<const Settings> &settings) {
  builder.registerPipelineStartEPCallback(
      [settings](ModulePassManager &manager, OptimizationLevel) {
        manager.addPass(InlinableCheckPass(settings));
      });
}

void registerScalarLate(PassBuilder &builder, const std::shared_ptr<const Settings> &settings) {
  registerInlinableCheck(builder, settings);
  builder.registerScalarOptimizerLateEPCallback(
      [settings](FunctionPassManager &manager, OptimizationLevel level) {
        if (level != OptimizationLevel::O0)
          manager.addPass(PruneFunctionPass(settings));
      });
}

// With LTO the link step comes after inlining across modules, and is the better last position.
void registerOptimizerLast(PassBuilder &builder, const std::shared_ptr<const Settings> &settings) {
  registerInlinableCheck(builder, settings);
  builder.registerOptimizerLastEPCallback(
      [settings](ModulePassManager &manager, OptimizationLevel level, auto... rest) {
        if (level != OptimizationLevel::O0 && !isPreLink(rest...))
          manager.addPass(PruneModulePass(settings));
      });
  builder.registerFullLinkTimeOptimizationLastEPCallback(
      [settings](ModulePassManager &manager, OptimizationLevel level) {
        if (level != OptimizationLevel::O0)
          manager.addPass(PruneModulePass(settings));
      });
}

void registerAutomatic(PassBuilder &builder) {
  const char *position = std::getenv("REFPRUNE_AUTO");
  if (!position || !*position)
    return;
  const char *text = std::getenv("REFPRUNE_OPTIONS");
  std::string message;
  const auto settings = Settings::parse(text ? text : "", message);
  if (!settings)
    registerError(builder, "REFPRUNE_OPTIONS: " + Twine(message));
  else if (StringRef(position) == "scalar-late")
    registerScalarLate(builder, settings);
  else if (StringRef(position) == "optimizer-last")
    registerOptimizerLast(builder, settings);
  else
    registerError(builder, "REFPRUNE_AUTO must be scalar-late or optimizer-last, not '" +
                               Twine(position) + "'");
}

// Function level and module level both: the first element of a pipeline fixes its level, and either
// `nrt-refprune,default<O2>` or `nrt-refprune,instcombine` would fail with one of them alone.
void registerTextual(PassBuilder &builder) {
  const auto parser = std::make_shared<TextParser>();
  builder.registerPipelineParsingCallback(
      [parser](StringRef name, ModulePassManager &manager, ArrayRef<PassBuilder::PipelineElement>) {
        auto settings = parser->parse(name);
        if (settings)
          manager.addPass(PruneModulePass(settings));
        return settings != nullptr;
      });
  builder.registerPipelineParsingCallback([parser](StringRef name, FunctionPassManager &manager,
                                                   ArrayRef<PassBuilder::PipelineElement>) {
    auto settings = parser->parse(name);
    if (settings)
      manager.addPass(PruneFunctionPass(settings));
    return settings != nullptr;
  });
}

// Lowering adds functions to the module, so it has no form for function pipelines.
void registerLowering(PassBuilder &builder) {
  builder.registerPipelineParsingCallback(
      [](StringRef name, ModulePassManager &manager, ArrayRef<PassBuilder::PipelineElement>) {
        return addLowerPass(name, manager);
      });
}

// The number that PassPlugin::Load compares does not change with each LLVM; class layouts do.
bool hostIsOurs() {
  unsigned major = 0;
  LLVMGetVersion(&major, nullptr, nullptr);
  if (major == REFPRUNE_LLVM_MAJOR)
    return true;
  errs() << passName << ": this plugin was built for LLVM " << REFPRUNE_LLVM_MAJOR
         << ", the host is LLVM " << major << '\n';
  return false;
}

void registerCallbacks(PassBuilder &builder) {
  if (!hostIsOurs())
    return;
  registerTextual(builder);
  registerLowering(builder);
  registerAutomatic(builder);
}

} // namespace

extern "C" __attribute__((visibility("default"))) PassPluginLibraryInfo llvmGetPassPluginInfo();

PassPluginLibraryInfo llvmGetPassPluginInfo() {
  PassPluginLibraryInfo info{};
  info.APIVersion = LLVM_PLUGIN_API_VERSION;
  info.PluginName = "refprune";
  info.PluginVersion = refprune_version();
  info.RegisterPassBuilderCallbacks = registerCallbacks;
  return info;
}
