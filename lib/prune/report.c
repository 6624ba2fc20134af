/* report.c - sums of reports, and their words; the lists of these are in the public header. */
#include <refprune/report.h>

#include <string.h>

void refprune_report_init(refprune_report *report) {
  memset(report, 0, sizeof *report);
  report->size = sizeof *report;
  report->version = REFPRUNE_REPORT_VERSION;
}

void refprune_report_add(refprune_report *sum, const refprune_report *part) {
  sum->functions += part->functions;
  sum->increfs_before += part->increfs_before;
  sum->decrefs_before += part->decrefs_before;
  sum->increfs_after += part->increfs_after;
  sum->decrefs_after += part->decrefs_after;
  for (size_t i = 0; i < REFPRUNE_PATTERN_COUNT; i++)
    sum->removed[i] += part->removed[i];
  sum->inserted += part->inserted;
  sum->gave_up += part->gave_up;
  sum->proposals += part->proposals;
  sum->refused += part->refused;
  sum->cost_before += part->cost_before;
  sum->cost_after += part->cost_after;
  sum->changed |= part->changed;
  sum->cfg_changed |= part->cfg_changed;
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
