/* check_corpus.c - what must hold for every module of a folder, whatever the pass finds in it.
 *
 *     check_corpus OPTIONS CORPUS FOLDER    checks CORPUS/FOLDER, each .bc file
 *     check_corpus --self-test              shows that each check can fail
 *
 * For each module:
 *   - the pruned module is valid;
 *   - no function costs more than before, by LLVM's block frequencies; nor does it if each operation's
 *     bytes are added (size_weight), the sum that placement minimises;
 *   - without placement, which may lengthen cold code to shorten hot code, no function holds more
 *     operations than before;
 *   - the library's report agrees with what stands in the IR;
 *   - a second run changes nothing, not even a byte;
 *   - pruning a second copy gives the same bytes.
 *
 * The environment variable REFPRUNE_CORPUS replaces CORPUS. Exit code 77: there is no such folder.
 */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Analysis.h>
#include <llvm-c/BitWriter.h>
#include <llvm-c/Core.h>

#include <refprune/prune.h>

#include "module.h"
#include "plugin/frequencies.h"

enum { EXIT_SKIPPED = 77 };

typedef struct state {
  bench_count sum;
  bench_count *function; /* those with a body, in order */
  size_t count;
} state;

typedef struct checker {
  refprune_options options;
  const char *file; /* what the messages name */
  unsigned problems;
} checker;

static void complain(checker *check, const char *what) {
  printf("%s: %s\n", check->file, what);
  check->problems++;
}

static state take_state(LLVMModuleRef module) {
  state taken = {{0, 0, 0}, NULL, 0};
  size_t capacity = 0;
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function))
    capacity++;
  taken.function = calloc(capacity + 1, sizeof *taken.function);
  if (!taken.function)
    exit(1);
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function)) {
    if (LLVMIsDeclaration(function))
      continue;
    bench_count one = bench_count_function(function, refprune__block_frequencies);
    taken.sum.operations += one.operations;
    taken.sum.cost += one.cost;
    taken.function[taken.count++] = one;
  }
  return taken;
}

/* Sums of doubles in another order differ in the last digits; a real increase is larger. */
static bool exceeds(double after, double before) {
  return !(after <= before * (1 + 1e-9) + 1e-9);
}

static void compare_functions(checker *check, const bench_count *before, const bench_count *after) {
  double weight = check->options.size_weight;
  if (exceeds(after->cost, before->cost))
    complain(check, "a function costs more than before");
  if (exceeds(after->cost + weight * (double)after->operations,
              before->cost + weight * (double)before->operations))
    complain(check, "a function costs more than before if bytes count");
  if (!(check->options.passes & REFPRUNE_PLACE) && after->operations > before->operations)
    complain(check, "a function holds more operations than before");
}

static void compare_states(checker *check, const state *before, const state *after) {
  if (after->count != before->count) {
    complain(check, "functions have come or gone");
    return;
  }
  for (size_t i = 0; i < after->count; i++)
    compare_functions(check, &before->function[i], &after->function[i]);
}

static void compare_report(checker *check, const state *before, const state *after,
                           const refprune_report *report) {
  if (report->increfs_before + report->decrefs_before != before->sum.operations)
    complain(check, "the report miscounts the operations before");
  if (report->increfs_after + report->decrefs_after != after->sum.operations)
    complain(check, "the report miscounts the operations after");
  if (!report->changed && before->sum.operations != after->sum.operations)
    complain(check, "the report denies a change");
}

static void check_valid(checker *check, LLVMModuleRef module) {
  char *message = NULL;
  if (LLVMVerifyModule(module, LLVMReturnStatusAction, &message))
    complain(check, message);
  LLVMDisposeMessage(message);
}

static bool same_bytes(LLVMModuleRef one, LLVMModuleRef other) {
  LLVMMemoryBufferRef first = LLVMWriteBitcodeToMemoryBuffer(one);
  LLVMMemoryBufferRef second = LLVMWriteBitcodeToMemoryBuffer(other);
  size_t size = LLVMGetBufferSize(first);
  bool same = size == LLVMGetBufferSize(second) &&
              !memcmp(LLVMGetBufferStart(first), LLVMGetBufferStart(second), size);
  LLVMDisposeMemoryBuffer(first);
  LLVMDisposeMemoryBuffer(second);
  return same;
}

static refprune_report prune(checker *check, LLVMModuleRef module) {
  refprune_report report;
  refprune_message message = {{0}};
  refprune_report_init(&report);
  if (refprune_run_module(module, &check->options, &report, &message) != REFPRUNE_OK)
    complain(check, message.text);
  return report;
}

/* `pruned` has been pruned once. The copy of it is what the second run is compared with. */
static void check_second_run(checker *check, LLVMModuleRef pruned) {
  LLVMModuleRef before = LLVMCloneModule(pruned);
  LLVMModuleRef again = LLVMCloneModule(pruned);
  if (prune(check, again).changed)
    complain(check, "a second run reports a change");
  if (!same_bytes(before, again))
    complain(check, "a second run changes the module");
  LLVMDisposeModule(before);
  LLVMDisposeModule(again);
}

static void check_pruned(checker *check, LLVMModuleRef module, LLVMModuleRef twin) {
  state before = take_state(module);
  refprune_report report = prune(check, module);
  state after = take_state(module);
  check_valid(check, module);
  compare_states(check, &before, &after);
  compare_report(check, &before, &after, &report);
  prune(check, twin);
  if (!same_bytes(module, twin))
    complain(check, "two runs on the same input differ");
  check_second_run(check, module);
  free(before.function);
  free(after.function);
}

static void check_file(checker *check, const char *path) {
  bench_module loaded = bench_load(path);
  bench_module twin = bench_load(path);
  check->file = path;
  if (loaded.module && twin.module)
    check_pruned(check, loaded.module, twin.module);
  else
    complain(check, loaded.error.text);
  bench_unload(&loaded);
  bench_unload(&twin);
}

static int by_bitcode_suffix(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return length > 3 && !strcmp(entry->d_name + length - 3, ".bc");
}

/* Returns the number of modules, or -1 where the folder cannot be read. */
static int check_folder(checker *check, const char *folder) {
  struct dirent **entry = NULL;
  int count = scandir(folder, &entry, by_bitcode_suffix, alphasort);
  for (int i = 0; i < count; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, entry[i]->d_name);
    check_file(check, path);
    free(entry[i]);
  }
  free(entry);
  return count;
}

/* --- each check must be able to fail ------------------------------------------------------- */

/* A function with `operations` increfs in its one block; not valid IR unless `ended`. */
static bench_module make_module(unsigned operations, bool ended) {
  bench_module made = bench_create("made");
  LLVMTypeRef nothing = LLVMVoidTypeInContext(made.context);
  LLVMTypeRef pointer = LLVMPointerTypeInContext(made.context, 0);
  LLVMTypeRef type = LLVMFunctionType(nothing, &pointer, 1, 0);
  LLVMValueRef incref = LLVMAddFunction(made.module, "NRT_incref", type);
  LLVMValueRef function = LLVMAddFunction(made.module, "f", type);
  LLVMValueRef argument = LLVMGetParam(function, 0);
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(made.context);
  LLVMPositionBuilderAtEnd(builder, LLVMAppendBasicBlockInContext(made.context, function, ""));
  for (unsigned i = 0; i < operations; i++)
    LLVMBuildCall2(builder, type, incref, &argument, 1, "");
  if (ended)
    LLVMBuildRetVoid(builder);
  LLVMDisposeBuilder(builder);
  return made;
}

static bool noticed(checker *check, const char *what) {
  bool found = check->problems > 0;
  check->problems = 0;
  if (!found)
    printf("not noticed: %s\n", what);
  return found;
}

static int self_test(void) {
  checker check = {.file = "self-test", .options.size_weight = 0.3};
  bench_module small = make_module(1, true), large = make_module(2, true);
  bench_module invalid = make_module(1, false);
  state one = take_state(small.module), two = take_state(large.module);
  refprune_report report;
  refprune_report_init(&report);
  bool good = one.sum.operations == 1 && two.sum.operations == 2;
  compare_states(&check, &one, &two);
  good &= check.problems == 3;
  good &= noticed(&check, "an operation more, in number, cost and bytes");
  compare_report(&check, &two, &one, &report);
  good &= noticed(&check, "a report without counts");
  check_valid(&check, invalid.module);
  good &= noticed(&check, "an invalid module");
  good &= !same_bytes(small.module, large.module) && same_bytes(small.module, small.module);
  good &= check_folder(&check, "/nonexistent") < 0;
  free(one.function);
  free(two.function);
  bench_unload(&small);
  bench_unload(&large);
  bench_unload(&invalid);
  puts(good ? "each check can fail" : "some check cannot fail");
  return good ? 0 : 1;
}

static int check_corpus(char **argument) {
  checker check = {.file = ""};
  refprune_message message = {{0}};
  const char *corpus = getenv("REFPRUNE_CORPUS");
  char folder[4096];
  snprintf(folder, sizeof folder, "%s/%s", corpus && *corpus ? corpus : argument[1], argument[2]);
  int modules = -1;
  if (refprune_options_init(&check.options) == REFPRUNE_OK &&
      refprune_options_parse(&check.options, argument[0], &message) == REFPRUNE_OK) {
    check.options.frequencies = refprune__block_frequencies;
    check.options.frequencies_are_llvm = true;
    modules = check_folder(&check, folder);
    if (modules <= 0)
      printf("SKIPPED: there is no corpus in %s\n", folder);
    else
      printf("%d modules, %u problems\n", modules, check.problems);
  } else {
    complain(&check, message.text);
  }
  refprune_options_dispose(&check.options);
  if (check.problems)
    return 1;
  return modules > 0 ? 0 : EXIT_SKIPPED;
}

int main(int count, char **argument) {
  if (count == 2 && !strcmp(argument[1], "--self-test"))
    return self_test();
  if (count == 4)
    return check_corpus(argument + 1);
  fputs("usage: check_corpus OPTIONS CORPUS FOLDER | check_corpus --self-test\n", stderr);
  return 2;
}
