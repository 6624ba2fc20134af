/* report.c - the words of a report; the lists are in the public header. */
#include <refprune/report.h>

#include <string.h>

void refprune_report_init(refprune_report *report) {
  memset(report, 0, sizeof *report);
  report->size = sizeof *report;
  report->version = REFPRUNE_REPORT_VERSION;
}

const char *refprune_pattern_name(refprune_pattern pattern) {
  static const char *const names[REFPRUNE_PATTERN_COUNT] = {
#define X(upper, lower, text) text,
      REFPRUNE_PATTERN_LIST(X)
#undef X
  };
  return (size_t)pattern < REFPRUNE_PATTERN_COUNT ? names[pattern] : "unknown";
}

const char *refprune_reason_text(refprune_reason reason) {
  static const char *const texts[REFPRUNE_REASON_COUNT] = {
#define X(upper, text) text,
      REFPRUNE_REASON_LIST(X)
#undef X
  };
  return (size_t)reason < REFPRUNE_REASON_COUNT ? texts[reason] : "unknown";
}
