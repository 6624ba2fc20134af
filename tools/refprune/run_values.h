/* run_values.h - results of a run as text, in which addresses have names. */
#ifndef REFPRUNE_TOOLS_RUN_VALUES_H
#define REFPRUNE_TOOLS_RUN_VALUES_H

#include "run_arguments.h"
#include "run_program.h"
#include "run_symbols.h"

/* Writes the result, which lies in a word, and the buffers to outcome->values. */
void values_write(run_outcome *outcome, const run_symbols *symbols, value_type type,
                  uint64_t result, const run_argument *arguments, size_t count);

/* Writes the live objects to outcome->leaks and counts them. */
void values_write_leaks(run_outcome *outcome, const run_symbols *symbols);

/* The live object at this address, or NULL. */
NRT_MemInfo *values_find_object(uint64_t address);

#endif
