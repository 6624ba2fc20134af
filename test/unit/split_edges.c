/* Split edges where no host answers for frequencies: what the report says of a change is true, and a second
 * run finds nothing. Opt and the command line always have LLVM's frequencies. */
#include <refprune/prune.h>

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>

#include "check.h"

/* The text without comments, which tell of predecessors in an order that nobody promises. */
static void drop_comments(char *text) {
  char *to = text;
  for (const char *from = text; *from; from++) {
    if (*from == ';')
      from += strcspn(from, "\n");
    *to++ = *from;
  }
  *to = '\0';
}

static char *print(LLVMModuleRef module) {
  char *text = LLVMPrintModuleToString(module);
  drop_comments(text);
  return text;
}

static unsigned put_on_edges;

/* Whatever fails while edges are split, the report in hand says that they are. */
static void on_event(void *context, const refprune_event *event) {
  const refprune_report *report = context;
  const char *name = event->block ? LLVMGetBasicBlockName(event->block) : "";
  if (event->kind != REFPRUNE_INSERTED || strncmp(name, "refprune.edge", 13) != 0)
    return;
  put_on_edges++;
  CHECK(report->changed && report->cfg_changed);
}

/* Prunes once; returns whether the text changed, after checking that the report says the same. */
static int prune(LLVMModuleRef module, refprune_options *options) {
  refprune_report report;
  refprune_report_init(&report);
  options->on_event = on_event;
  options->event_context = &report;
  char *before = print(module);
  CHECK(refprune_run_module(module, options, &report, NULL) == REFPRUNE_OK);
  char *after = print(module);
  int changed = strcmp(before, after) != 0;
  CHECK(changed == (report.changed != 0));
  LLVMDisposeMessage(before);
  LLVMDisposeMessage(after);
  return changed;
}

static void check_file(const char *path, refprune_options *options) {
  LLVMContextRef context = LLVMContextCreate();
  LLVMMemoryBufferRef text = NULL;
  LLVMModuleRef module = NULL;
  char *problem = NULL;
  int failed = LLVMCreateMemoryBufferWithContentsOfFile(path, &text, &problem) ||
               LLVMParseIRInContext(context, text, &module, &problem);
  CHECK(!failed);
  if (failed) {
    LLVMDisposeMessage(problem);
  } else {
    prune(module, options);
    CHECK(!prune(module, options));
    LLVMDisposeModule(module);
  }
  LLVMContextDispose(context);
}

int main(int argc, char **argv) {
  static const char *const texts[] = {"place,split_edges", "all,mode=strict,split_edges"};
  char path[4096];
  snprintf(path, sizeof path, "%s/split_edges.ll", argc > 1 ? argv[1] : ".");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    refprune_options options;
    refprune_options_init(&options);
    CHECK(refprune_options_parse(&options, texts[i], NULL) == REFPRUNE_OK);
    check_file(path, &options);
    refprune_options_dispose(&options);
  }
  CHECK(put_on_edges != 0);
  return finish_checks();
}
