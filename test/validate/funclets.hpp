/* funclets.hpp - code that handles exceptions in pieces of its own, as on Windows. */
#ifndef REFPRUNE_TEST_VALIDATE_FUNCLETS_HPP
#define REFPRUNE_TEST_VALIDATE_FUNCLETS_HPP

#include <map>

#include <llvm-c/Types.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/InstrTypes.h>

#include "model.hpp"

namespace oracle {

/* Of each block its funclet's pad: null outside of funclets. Not in the map: a block of several
 * funclets, or one that nothing reaches. Calls within a funclet name its pad in a bundle. */
std::map<llvm::BasicBlock *, llvm::FuncletPadInst *> find_funclets(llvm::Function &function);

/* May the block be made two? Not where a call must be the last thing, or an intrinsic must stand in the
 * entry block. */
bool may_be_split(llvm::BasicBlock *block);

/* How many operations stand in a funclet that they do not name? Such calls are undefined. */
unsigned count_strays(LLVMValueRef function, const Vocabulary &words);

} // namespace oracle

#endif
