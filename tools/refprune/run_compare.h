/* run_compare.h - two runs of one program, without and with pruning, and what must be equal. */
#ifndef REFPRUNE_TOOLS_RUN_COMPARE_H
#define REFPRUNE_TOOLS_RUN_COMPARE_H

#include "run_program.h"

/* How the two runs differ. */
typedef struct run_difference {
  bool differs;      /* in a way that pruning may not cause */
  char text[256];    /* how, in one line */
  size_t leaks_gone; /* blocks of memory that only the pruned run freed */
} run_difference;

/* Runs the request twice, each in a process of its own so that neither sees what the other did to
 * variables of extensions, and compares. False with a reason in one of the outcomes' messages if a
 * run failed; false with two empty messages if one crashed, which has been reported. */
bool compare_run(const run_request *request, run_outcome *before, run_outcome *after,
                 run_difference *difference);

#endif
