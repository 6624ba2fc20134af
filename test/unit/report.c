/* A report: every pattern and every reason has a word of its own; what was not prepared is not touched. */
#include <refprune/options.h>
#include <refprune/prune.h>
#include <refprune/report.h>

#include <llvm-c/Core.h>

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

int main(void) {
  patterns_are_named_like_their_options();
  reasons_have_texts();
  numbers_out_of_range_have_a_word_too();
  a_new_report_is_empty();
  another_versions_report_is_not_written_to();
  nothing_to_prune_is_an_error();
  return finish_checks();
}
