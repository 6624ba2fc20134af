/* job.h - one input file of `refprune prune`, from reading to writing. */
#ifndef REFPRUNE_TOOLS_JOB_H
#define REFPRUNE_TOOLS_JOB_H

#include <stdbool.h>

#include <refprune/prune.h>

#include "bytes.h"

/* What the command line asks of every file. Read only while jobs run. */
typedef struct job_settings {
  const refprune_options *options;
  bool text;    /* write text also where the input is bitcode */
  bool discard; /* write nothing */
  bool explain; /* collect why operations stayed */
} job_settings;

typedef struct job {
  const char *input;
  const char *name; /* of the input, for people */
  char *output;     /* owned; NULL where nothing is to be written */
  bool failed;
  refprune_message message; /* the reason, where failed */
  refprune_report report;
  char *explanation; /* owned; lines of text, or NULL */
} job;

/* Reads, prunes, verifies and writes one file in an LLVM context of its own, so that several jobs
 * can run at once. The output is written only after everything else has succeeded. */
void job_run(job *work, const job_settings *settings);

void job_dispose(job *work);

#endif
