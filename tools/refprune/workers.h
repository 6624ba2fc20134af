/* workers.h - runs the jobs, several at once, and shows how far they are. */
#ifndef REFPRUNE_TOOLS_WORKERS_H
#define REFPRUNE_TOOLS_WORKERS_H

#include <stddef.h>

#include "job.h"

/* Runs all jobs on `threads` threads; the calling one works too. Each job has an LLVM context of
 * its own, and results stay with their job, so the outcome does not depend on the number of
 * threads. */
void workers_run(job *jobs, size_t count, size_t threads, const job_settings *settings);

#endif
