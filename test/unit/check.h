/* check.h - the few lines that our C tests need: a check that says what it saw and goes on. */
#ifndef REFPRUNE_TEST_CHECK_H
#define REFPRUNE_TEST_CHECK_H

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int failed_checks;
static int passed_checks;

static inline void note_check(int passed, const char *file, int line, const char *what) {
  passed ? ++passed_checks : ++failed_checks;
  if (!passed)
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
}

#define CHECK(condition) note_check(!!(condition), __FILE__, __LINE__, #condition)

/* Both texts are printed where they differ. */
#define CHECK_TEXT(got, wanted) check_text(__FILE__, __LINE__, (got), (wanted))

static inline void check_text(const char *file, int line, const char *got, const char *wanted) {
  char what[512];
  snprintf(what, sizeof what, "got \"%s\", wanted \"%s\"", got ? got : "(null)", wanted);
  note_check(got && strcmp(got, wanted) == 0, file, line, what);
}

/* The exit code of main; a test without a single check has failed. */
static inline int finish_checks(void) {
  printf("%d checks passed, %d failed\n", passed_checks, failed_checks);
  return failed_checks > 0 || passed_checks == 0;
}

#endif
