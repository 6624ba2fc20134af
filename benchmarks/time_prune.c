/* time_prune.c - the worker of the benchmarks: prunes, times and counts on request.
 *
 * One request a line on stdin, fields separated by tabs; the answer is zero or more lines and then
 * "ok", or "error" and a message. run.py drives it, in turns with a worker for llvmlite, so that
 * both meet the same noise. Requests:
 *
 *     time OPTIONS FREQUENCIES FILE   -> ns, instructions, operations before, operations after
 *     shape OPTIONS FREQUENCIES NAME SIZE -> the same, of a generated function
 *     passes PIPELINE FILE            -> ns of that LLVM pipeline
 *     frequencies FILE                -> ns of LLVM's frequencies for the functions with operations
 *     number FILE OUTPUT              writes a copy in which every operation has a number
 *     state FILE                      -> per function: index, name, operations, cost;
 *                                        per operation: function's index, number or -1, block, cost
 *     prune OPTIONS FREQUENCIES FILE  -> the state afterwards, and the reason for each operation
 *                                        that stayed: function's name, number or -1, reason
 *     shapes                          -> the names of the shapes
 *
 * FREQUENCIES is "llvm" (LLVM's BlockFrequencyInfo, worked out by the library where it can), "asked" (the
 * same, always by LLVM) or "static" (the library's own estimate). Times are CPU times of the thread and
 * hold the run alone, neither parsing nor counting.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/BitWriter.h>
#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>

#include <refprune/prune.h>

#include "module.h"
#include "plugin/frequencies.h"
#include "shapes.h"

enum { MAX_FIELDS = 6 };

/* Metadata that names an operation across passes. */
static const char number_kind[] = "bench.number";

static bool fail(const char *message) {
  printf("error\t%s\n", message);
  return false;
}

/* Options from a text; the event callback is the caller's to set. */
static bool read_options(refprune_options *options, const char *text, const char *frequencies) {
  refprune_message message = {{0}};
  if (refprune_options_init(options) != REFPRUNE_OK)
    return fail("the options cannot be initialised");
  if (refprune_options_parse(options, text, &message) != REFPRUNE_OK)
    return fail(message.text);
  if (!strcmp(frequencies, "llvm") || !strcmp(frequencies, "asked"))
    options->frequencies = refprune__block_frequencies;
  else if (strcmp(frequencies, "static") != 0)
    return fail("frequencies are 'llvm', 'asked' or 'static'");
  options->frequencies_are_llvm = !strcmp(frequencies, "llvm");
  return true;
}

/* Prunes and prints the time beside the counts. */
static bool time_run(LLVMModuleRef module, const refprune_options *options) {
  bench_count before = bench_count_module(module, NULL);
  refprune_message message = {{0}};
  uint64_t start = bench_thread_ns();
  refprune_status status = refprune_run_module(module, options, NULL, &message);
  uint64_t elapsed = bench_thread_ns() - start;
  if (status != REFPRUNE_OK)
    return fail(message.text);
  bench_count after = bench_count_module(module, NULL);
  printf("%llu\t%llu\t%llu\t%llu\n", (unsigned long long)elapsed,
         (unsigned long long)before.instructions, (unsigned long long)before.operations,
         (unsigned long long)after.operations);
  return true;
}

static bool do_time(char **field) {
  refprune_options options;
  bool done = false;
  if (read_options(&options, field[0], field[1])) {
    bench_module loaded = bench_load(field[2]);
    done = loaded.module ? time_run(loaded.module, &options) : fail(loaded.error.text);
    bench_unload(&loaded);
  }
  refprune_options_dispose(&options);
  return done;
}

static bool do_shape(char **field) {
  refprune_options options;
  bool done = false;
  if (read_options(&options, field[0], field[1])) {
    bench_module made = bench_create(field[2]);
    done = bench_shape(&made, field[2], (unsigned)strtoul(field[3], NULL, 10))
               ? time_run(made.module, &options)
               : fail("no such shape");
    bench_unload(&made);
  }
  refprune_options_dispose(&options);
  return done;
}

static bool do_shapes(char **field) {
  (void)field;
  for (size_t i = 0; bench_shape_name(i); i++)
    puts(bench_shape_name(i));
  return true;
}

/* A machine for the CPU that the corpus was compiled for, so that the pipeline vectorises as it
 * would in earnest. */
static LLVMTargetMachineRef make_machine(LLVMModuleRef module) {
  LLVMTargetRef target = NULL;
  char *message = NULL;
  const char *triple = LLVMGetTarget(module);
  if (LLVMGetTargetFromTriple(triple, &target, &message)) {
    LLVMDisposeMessage(message);
    return NULL;
  }
  return LLVMCreateTargetMachine(target, triple, "x86-64-v3", "", LLVMCodeGenLevelDefault,
                                 LLVMRelocPIC, LLVMCodeModelDefault);
}

static bool time_passes(LLVMModuleRef module, const char *pipeline) {
  LLVMTargetMachineRef machine = make_machine(module);
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  uint64_t start = bench_thread_ns();
  LLVMErrorRef error = LLVMRunPasses(module, pipeline, machine, options);
  uint64_t elapsed = bench_thread_ns() - start;
  LLVMDisposePassBuilderOptions(options);
  if (machine)
    LLVMDisposeTargetMachine(machine);
  if (!error) {
    printf("%llu\n", (unsigned long long)elapsed);
    return true;
  }
  char *text = LLVMGetErrorMessage(error);
  fail(text);
  LLVMDisposeErrorMessage(text);
  return false;
}

static bool do_passes(char **field) {
  bench_module loaded = bench_load(field[1]);
  bool done = loaded.module ? time_passes(loaded.module, field[0]) : fail(loaded.error.text);
  bench_unload(&loaded);
  return done;
}

/* CPU time of asking for the frequencies of one function's blocks. */
static uint64_t time_frequencies(LLVMValueRef function) {
  size_t count = LLVMCountBasicBlocks(function);
  LLVMBasicBlockRef *block = calloc(count, sizeof(LLVMBasicBlockRef));
  double *frequency = calloc(count, sizeof *frequency);
  if (!block || !frequency)
    exit(1);
  LLVMGetBasicBlocks(function, block);
  uint64_t start = bench_thread_ns();
  refprune__block_frequencies(NULL, function, block, count, frequency);
  uint64_t elapsed = bench_thread_ns() - start;
  free(frequency);
  free(block);
  return elapsed;
}

static bool do_frequencies(char **field) {
  bench_module loaded = bench_load(field[0]);
  if (!loaded.module) {
    fail(loaded.error.text);
    bench_unload(&loaded);
    return false;
  }
  uint64_t sum = 0;
  for (LLVMValueRef function = LLVMGetFirstFunction(loaded.module); function;
       function = LLVMGetNextFunction(function))
    if (!LLVMIsDeclaration(function) && bench_count_function(function, NULL).operations)
      sum += time_frequencies(function);
  printf("%llu\n", (unsigned long long)sum);
  bench_unload(&loaded);
  return true;
}

static unsigned number_kind_id(LLVMContextRef context) {
  return LLVMGetMDKindIDInContext(context, number_kind, sizeof number_kind - 1);
}

static void set_number(LLVMValueRef operation, size_t block, double frequency, void *context) {
  (void)block, (void)frequency;
  unsigned *next = context;
  LLVMContextRef owner = LLVMGetTypeContext(LLVMTypeOf(operation));
  LLVMValueRef value = LLVMConstInt(LLVMInt32TypeInContext(owner), (*next)++, 0);
  LLVMMetadataRef number = LLVMValueAsMetadata(value);
  LLVMMetadataRef node = LLVMMDNodeInContext2(owner, &number, 1);
  LLVMSetMetadata(operation, number_kind_id(owner), LLVMMetadataAsValue(owner, node));
}

/* -1: an operation that a pass has inserted. */
static long number_of(LLVMValueRef operation) {
  unsigned kind = number_kind_id(LLVMGetTypeContext(LLVMTypeOf(operation)));
  LLVMValueRef node = LLVMGetMetadata(operation, kind);
  if (!node || LLVMGetMDNodeNumOperands(node) != 1)
    return -1;
  LLVMValueRef number;
  LLVMGetMDNodeOperands(node, &number);
  return (long)LLVMConstIntGetZExtValue(number);
}

static bool do_number(char **field) {
  bench_module loaded = bench_load(field[0]);
  unsigned next = 0;
  bool done = loaded.module || fail(loaded.error.text);
  if (done) {
    for (LLVMValueRef function = LLVMGetFirstFunction(loaded.module); function;
         function = LLVMGetNextFunction(function))
      bench_each_operation(function, NULL, set_number, &next);
    done = !LLVMWriteBitcodeToFile(loaded.module, field[1]) || fail("the copy cannot be written");
  }
  bench_unload(&loaded);
  return done;
}

static void print_operation(LLVMValueRef operation, size_t block, double frequency,
                            void *context) {
  const size_t *function = context;
  printf("operation\t%zu\t%ld\t%zu\t%.17g\n", *function, number_of(operation), block,
         frequency);
}

/* Functions are numbered as they come, declarations included. */
static void print_state(LLVMModuleRef module) {
  size_t index = 0;
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function), index++) {
    if (LLVMIsDeclaration(function))
      continue;
    bench_count count = bench_count_function(function, refprune__block_frequencies);
    size_t length = 0;
    printf("function\t%zu\t%s\t%llu\t%.17g\n", index, LLVMGetValueName2(function, &length),
           (unsigned long long)count.operations, count.cost);
    if (count.operations)
      bench_each_operation(function, refprune__block_frequencies, print_operation, &index);
  }
}

static bool do_state(char **field) {
  bench_module loaded = bench_load(field[0]);
  if (loaded.module)
    print_state(loaded.module);
  bool done = loaded.module || fail(loaded.error.text);
  bench_unload(&loaded);
  return done;
}

/* The names of refprune_reason, for programs to read. */
static const char *const reason_names[] = {
#define X(upper, text) #upper,
    REFPRUNE_REASON_LIST(X)
#undef X
};

static void print_kept(void *context, const refprune_event *event) {
  (void)context;
  if (event->kind != REFPRUNE_KEPT)
    return;
  size_t length = 0;
  printf("kept\t%s\t%ld\t%s\n", LLVMGetValueName2(event->function, &length),
         event->instruction ? number_of(event->instruction) : -1,
         reason_names[event->reason]);
}

static bool do_prune(char **field) {
  refprune_options options;
  bool done = false;
  if (read_options(&options, field[0], field[1])) {
    options.explain = true;
    options.on_event = print_kept;
    refprune_message message = {{0}};
    bench_module loaded = bench_load(field[2]);
    done = loaded.module || fail(loaded.error.text);
    if (done)
      done = refprune_run_module(loaded.module, &options, NULL, &message) == REFPRUNE_OK ||
             fail(message.text);
    if (done)
      print_state(loaded.module);
    bench_unload(&loaded);
  }
  refprune_options_dispose(&options);
  return done;
}

typedef struct request {
  const char *name;
  size_t fields;
  bool (*run)(char **field);
} request;

static const request requests[] = {
    {"time", 3, do_time},     {"shape", 4, do_shape}, {"passes", 2, do_passes},
    {"number", 2, do_number}, {"state", 1, do_state}, {"prune", 3, do_prune},
    {"shapes", 0, do_shapes}, {"frequencies", 1, do_frequencies},
};

/* Cuts a line at its tabs. */
static size_t split(char *line, char **field) {
  size_t count = 0;
  line[strcspn(line, "\n")] = 0;
  for (char *at = line; at && count < MAX_FIELDS; count++) {
    field[count] = at;
    at = strchr(at, '\t');
    if (at)
      *at++ = 0;
  }
  return count;
}

static bool answer(char *line) {
  char *field[MAX_FIELDS];
  size_t count = split(line, field);
  for (const request *entry = requests; entry < requests + sizeof requests / sizeof *requests;
       entry++)
    if (!strcmp(entry->name, field[0]) && entry->fields + 1 == count)
      return entry->run(field + 1);
  return fail("unknown request");
}

int main(void) {
  char *line = NULL;
  size_t capacity = 0;
  LLVMInitializeNativeTarget();
  while (getline(&line, &capacity, stdin) > 0) {
    if (answer(line))
      puts("ok");
    fflush(stdout);
  }
  free(line);
  return 0;
}
