/* A report: every pattern and every reason has a word of its own; what was not prepared is not touched. */
#include <refprune/options.h>
#include <refprune/prune.h>
#include <refprune/report.h>

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>

#include <math.h>

#include "check.h"

static void patterns_are_named_like_their_options(void) {
  for (int i = REFPRUNE_BY_PER_BB; i < REFPRUNE_PATTERN_COUNT; ++i) {
    refprune_options options;
    refprune_options_init(&options);
    const char *name = refprune_pattern_name((refprune_pattern)i);
    CHECK(refprune_options_parse(&options, name, NULL) == REFPRUNE_OK);
    CHECK(options.passes != REFPRUNE_ALL && (options.passes & (options.passes - 1)) == 0);
    refprune_options_dispose(&options);
  }
  CHECK_TEXT(refprune_pattern_name(REFPRUNE_BY_NULL_OP), "null");
}

static void reasons_have_texts(void) {
  for (int i = REFPRUNE_REASON_NONE + 1; i < REFPRUNE_REASON_COUNT; ++i)
    for (int j = i; j < REFPRUNE_REASON_COUNT; ++j) {
      int same = strcmp(refprune_reason_text((refprune_reason)i),
                        refprune_reason_text((refprune_reason)j)) == 0;
      CHECK(same == (i == j));
    }
  CHECK_TEXT(refprune_reason_text(REFPRUNE_REASON_NONE), "");
}

static void numbers_out_of_range_have_a_word_too(void) {
  CHECK_TEXT(refprune_pattern_name(REFPRUNE_PATTERN_COUNT), "unknown");
  CHECK_TEXT(refprune_reason_text(REFPRUNE_REASON_COUNT), "unknown");
}

static void a_new_report_is_empty(void) {
  refprune_report report;
  memset(&report, 0x5a, sizeof report);
  refprune_report_init(&report);
  CHECK(report.size == sizeof report && report.version == REFPRUNE_REPORT_VERSION);
  CHECK(report.increfs_before == 0 && report.changed == 0 && report.cost_after == 0);
}

/* Whatever is in a report: the same field of two of them, and flags of either. */
static void reports_are_added_up(void) {
  refprune_report sum, part, twice;
  refprune_report_init(&sum);
  refprune_report_init(&part);
  part.functions = 1, part.increfs_before = 2, part.decrefs_before = 3;
  part.increfs_after = 4, part.decrefs_after = 5, part.inserted = 6;
  part.gave_up = 7, part.proposals = 8, part.refused = 9;
  part.cost_before = 10.5, part.cost_after = 11.5, part.changed = part.cfg_changed = 1;
  for (int i = 0; i < REFPRUNE_PATTERN_COUNT; i++)
    part.removed[i] = 12 + (uint64_t)i;
  refprune_report_add(&sum, &part);
  CHECK(memcmp(&sum, &part, sizeof sum) == 0);
  refprune_report_add(&sum, &part);
  twice = part;
  twice.functions = 2, twice.increfs_before = 4, twice.decrefs_before = 6;
  twice.increfs_after = 8, twice.decrefs_after = 10, twice.inserted = 12;
  twice.gave_up = 14, twice.proposals = 16, twice.refused = 18;
  twice.cost_before = 21, twice.cost_after = 23;
  for (int i = 0; i < REFPRUNE_PATTERN_COUNT; i++)
    twice.removed[i] = 24 + 2 * (uint64_t)i;
  CHECK(memcmp(&sum, &twice, sizeof sum) == 0);
}

static void another_versions_report_is_not_written_to(void) {
  LLVMContextRef context = LLVMContextCreate();
  LLVMModuleRef module = LLVMModuleCreateWithNameInContext("empty", context);
  refprune_report report;
  refprune_message message;
  refprune_report_init(&report);
  CHECK(refprune_run_module(module, NULL, &report, &message) == REFPRUNE_OK);
  report.size -= sizeof report.changed;
  CHECK(refprune_run_module(module, NULL, &report, &message) == REFPRUNE_BAD_OPTION);
  CHECK(strstr(message.text, "refprune_report") != NULL);
  refprune_report_init(&report);
  report.version++;
  CHECK(refprune_run_module(module, NULL, &report, NULL) == REFPRUNE_BAD_OPTION);
  LLVMDisposeModule(module);
  LLVMContextDispose(context);
}

static void nothing_to_prune_is_an_error(void) {
  refprune_message message;
  CHECK(refprune_run_module(NULL, NULL, NULL, &message) == REFPRUNE_BAD_INPUT);
  CHECK(strstr(message.text, "no module") != NULL);
  CHECK(refprune_run_function(NULL, NULL, NULL, NULL) == REFPRUNE_BAD_INPUT);
}

/* -- What a host says of frequencies -------------------------------------------------------------- */

static const double *said;

static bool say_first(void *context, LLVMValueRef function, const LLVMBasicBlockRef *block, size_t count,
                      double *frequency) {
  (void)context, (void)function, (void)block;
  for (size_t i = 0; i < count; i++)
    frequency[i] = *said;
  return true;
}

/* Of one incref in a function's only block. */
static double cost_of(LLVMModuleRef module, refprune_frequencies_fn frequencies) {
  refprune_options options;
  refprune_report report;
  refprune_options_init(&options);
  refprune_report_init(&report);
  options.measure_cost = true;
  options.frequencies = frequencies;
  CHECK(refprune_run_module(module, &options, &report, NULL) == REFPRUNE_OK);
  refprune_options_dispose(&options);
  return report.cost_before;
}

static void what_is_no_frequency_is_not_believed(void) {
  static const double five = 5, wrong[] = {-1, INFINITY, NAN};
  static const char text[] = "declare void @NRT_incref(ptr)\n"
                             "define void @f(ptr %p) {\n"
                             "  call void @NRT_incref(ptr %p)\n"
                             "  ret void\n"
                             "}\n";
  LLVMContextRef context = LLVMContextCreate();
  LLVMModuleRef module = NULL;
  LLVMMemoryBufferRef buffer =
      LLVMCreateMemoryBufferWithMemoryRangeCopy(text, sizeof text - 1, "text");
  CHECK(!LLVMParseIRInContext(context, buffer, &module, NULL));
  CHECK(cost_of(module, NULL) == 1);
  said = &five;
  CHECK(cost_of(module, say_first) == 5);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    said = &wrong[i];
    CHECK(cost_of(module, say_first) == 1);
  }
  LLVMDisposeModule(module);
  LLVMContextDispose(context);
}

int main(void) {
  patterns_are_named_like_their_options();
  reasons_have_texts();
  numbers_out_of_range_have_a_word_too();
  a_new_report_is_empty();
  reports_are_added_up();
  another_versions_report_is_not_written_to();
  nothing_to_prune_is_an_error();
  what_is_no_frequency_is_not_believed();
  return finish_checks();
}
