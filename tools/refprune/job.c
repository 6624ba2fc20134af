/* job.c - one file through the pruner. */
#include "job.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <llvm-c/Core.h>

#include "explain.h"
#include "module_io.h"
#include "plugin/frequencies.h"

__attribute__((format(printf, 2, 3))) static void fail(job *work, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(work->message.text, sizeof work->message.text, format, arguments);
  va_end(arguments);
  work->failed = true;
}

/* A module that did not change is written as it came, byte for byte, unless in another form. */
static bool write_module(const job *work, bool as_text, const bytes *content, LLVMModuleRef module) {
  if (!work->report.changed && as_text != is_bitcode(content))
    return bytes_write(work->output, content->data, content->size);
  return module_write(module, work->output, as_text);
}

static void write_result(job *work, const job_settings *settings, const bytes *content,
                         LLVMModuleRef module) {
  bool as_text = settings->text || !is_bitcode(content);
  if (!as_text && is_standard_stream(work->output) && isatty(STDOUT_FILENO))
    fail(work, "bitcode is not shown on a terminal; use --text, --output or --discard");
  else if (!write_module(work, as_text, content, module))
    fail(work, "cannot write %s: %s", work->output, strerror(errno));
}

static void prune_module(job *work, const job_settings *settings, const bytes *content,
                         LLVMModuleRef module) {
  refprune_options options = *settings->options; /* borrows its strings */
  options.measure_cost = true;
  options.frequencies = refprune__block_frequencies;
  options.frequencies_context = NULL;
  options.frequencies_are_llvm = true;
  explanation lines = {0};
  if (settings->explain)
    explanation_begin(&lines, &options);
  refprune_status status = refprune_run_module(module, &options, &work->report, &work->message);
  work->explanation = explanation_end(&lines);

  if (status != REFPRUNE_OK)
    work->failed = true;
  else if (!module_verify(module, &work->message))
    fail(work, "the pruned module is not valid, a bug in refprune; nothing was written");
  else if (work->output)
    write_result(work, settings, content, module);
}

static void parse_and_prune(job *work, const job_settings *settings, const bytes *content) {
  LLVMContextRef context = LLVMContextCreate();
  module_catch_errors(context, &work->message);
  LLVMModuleRef module = module_parse(context, work->name, content, &work->message);
  if (module) {
    prune_module(work, settings, content, module);
    LLVMDisposeModule(module);
  } else {
    work->failed = true;
  }
  LLVMContextDispose(context);
}

void job_run(job *work, const job_settings *settings) {
  bytes content;
  refprune_report_init(&work->report);
  if (!bytes_read(work->input, &content)) {
    fail(work, "%s", strerror(errno));
    return;
  }
  parse_and_prune(work, settings, &content);
  bytes_dispose(&content);
}

void job_dispose(job *work) {
  free(work->output);
  free(work->explanation);
}
