// pass_builder_compat.hpp - every C++ difference between the LLVM versions we build for.
#ifndef REFPRUNE_PASS_BUILDER_COMPAT_HPP
#define REFPRUNE_PASS_BUILDER_COMPAT_HPP

#include <llvm/Config/llvm-config.h>
#include <llvm/Passes/PassBuilder.h>

// LLVM 22 moved the header (llvm/llvm-project#173279).
#if LLVM_VERSION_MAJOR >= 22
#include <llvm/Plugins/PassPlugin.h>
#else
#include <llvm/Passes/PassPlugin.h>
#endif

namespace refprune {

// LLVM 20 tells the callbacks of OptimizerLast whether a link step with more passes follows
// (llvm/llvm-project#100953). Take the rest of the callback's parameters as `auto... rest` and call
// isPreLink(rest...).
inline bool isPreLink() {
  return false;
}

#if LLVM_VERSION_MAJOR >= 20
inline bool isPreLink(llvm::ThinOrFullLTOPhase phase) {
  return phase == llvm::ThinOrFullLTOPhase::ThinLTOPreLink ||
         phase == llvm::ThinOrFullLTOPhase::FullLTOPreLink;
}
#endif

} // namespace refprune

#endif
