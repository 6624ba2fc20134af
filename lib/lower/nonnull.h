/* nonnull.h - is a pointer known not to be null? */
#ifndef REFPRUNE_LOWER_NONNULL_H
#define REFPRUNE_LOWER_NONNULL_H

#include <stdbool.h>

#include <llvm-c/Types.h>

/* True if argument 0 of `call` cannot be null when the call is reached. */
bool nonnull_argument(LLVMValueRef call);

#endif
