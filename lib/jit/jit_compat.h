/* jit_compat.h - what ORC's C API does differently between LLVM versions. Apart from llvm_compat.h,
 * so that the plugin, whose host may lack a JIT, does not see ORC.
 */
#ifndef REFPRUNE_JIT_COMPAT_H
#define REFPRUNE_JIT_COMPAT_H

#include <llvm-c/Core.h>
#include <llvm-c/Orc.h>

#include "prune/llvm_compat.h"

/* A context and its owner: older LLVMs make the owner first, newer ones the context. */
static inline LLVMContextRef compat_new_context(LLVMOrcThreadSafeContextRef *owner) {
#if COMPAT_CONTEXT_COMES_FIRST
  LLVMContextRef context = LLVMContextCreate();
  *owner = LLVMOrcCreateNewThreadSafeContextFromLLVMContext(context);
  return context;
#else
  *owner = LLVMOrcCreateNewThreadSafeContext();
  return LLVMOrcThreadSafeContextGetContext(*owner);
#endif
}

#endif
