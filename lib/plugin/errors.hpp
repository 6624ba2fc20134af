// errors.hpp - how the passes say that something is wrong.
#ifndef REFPRUNE_ERRORS_HPP
#define REFPRUNE_ERRORS_HPP

#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/LLVMContext.h>

namespace refprune {

// The host reports the error, and fails. rustc passes over errors of no kind in particular, and every
// host reports those of inline assembly.
inline void reportError(llvm::LLVMContext &context, const char *pass, const llvm::Twine &message) {
  constexpr uint64_t nowhere = 0;
  context.diagnose(llvm::DiagnosticInfoInlineAsm(nowhere, llvm::Twine(pass) + ": " + message));
}

} // namespace refprune

#endif
