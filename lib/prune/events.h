/* events.h - tell the host what was done, and why the rest was not. */
#ifndef REFPRUNE_EVENTS_H
#define REFPRUNE_EVENTS_H

#include "prune/pruner.h"

/* An operation is about to be erased. */
void events_removed(pruner *run, refprune_pattern pattern, LLVMValueRef instruction,
                    int32_t least_bound);

/* An operation was placed. */
void events_inserted(pruner *run, LLVMValueRef instruction);

/* A part of the function was given up. */
void events_gave_up(pruner *run, refprune_reason reason);

/* For each operation that stays: why. */
void events_kept(pruner *run);

#endif
