/* block_frequencies.h - how often blocks run, as LLVM's BlockFrequencyInfo has it. */
#ifndef REFPRUNE_BLOCK_FREQUENCIES_H
#define REFPRUNE_BLOCK_FREQUENCIES_H

#include "prune/view.h"

/* Fills frequency[b] for each block of the function's graph, relative to the entry. False, and nothing
 * is filled: the function has something about it of which only LLVM knows what to make, such as blocks that
 * end in `unreachable`, handlers of exceptions, calls marked as cold, or cycles that are no loops. */
bool block_frequencies_find(const view *fn, arena *pool, double *frequency);

#endif
