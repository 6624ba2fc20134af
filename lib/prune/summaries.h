/* summaries.h - strict mode: what a call of a function may lead to. */
#ifndef REFPRUNE_SUMMARIES_H
#define REFPRUNE_SUMMARIES_H

#include <stdbool.h>

#include <llvm-c/Types.h>

struct symbols;

/* May executing `function` release or take a reference, or wait for a thread that does? False only
 * where every body that can be reached is here, exact, and free of it. */
bool summary_may_release(struct symbols *known, LLVMValueRef function);

#endif
