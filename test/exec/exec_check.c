/* exec_check.c - runs every function of the given files before and after pruning, and compares.
 *
 *     exec-check [--options=OPTIONS]... [--seeds=N] [--require=N] [--verbose]
 *                [--stores-lend] FILE.ll...
 *     exec-check --after=PRUNED.ll [--strict] [--seeds=N] ORIGINAL.ll
 *
 * Each function runs in N scenarios (see world.h), with each set of options. One that destroys
 * other objects, or elsewhere, touches a dead one, or leaks what was not leaked is condemned; then,
 * and where a file cannot be run, a second run prunes otherwise, or fewer than --require functions
 * changed and ran, the exit code is 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Analysis.h>
#include <llvm-c/IRReader.h>
#include <llvm-c/Target.h>

#include <refprune/prune.h>

#include "trial.h"

enum { MAX_OPTION_SETS = 32 };

typedef struct settings {
  const char *options[MAX_OPTION_SETS];
  int option_count;
  const char *after; /* a file to compare with instead of pruning */
  bool strict;
  bool verbose;
  bool stores_lend; /* see trial.h */
  uint64_t seeds;
  long required;
} settings;

typedef struct totals {
  long functions, changed, runs, ill_formed, cut, skipped, condemned, problems;
} totals;

typedef struct session {
  const settings *chosen;
  totals sum;
  const char *path;
  subjects found;
  world before;
} session;

static void complain(session *run, const char *what, const char *detail) {
  run->sum.problems++;
  fprintf(stderr, "exec-check: %s: %s%s%s\n", run->path, what, detail ? ": " : "",
          detail ? detail : "");
}

static LLVMModuleRef load(session *run, const char *path, LLVMContextRef context) {
  LLVMMemoryBufferRef buffer;
  LLVMModuleRef module;
  char *message = NULL;
  if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &message) ||
      LLVMParseIRInContext(context, buffer, &module, &message)) {
    complain(run, path, message);
    LLVMDisposeMessage(message);
    return NULL;
  }
  return module;
}

/* The module ready to run, or NULL. Takes the module. */
static LLVMExecutionEngineRef compile(session *run, LLVMModuleRef module) {
  char *message = NULL;
  const char *missing = subjects_prepare(&run->found, module);
  if (missing || LLVMVerifyModule(module, LLVMReturnStatusAction, &message)) {
    complain(run, missing ? "nobody provides this function" : "invalid once instrumented",
             missing ? missing : message);
    LLVMDisposeMessage(message);
    LLVMDisposeModule(module);
    return NULL;
  }
  LLVMDisposeMessage(message);
  LLVMExecutionEngineRef engine = trial_compile(module, &message);
  if (!engine) {
    complain(run, "cannot be compiled", message);
    LLVMDisposeMessage(message);
  }
  return engine;
}

/* Prunes by one set of options; says whether it is for strict mode. */
static bool prune(session *run, LLVMModuleRef module, const char *text, bool *strict) {
  refprune_options options;
  refprune_message message = {""};
  refprune_status status = refprune_options_init(&options);
  if (status == REFPRUNE_OK)
    status = refprune_options_parse(&options, text, &message);
  if (status == REFPRUNE_OK)
    status = refprune_run_module(module, &options, NULL, &message);
  *strict = options.mode == REFPRUNE_STRICT;
  refprune_options_dispose(&options);
  if (status != REFPRUNE_OK)
    complain(run, text, message.text);
  return status == REFPRUNE_OK;
}

static bool same_module(LLVMModuleRef one, LLVMModuleRef other) {
  char *first = LLVMPrintModuleToString(one), *second = LLVMPrintModuleToString(other);
  const bool same = strcmp(first, second) == 0;
  LLVMDisposeMessage(first);
  LLVMDisposeMessage(second);
  return same;
}

/* The same input gives the same output, and what was pruned once has nothing left to prune. */
static void check_second_run(session *run, LLVMModuleRef original, LLVMModuleRef pruned,
                             const char *text) {
  bool strict;
  LLVMModuleRef same = LLVMCloneModule(original), again = LLVMCloneModule(pruned);
  if (prune(run, same, text, &strict) && !same_module(same, pruned))
    complain(run, "two runs on one input differ", text);
  /* Edges that were split and joined again leave the uses of a block in another order, which the
   * comments on predecessors show. */
  const bool reorders = strstr(text, "split_edges") != NULL;
  if (prune(run, again, text, &strict) && !reorders && !same_module(again, pruned))
    complain(run, "a second run changes it once more", text);
  LLVMDisposeModule(same);
  LLVMDisposeModule(again);
}

static bool same_text(LLVMValueRef one, LLVMValueRef other) {
  char *first = LLVMPrintValueToString(one), *second = LLVMPrintValueToString(other);
  const bool same = strcmp(first, second) == 0;
  LLVMDisposeMessage(first);
  LLVMDisposeMessage(second);
  return same;
}

static void condemn(session *run, const subject *about, const char *text, uint64_t seed,
                    const char *difference) {
  run->sum.condemned++;
  printf("condemned: %s: %s with %s, scenario %llu: %s\n", run->path, about->name, text,
         (unsigned long long)seed, difference);
}

/* Runs one function before and after in all scenarios, up to the first that condemns it. */
static void compare_function(session *run, const subject *about, trial_caller original,
                             trial_caller pruned, const char *text, bool strict) {
  run->sum.changed++;
  for (uint64_t seed = 1; seed <= run->chosen->seeds; seed++) {
    scenario scene = {.seed = seed, .strict = strict};
    if (!trial_run_original(original, about, &scene)) {
      run->sum.ill_formed++;
      continue;
    }
    run->before = test_world;
    run->sum.cut += run->before.end == ENDED_CUT;
    trial_run(pruned, about, &scene);
    run->sum.runs++;
    const char *difference = trial_difference(&run->before, &test_world, run->chosen->stores_lend);
    if (difference) {
      condemn(run, about, text, seed, difference);
      return;
    }
  }
}

/* Which functions differ must be asked before instrumentation changes them all. A file given by
 * --after holds only functions that changed. */
static void note_changes(session *run, LLVMModuleRef before, LLVMModuleRef after,
                         bool changed[MAX_SUBJECTS]) {
  for (int index = 0; index < run->found.count; index++) {
    const char *name = run->found.list[index].name;
    LLVMValueRef pruned = LLVMGetNamedFunction(after, name);
    changed[index] = pruned && !same_text(LLVMGetNamedFunction(before, name), pruned);
    if (!pruned && !run->chosen->after)
      complain(run, "a function is gone", name);
  }
}

static void compare_engines(session *run, LLVMExecutionEngineRef before,
                            LLVMExecutionEngineRef after, const bool changed[MAX_SUBJECTS],
                            const char *text, bool strict) {
  for (int index = 0; index < run->found.count; index++) {
    const subject *about = &run->found.list[index];
    if (about->skipped || !changed[index])
      continue;
    trial_caller original = trial_find(before, about), pruned = trial_find(after, about);
    if (original && pruned)
      compare_function(run, about, original, pruned, text, strict);
    else
      complain(run, "cannot be called", about->name);
  }
}

/* Takes both modules. */
static void compare_modules(session *run, LLVMModuleRef before, LLVMModuleRef after,
                            const char *text, bool strict) {
  bool changed[MAX_SUBJECTS];
  note_changes(run, before, after, changed);
  LLVMExecutionEngineRef original = compile(run, before), pruned = compile(run, after);
  if (original && pruned)
    compare_engines(run, original, pruned, changed, text, strict);
  if (original)
    LLVMDisposeExecutionEngine(original);
  if (pruned)
    LLVMDisposeExecutionEngine(pruned);
}

static void check_with(session *run, LLVMModuleRef module, const char *text) {
  bool strict = run->chosen->strict;
  LLVMModuleRef before = LLVMCloneModule(module), after;
  bool ready;
  if (run->chosen->after) {
    after = load(run, run->chosen->after, LLVMGetModuleContext(module));
    ready = after != NULL;
  } else {
    after = LLVMCloneModule(module);
    ready = prune(run, after, text, &strict);
    if (ready)
      check_second_run(run, module, after, text);
  }
  if (ready) {
    compare_modules(run, before, after, text, strict);
    return;
  }
  LLVMDisposeModule(before);
  if (after)
    LLVMDisposeModule(after);
}

static void note_skipped(session *run) {
  for (int index = 0; index < run->found.count; index++) {
    const subject *about = &run->found.list[index];
    run->sum.functions++;
    if (!about->skipped)
      continue;
    run->sum.skipped++;
    if (run->chosen->verbose)
      printf("not run: %s: %s: %s\n", run->path, about->name, about->skipped);
  }
}

static void check_file(session *run, const char *path) {
  LLVMContextRef context = LLVMContextCreate();
  run->path = path;
  LLVMModuleRef module = load(run, path, context);
  if (module && !subjects_find(&run->found, module))
    complain(run, "too many functions", NULL);
  else if (module) {
    note_skipped(run);
    for (int index = 0; index < run->chosen->option_count; index++)
      check_with(run, module, run->chosen->options[index]);
  }
  if (module)
    LLVMDisposeModule(module);
  LLVMContextDispose(context);
}

static int finish(const session *run) {
  const totals *sum = &run->sum;
  printf("%ld functions, %ld not run; %ld changed by some options, %ld runs compared "
         "(%ld cut short, %ld ill-formed); %ld condemned\n",
         sum->functions, sum->skipped, sum->changed, sum->runs, sum->cut, sum->ill_formed,
         sum->condemned);
  if (sum->changed < run->chosen->required)
    fprintf(stderr, "exec-check: only %ld changed functions ran, %ld are required\n", sum->changed,
            run->chosen->required);
  return sum->condemned || sum->problems || sum->changed < run->chosen->required;
}

/* The value of an argument `--name=value`, or NULL. */
static const char *value_of(const char *argument, const char *name) {
  const size_t length = strlen(name);
  return strncmp(argument, name, length) == 0 && argument[length] == '=' ? argument + length + 1
                                                                         : NULL;
}

static bool take_setting(settings *chosen, const char *argument) {
  const char *value;
  if ((value = value_of(argument, "--options")) && chosen->option_count < MAX_OPTION_SETS)
    chosen->options[chosen->option_count++] = value;
  else if ((value = value_of(argument, "--after")))
    chosen->after = value;
  else if ((value = value_of(argument, "--seeds")))
    chosen->seeds = strtoull(value, NULL, 10);
  else if ((value = value_of(argument, "--require")))
    chosen->required = strtol(value, NULL, 10);
  else if (strcmp(argument, "--strict") == 0)
    chosen->strict = true;
  else if (strcmp(argument, "--verbose") == 0)
    chosen->verbose = true;
  else if (strcmp(argument, "--stores-lend") == 0)
    chosen->stores_lend = true;
  else
    return false;
  return true;
}

int main(int count, char **arguments) {
  static session run;
  settings chosen = {.seeds = 100};
  int first = 1;
  while (first < count && take_setting(&chosen, arguments[first]))
    first++;
  if (first == count || arguments[first][0] == '-') {
    fprintf(stderr, "exec-check: %s\n", first == count ? "no files" : arguments[first]);
    return 2;
  }
  if (chosen.option_count == 0)
    chosen.options[chosen.option_count++] = "all";
  LLVMLinkInMCJIT();
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
  LLVMInitializeNativeAsmParser();
  run.chosen = &chosen;
  for (int index = first; index < count; index++)
    check_file(&run, arguments[index]);
  return finish(&run);
}
