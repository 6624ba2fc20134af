/* run_program.h - one run of a program by `refprune run`: compile, call the entry, look around. */
#ifndef REFPRUNE_TOOLS_RUN_PROGRAM_H
#define REFPRUNE_TOOLS_RUN_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include <nrt/stats.h>
#include <refprune/prune.h>

#include "bytes.h"
#include "run_world.h"

typedef struct run_file {
  const char *name; /* for people */
  bytes content;
} run_file;

/* What to run. Borrows everything. */
typedef struct run_request {
  const run_file *files;
  size_t file_count;
  const char *entry;
  const char *const *arguments; /* TYPE:VALUE */
  size_t argument_count;
  const char *const *extensions; /* paths; ends with NULL; or NULL */
  const char *const *defines;    /* NAME=PATH:SYMBOL; ends with NULL; or NULL */
  const refprune_options *options;
  bool prune;
  bool count;       /* instrument the code */
  const char *when; /* for the message of a crash */
} run_request;

/* Contents of the result and the buffers, one value a line; objects by their numbers, so that texts
 * of two runs can be compared. */
enum { MESSAGE_TEXT = 1 << 11, VALUES_TEXT = 1 << 14, LEAK_TEXT = 1 << 12 };

/* What one run left. No pointers, so that it can be handed from one process to another. */
typedef struct run_outcome {
  char message[MESSAGE_TEXT]; /* why it failed, in one line; or "" */
  char values[VALUES_TEXT];
  char leaks[LEAK_TEXT]; /* a line an object; cut where there are many */
  size_t live;           /* objects */
  world_counters counters;
  nrt_stats stats;
} run_outcome;

/* Runs; false with outcome->message on failure, also if the program called a function that does not
 * exist or misused the runtime. The process cannot run a second program of the same extensions in
 * their first state. */
bool program_run(const run_request *request, run_outcome *outcome);

#endif
