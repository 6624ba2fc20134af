/* run_crash.h - says in which compiled function a program crashed. */
#ifndef REFPRUNE_TOOLS_RUN_CRASH_H
#define REFPRUNE_TOOLS_RUN_CRASH_H

#include <stdbool.h>

#include "run_symbols.h"

/* From now on a fatal signal prints one line on standard error before it ends the process as it
 * would have anyway. All pointers are borrowed; `when` is the end of the line, as
 * ", before pruning". False if the system
 * refuses. */
bool crash_watch(const run_symbols *symbols, const char *entry, const char *when);

/* Fatal signals do again what they did. */
void crash_forget(void);

/* The first compiled function among return addresses, innermost first, or NULL. */
const run_symbol *crash_blame(const run_symbols *symbols, void *const *addresses, size_t count);

#endif
