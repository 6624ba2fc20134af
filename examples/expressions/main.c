/* expressions [FILE [DIRECTORY]] - compiles and runs each line of a program (see compiler.h), from
 * FILE or standard input, and says at the end what the pruner removed and whether anything leaked.
 * Lines that begin with # are comments. DIRECTORY gets what the compiler emitted, a file a
 * function, to be looked at or run by `refprune run`. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <llvm-c/Core.h>
#include <nrt/nrt.h>
#include <nrt/stats.h>

#include "box.h"
#include "compiler.h"

static bool report_error(const compiler *all, const char *what) {
  printf("line %d: %s\n", all->line, what);
  return false;
}

static bool report_status(const compiler *all, int status) {
  const char *names[1];
  char text[MESSAGE_SIZE] = "an unknown error";
  if (status == STATUS_DIVISION)
    snprintf(text, sizeof text, "division by zero");
  else if (status == STATUS_MISSING &&
           refprune_jit_slots(all->jit, REFPRUNE_JIT_PENDING, names, 1) > 0)
    snprintf(text, sizeof text, "a function is called that is not defined, such as '%s'", names[0]);
  nrt_clear_error();
  return report_error(all, text);
}

static bool print_value(const compiler *all, const char *entry) {
  uint64_t address;
  NRT_MemInfo *result;
  LLVMErrorRef error = refprune_jit_lookup(all->jit, entry, &address);
  if (error) {
    char *text = LLVMGetErrorMessage(error);
    report_error(all, text);
    LLVMDisposeErrorMessage(text);
    return false;
  }
  int status = ((int (*)(NRT_MemInfo **))(uintptr_t)address)(&result);
  if (status != STATUS_FINE)
    return report_status(all, status);
  printf("%.12g\n", *(double *)NRT_MemInfo_data(result));
  NRT_decref(result);
  return true;
}

static bool run_line(compiler *all, const char *text) {
  char entry[NAME_SIZE];
  if (text[strspn(text, " \t\r\n")] == '\0' || *text == '#') {
    all->line++;
    return true;
  }
  if (!compile_line(all, text, entry))
    return report_error(all, all->message);
  return !*entry || print_value(all, entry);
}

static bool run_lines(refprune_jit *jit, FILE *source) {
  char text[1024];
  compiler all = {.jit = jit};
  bool fine = true;
  while (fgets(text, sizeof text, source))
    fine = run_line(&all, text) && fine;
  return fine;
}

static bool report_work(refprune_jit *jit) {
  refprune_report report;
  nrt_stats stats;
  refprune_jit_get_report(jit, &report);
  nrt_stats_init(&stats);
  nrt_stats_get(&stats);
  printf("operations: %" PRIu64 " emitted, %" PRIu64 " left; objects: %" PRIu64 " made, %" PRIu64
         " destroyed: %s\n",
         report.increfs_before + report.decrefs_before, report.increfs_after + report.decrefs_after,
         stats.mi_alloc, stats.mi_free, stats.mi_alloc == stats.mi_free ? "no leak" : "a leak");
  return stats.mi_alloc == stats.mi_free;
}

static int complain(LLVMErrorRef error) {
  char *text = LLVMGetErrorMessage(error);
  fprintf(stderr, "expressions: %s\n", text);
  LLVMDisposeErrorMessage(text);
  return 1;
}

/* The first step of each compilation: what comes here has not been pruned. */
static LLVMErrorRef save_module(void *context, LLVMModuleRef module) {
  size_t length;
  char path[1024], *problem = NULL;
  const char *name = LLVMGetModuleIdentifier(module, &length);
  snprintf(path, sizeof path, "%s/%s.ll", (const char *)context, name);
  if (!LLVMPrintModuleToFile(module, path, &problem))
    return NULL;
  LLVMErrorRef error = LLVMCreateStringError(problem);
  LLVMDisposeMessage(problem);
  return error;
}

/* The pruner is told that `box` makes objects, which own nothing. */
static int run(FILE *source, char *directory, const refprune_options *pruning) {
  const refprune_jit_symbol symbols[] = {{"box", (uint64_t)(uintptr_t)&box}};
  refprune_jit *jit;
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.pruning = pruning;
  options.symbols = symbols;
  options.symbol_count = 1;
  options.step_before = directory ? save_module : NULL;
  options.step_context = directory;
  LLVMErrorRef error = refprune_jit_create(&jit, &options);
  if (error)
    return complain(error);
  nrt_stats_enable();
  bool fine = run_lines(jit, source);
  fine = report_work(jit) && fine;
  error = refprune_jit_dispose(jit);
  return error ? complain(error) : !fine;
}

int main(int argc, char **argv) {
  refprune_options pruning;
  FILE *source = argc > 1 ? fopen(argv[1], "r") : stdin;
  if (!source) {
    perror(argv[1]);
    return 1;
  }
  int code = 1;
  if (refprune_options_init(&pruning) == REFPRUNE_OK &&
      refprune_options_parse(&pruning, "all leaf_alloc=box", NULL) == REFPRUNE_OK)
    code = run(source, argc > 2 ? argv[2] : NULL, &pruning);
  refprune_options_dispose(&pruning);
  if (source != stdin)
    fclose(source);
  return code;
}
