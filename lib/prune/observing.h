/* observing.h - functions of the module that look at a count, or call one that does. */
#ifndef REFPRUNE_OBSERVING_H
#define REFPRUNE_OBSERVING_H

#include <stdbool.h>

#include <llvm-c/Types.h>

struct symbols;

/* Does the body of `function` ask an observer, itself or further down? False for what is only declared:
 * an observer itself is recognised by its name. The first question about a body looks at the module. */
bool observing_asks(struct symbols *known, LLVMValueRef function);

#endif
