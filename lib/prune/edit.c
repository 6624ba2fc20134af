/* edit.c - erase, insert. Allocates nothing that could fail half-way. */
#include "prune/edit.h"

#include "prune/llvm_compat.h"

void edit_erase(LLVMValueRef instruction) {
  LLVMInstructionEraseFromParent(instruction);
}
