/* frequencies.h - LLVM's BlockFrequencyInfo as a callback of refprune_options; C and C++. */
#ifndef REFPRUNE_FREQUENCIES_H
#define REFPRUNE_FREQUENCIES_H

#include <refprune/options.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A refprune_frequencies_fn. `context` is the FunctionAnalysisManager whose cached result to use,
 * or NULL to compute the analysis for this call. */
bool refprune__block_frequencies(void *context, LLVMValueRef function,
                                 const LLVMBasicBlockRef *block, size_t count, double *frequency);

#ifdef __cplusplus
}
#endif

#endif
