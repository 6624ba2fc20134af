#include <refprune/report.h>

#include <string.h>

void refprune_report_init(refprune_report *report) {
  memset(report, 0, sizeof *report);
  report->size = sizeof *report;
  report->version = REFPRUNE_REPORT_VERSION;
}
