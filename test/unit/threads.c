/* Several threads prune modules of different contexts at once: no data race (run under
 * ThreadSanitizer to see), the sums right, and every result the same as that of one thread. */
#include <refprune/prune.h>

#include <pthread.h>
#include <stdlib.h>

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>

#include "check.h"

enum { THREADS = 4, ROUNDS = 50 };

static const char source[] =
    "declare void @NRT_incref(ptr)\n"
    "declare void @NRT_decref(ptr)\n"
    "declare i1 @cond()\n"
    "define void @pair(ptr %p) {\n"
    "  call void @NRT_incref(ptr %p)\n"
    "  call void @NRT_decref(ptr %p)\n"
    "  ret void\n"
    "}\n"
    "define void @arms(ptr %p, ptr %q) {\n"
    "entry:\n"
    "  call void @NRT_incref(ptr %p)\n"
    "  %c = call i1 @cond()\n"
    "  br i1 %c, label %left, label %right\n"
    "left:\n"
    "  call void @NRT_decref(ptr %p)\n"
    "  ret void\n"
    "right:\n"
    "  call void @NRT_decref(ptr %p)\n"
    "  call void @NRT_decref(ptr %q)\n"
    "  ret void\n"
    "}\n";

/* What one thread did; only that thread writes it. */
typedef struct outcome {
  const refprune_options *options; /* shared by all threads, which only read it */
  refprune_report report;
  char *text; /* of the last round's module */
  int failures;
} outcome;

static LLVMModuleRef parse(LLVMContextRef context) {
  LLVMModuleRef module = NULL;
  char *problem = NULL;
  LLVMMemoryBufferRef text =
      LLVMCreateMemoryBufferWithMemoryRangeCopy(source, strlen(source), "source");
  if (LLVMParseIRInContext(context, text, &module, &problem))
    LLVMDisposeMessage(problem);
  return module;
}

static void prune_once(outcome *result) {
  LLVMContextRef context = LLVMContextCreate();
  LLVMModuleRef module = parse(context);
  if (!module ||
      refprune_run_module(module, result->options, &result->report, NULL) != REFPRUNE_OK) {
    ++result->failures;
  } else {
    LLVMDisposeMessage(result->text);
    result->text = LLVMPrintModuleToString(module);
  }
  if (module)
    LLVMDisposeModule(module);
  LLVMContextDispose(context);
}

static void *prune_repeatedly(void *context) {
  outcome *result = context;
  for (int i = 0; i < ROUNDS; ++i)
    prune_once(result);
  return NULL;
}

static void start(outcome *result, const refprune_options *options) {
  *result = (outcome){.options = options};
  refprune_report_init(&result->report);
}

static void run_on_threads(outcome results[THREADS], const refprune_options *options) {
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; ++i) {
    start(&results[i], options);
    CHECK(pthread_create(&threads[i], NULL, prune_repeatedly, &results[i]) == 0);
  }
  for (int i = 0; i < THREADS; ++i)
    pthread_join(threads[i], NULL);
}

static void check_against(const outcome *result, const outcome *alone) {
  CHECK(result->failures == 0);
  CHECK(result->report.increfs_before == ROUNDS * alone->report.increfs_before);
  CHECK(result->report.decrefs_before == ROUNDS * alone->report.decrefs_before);
  CHECK(result->report.increfs_after == ROUNDS * alone->report.increfs_after);
  CHECK(result->report.decrefs_after == ROUNDS * alone->report.decrefs_after);
  for (int i = 0; i < REFPRUNE_PATTERN_COUNT; ++i)
    CHECK(result->report.removed[i] == ROUNDS * alone->report.removed[i]);
  CHECK_TEXT(result->text, alone->text);
}

static void results_do_not_depend_on_other_threads(const char *text) {
  refprune_options options;
  outcome alone, results[THREADS];
  refprune_options_init(&options);
  CHECK(refprune_options_parse(&options, text, NULL) == REFPRUNE_OK);
  run_on_threads(results, &options);
  start(&alone, &options);
  prune_once(&alone);
  CHECK(alone.report.increfs_before == 2 && alone.report.decrefs_before == 4);
  CHECK(alone.report.increfs_after < alone.report.increfs_before);
  for (int i = 0; i < THREADS; ++i) {
    check_against(&results[i], &alone);
    LLVMDisposeMessage(results[i].text);
  }
  LLVMDisposeMessage(alone.text);
  refprune_options_dispose(&options);
}

int main(void) {
  results_do_not_depend_on_other_threads("all");
  results_do_not_depend_on_other_threads("patterns mode=strict verify");
  return finish_checks();
}
