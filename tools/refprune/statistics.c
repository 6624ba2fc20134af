/* statistics.c - prints reports. */
#include "statistics.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <refprune/prune.h>

enum { JSON_SCHEMA = 1 };

static refprune_report sum_of(const job *jobs, size_t count) {
  refprune_report sum;
  refprune_report_init(&sum);
  for (size_t i = 0; i < count; ++i)
    if (!jobs[i].failed)
      refprune_report_add(&sum, &jobs[i].report);
  return sum;
}

/* ---- for a person ---- */

static void print_line(FILE *stream, const char *name, const refprune_report *report) {
  fprintf(stream, "%10ju %10ju %12.1f %12.1f  %s\n",
          (uintmax_t)(report->increfs_before + report->decrefs_before),
          (uintmax_t)(report->increfs_after + report->decrefs_after), report->cost_before,
          report->cost_after, name);
}

static void print_removed(FILE *stream, const refprune_report *sum) {
  fputs("removed by", stream);
  for (size_t i = 0; i < REFPRUNE_PATTERN_COUNT; ++i)
    fprintf(stream, " %s: %ju,", refprune_pattern_name((refprune_pattern)i),
            (uintmax_t)sum->removed[i]);
  fprintf(stream, " inserted: %ju, given up: %ju\n", (uintmax_t)sum->inserted,
          (uintmax_t)sum->gave_up);
}

void statistics_print_text(FILE *stream, const job *jobs, size_t count) {
  refprune_report sum = sum_of(jobs, count);
  fprintf(stream, "%10s %10s %12s %12s  %s\n", "ops before", "ops after", "cost before",
          "cost after", "file");
  for (size_t i = 0; i < count; ++i)
    if (!jobs[i].failed)
      print_line(stream, jobs[i].name, &jobs[i].report);
  if (count > 1)
    print_line(stream, "(all)", &sum);
  print_removed(stream, &sum);
}

/* ---- for a program ---- */

static json_t *number(uint64_t value) {
  return json_integer((json_int_t)value);
}

static json_t *operations_json(uint64_t increfs, uint64_t decrefs, double cost) {
  json_t *object = json_object();
  json_object_set_new(object, "increfs", number(increfs));
  json_object_set_new(object, "decrefs", number(decrefs));
  json_object_set_new(object, "cost", json_real(cost));
  return object;
}

static json_t *removed_json(const refprune_report *report) {
  json_t *object = json_object();
  for (size_t i = 0; i < REFPRUNE_PATTERN_COUNT; ++i)
    json_object_set_new(object, refprune_pattern_name((refprune_pattern)i),
                        number(report->removed[i]));
  return object;
}

static void set_report(json_t *object, const refprune_report *report) {
  json_object_set_new(object, "functions", number(report->functions));
  json_object_set_new(
      object, "before",
      operations_json(report->increfs_before, report->decrefs_before, report->cost_before));
  json_object_set_new(
      object, "after",
      operations_json(report->increfs_after, report->decrefs_after, report->cost_after));
  json_object_set_new(object, "removed", removed_json(report));
  json_object_set_new(object, "inserted", number(report->inserted));
  json_object_set_new(object, "gave_up", number(report->gave_up));
  json_object_set_new(object, "proposals", number(report->proposals));
  json_object_set_new(object, "refused", number(report->refused));
  json_object_set_new(object, "changed", json_boolean(report->changed));
  json_object_set_new(object, "cfg_changed", json_boolean(report->cfg_changed));
}

/* File names and messages are bytes; JSON is UTF-8, and jansson refuses anything else. */
static json_t *text_json(const char *text) {
  json_t *valid = json_string(text);
  if (valid)
    return valid;
  char *ascii = strdup(text);
  if (!ascii)
    return NULL;
  for (char *at = ascii; *at; ++at)
    if ((unsigned char)*at >= 0x80)
      *at = '?';
  json_t *replaced = json_string(ascii);
  free(ascii);
  return replaced;
}

static json_t *job_json(const job *work) {
  json_t *object = json_object();
  json_object_set_new(object, "file", text_json(work->name));
  if (work->failed)
    json_object_set_new(object, "error", text_json(work->message.text));
  else
    set_report(object, &work->report);
  return object;
}

static json_t *statistics_json(const job *jobs, size_t count, const char *text) {
  json_t *root = json_object();
  json_object_set_new(root, "schema", json_integer(JSON_SCHEMA));
  json_object_set_new(root, "version", json_string(refprune_version()));
  json_object_set_new(root, "llvm", json_integer((json_int_t)refprune_llvm_major()));
  json_object_set_new(root, "options", text_json(text));
  json_t *files = json_array();
  for (size_t i = 0; i < count; ++i)
    json_array_append_new(files, job_json(&jobs[i]));
  json_object_set_new(root, "files", files);
  refprune_report sum = sum_of(jobs, count);
  json_t *total = json_object();
  set_report(total, &sum);
  json_object_set_new(root, "total", total);
  return root;
}

bool statistics_print_json(FILE *stream, const job *jobs, size_t count, const char *text) {
  json_t *root = statistics_json(jobs, count, text);
  bool printed = root && json_dumpf(root, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(9)) == 0;
  json_decref(root);
  return printed && fputc('\n', stream) != EOF;
}
