/* statistics.h - the reports of all files, for a person or for a program. */
#ifndef REFPRUNE_TOOLS_STATISTICS_H
#define REFPRUNE_TOOLS_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "job.h"

/* A table with one line a file and the sum. */
void statistics_print_text(FILE *stream, const job *jobs, size_t count);

/* One JSON object; its "schema" number changes when a reader of the old form would fail. `text` is
 * the options' text. False where there was no memory. */
bool statistics_print_json(FILE *stream, const job *jobs, size_t count, const char *text);

#endif
