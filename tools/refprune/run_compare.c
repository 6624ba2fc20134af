/* run_compare.c - two processes, and what they freed when. */
#include "run_compare.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- a run in a process of its own ---- */

/* What a child writes and the parent reads. */
typedef struct recording {
  run_outcome *outcome;
  world_freed *freed; /* owned */
  size_t count;
  bool complete; /* nothing is missing in freed */
  bool succeeded;
} recording;

static bool write_recording(FILE *stream, const run_outcome *outcome, bool succeeded) {
  size_t count;
  bool complete;
  const world_freed *freed = world_list_freed(&count, &complete);
  return fwrite(outcome, sizeof *outcome, 1, stream) == 1 &&
         fwrite(&succeeded, sizeof succeeded, 1, stream) == 1 &&
         fwrite(&complete, sizeof complete, 1, stream) == 1 &&
         fwrite(&count, sizeof count, 1, stream) == 1 &&
         (count == 0 || fwrite(freed, sizeof *freed, count, stream) == count) &&
         fflush(stream) == 0;
}

static bool read_recording(FILE *stream, recording *result) {
  rewind(stream);
  if (fread(result->outcome, sizeof *result->outcome, 1, stream) != 1 ||
      fread(&result->succeeded, sizeof result->succeeded, 1, stream) != 1 ||
      fread(&result->complete, sizeof result->complete, 1, stream) != 1 ||
      fread(&result->count, sizeof result->count, 1, stream) != 1)
    return false;
  result->freed = calloc(result->count + 1, sizeof *result->freed);
  return result->freed &&
         fread(result->freed, sizeof *result->freed, result->count, stream) == result->count;
}

static _Noreturn void run_child(const run_request *request, FILE *stream) {
  static run_outcome outcome;
  bool succeeded = program_run(request, &outcome);
  bool written = write_recording(stream, &outcome, succeeded);
  fflush(stdout);
  _exit(written ? 0 : 1);
}

static bool wait_for(pid_t child) {
  int status;
  pid_t done;
  do
    done = waitpid(child, &status, 0);
  while (done < 0 && errno == EINTR);
  return done == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool fail(recording *result, const char *what) {
  snprintf(result->outcome->message, MESSAGE_TEXT, "%s: %s", what, strerror(errno));
  return false;
}

/* A child that dies has said why. */
static bool record(const run_request *request, recording *result) {
  FILE *stream = tmpfile();
  memset(result->outcome, 0, sizeof *result->outcome);
  if (!stream)
    return fail(result, "no temporary file");
  fflush(NULL); /* or else the child would write what is buffered, too */
  pid_t child = fork();
  if (child == 0)
    run_child(request, stream);
  bool done = child > 0 ? wait_for(child) : fail(result, "no process");
  if (done && !read_recording(stream, result))
    done = fail(result, "the run's record cannot be read");
  fclose(stream);
  return done && result->succeeded;
}

/* ---- comparing ---- */

__attribute__((format(printf, 2, 3))) static void differ(run_difference *difference,
                                                         const char *format, ...) {
  va_list arguments;
  if (difference->differs)
    return; /* the first one is told */
  difference->differs = true;
  va_start(arguments, format);
  vsnprintf(difference->text, sizeof difference->text, format, arguments);
  va_end(arguments);
}

static uint64_t highest_block(const recording *run) {
  uint64_t highest = 0;
  for (size_t i = 0; i < run->count; ++i)
    if (run->freed[i].block > highest)
      highest = run->freed[i].block;
  return highest;
}

/* Owned: the clock plus one at which each block was freed, 0 if it was not. */
static uint64_t *index_blocks(const recording *run, uint64_t highest) {
  uint64_t *when = calloc((size_t)highest + 1, sizeof *when);
  for (size_t i = 0; when && i < run->count; ++i)
    when[run->freed[i].block] = run->freed[i].clock + 1;
  return when;
}

static void compare_blocks(run_difference *difference, const uint64_t *before,
                           const uint64_t *after, uint64_t highest) {
  for (uint64_t block = 1; block <= highest; ++block) {
    uint64_t was = before[block], is = after[block];
    if (was && !is)
      differ(difference, "allocation %" PRIu64 " is not freed any more", block);
    else if (was && is < was)
      differ(difference,
             "allocation %" PRIu64 " is freed earlier, at step %" PRIu64 " instead of %" PRIu64,
             block, is - 1, was - 1);
    else if (was && is > was)
      differ(difference,
             "allocation %" PRIu64 " is freed later, at step %" PRIu64 " instead of %" PRIu64,
             block, is - 1, was - 1);
    difference->leaks_gone += !was && is;
  }
}

/* Each block is freed at the same step; within a step, the order must be the same too. */
static void compare_order(run_difference *difference, const recording *before,
                          const recording *after, const uint64_t *was_freed) {
  size_t expected = 0;
  for (size_t i = 0; i < after->count && !difference->differs; ++i) {
    uint64_t block = after->freed[i].block;
    if (!was_freed[block])
      continue;
    if (expected < before->count && before->freed[expected].block != block)
      differ(difference, "allocation %" PRIu64 " is freed before allocation %" PRIu64, block,
             before->freed[expected].block);
    ++expected;
  }
}

static bool compare_freed(run_difference *difference, const recording *before,
                          const recording *after) {
  uint64_t highest = highest_block(before), highest_after = highest_block(after);
  if (highest_after > highest)
    highest = highest_after;
  uint64_t *was = index_blocks(before, highest), *is = index_blocks(after, highest);
  if (was && is) {
    compare_blocks(difference, was, is, highest);
    compare_order(difference, before, after, was);
  }
  bool done = was && is;
  free(was);
  free(is);
  return done;
}

static bool compare(run_difference *difference, const recording *before, const recording *after) {
  if (strcmp(before->outcome->values, after->outcome->values) != 0)
    differ(difference, "the results differ");
  if (before->outcome->live < after->outcome->live)
    differ(difference, "objects live at exit: %zu instead of %zu", after->outcome->live,
           before->outcome->live);
  if (before->complete && after->complete && compare_freed(difference, before, after))
    return true;
  snprintf(after->outcome->message, MESSAGE_TEXT, "no memory to compare what was freed");
  return false;
}

bool compare_run(const run_request *request, run_outcome *before, run_outcome *after,
                 run_difference *difference) {
  run_request unpruned = *request, pruned = *request;
  recording first = {.outcome = before}, second = {.outcome = after};
  unpruned.prune = false;
  unpruned.when = ", without pruning";
  pruned.prune = true;
  pruned.when = ", after pruning";
  memset(after, 0, sizeof *after);
  *difference = (run_difference){.differs = false};
  bool done =
      record(&unpruned, &first) && record(&pruned, &second) && compare(difference, &first, &second);
  free(first.freed);
  free(second.freed);
  return done;
}
