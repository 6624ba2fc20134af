/* run_program.c - compile, call the entry, look around. */
#include "run_program.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>
#include <nrt/debug.h>
#include <nrt/nrt.h>
#include <refprune/jit.h>

#include "module_io.h"
#include "run_crash.h"
#include "run_values.h"

#define CALLER "refprune.run.caller"

enum { MOST_PENDING = 8 };

typedef void (*program_caller)(const uint64_t *arguments, uint64_t *result);

typedef struct program {
  const run_request *request;
  run_outcome *outcome;
  refprune_jit *jit;
  run_symbols symbols;
  bool has_entry;
  run_signature signature;
  run_argument arguments[MAX_ARGUMENTS];
} program;

/* ---- failing ---- */

__attribute__((format(printf, 2, 3))) static bool fail(program *run, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(run->outcome->message, MESSAGE_TEXT, format, arguments);
  va_end(arguments);
  return false;
}

/* One line, also where LLVM has more. Consumes the error. */
static bool succeeded(program *run, LLVMErrorRef error) {
  if (!error)
    return true;
  char *text = LLVMGetErrorMessage(error);
  fail(run, "%.*s", (int)strcspn(text, "\n"), text);
  LLVMDisposeErrorMessage(text);
  return false;
}

/* ---- compiling ---- */

static LLVMErrorRef count_step(void *context, LLVMModuleRef module) {
  const run_request *request = context;
  world_instrument(module, request->options->incref, request->options->decref);
  return NULL;
}

static bool make_jit(program *run) {
  const refprune_jit_symbol counters[] = {
      {WORLD_CLOCK, (uint64_t)(uintptr_t)&run_world_counters.clock},
      {WORLD_INCREFS, (uint64_t)(uintptr_t)&run_world_counters.increfs},
      {WORLD_DECREFS, (uint64_t)(uintptr_t)&run_world_counters.decrefs},
  };
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.prune = run->request->prune;
  options.pruning = run->request->options;
  options.step_after = run->request->count ? count_step : NULL;
  options.step_context = (void *)(uintptr_t)run->request;
  options.symbols = counters;
  options.symbol_count = sizeof counters / sizeof *counters;
  if (!succeeded(run, refprune_jit_create(&run->jit, &options)))
    return false;
  symbols_watch(&run->symbols, run->jit);
  return true;
}

/* NAME=PATH:SYMBOL; the last colon separates. */
static bool define(program *run, const char *text) {
  char copy[1024];
  snprintf(copy, sizeof copy, "%s", text);
  char *path = strchr(copy, '='), *symbol = strrchr(copy, ':');
  if (!path || !symbol || symbol < path || path == copy || !symbol[1])
    return fail(run, "--define takes NAME=LIBRARY:SYMBOL, not '%s'", text);
  *path++ = *symbol++ = '\0';
  return succeeded(run, refprune_jit_define_from_library(run->jit, copy, path, symbol));
}

static bool add_libraries(program *run) {
  for (const char *const *path = run->request->extensions; path && *path; ++path)
    if (!succeeded(run, refprune_jit_add_library(run->jit, *path)))
      return false;
  for (const char *const *text = run->request->defines; text && *text; ++text)
    if (!define(run, *text))
      return false;
  return true;
}

static bool note_module(program *run, const run_file *file, LLVMModuleRef module) {
  refprune_message message;
  LLVMValueRef entry = LLVMGetNamedFunction(module, run->request->entry);
  if (entry && !LLVMIsDeclaration(entry)) {
    run->has_entry = true;
    if (!signature_read(&run->signature, entry, &message))
      return fail(run, "%s: %s", file->name, message.text);
  }
  return symbols_note(&run->symbols, module) || fail(run, "no memory");
}

/* Parses, in a context that stays readable by LLVM when the message is gone. */
static LLVMModuleRef parse(program *run, const run_file *file, LLVMContextRef context) {
  refprune_message message;
  module_catch_errors(context, &message);
  LLVMModuleRef module = module_parse(context, file->name, &file->content, &message);
  LLVMContextSetDiagnosticHandler(context, NULL, NULL);
  if (!module)
    fail(run, "%s: %s", file->name, message.text);
  return module;
}

static bool add_module(program *run, const run_file *file) {
  LLVMOrcThreadSafeContextRef owner;
  LLVMContextRef context = refprune_jit_new_context(&owner);
  LLVMModuleRef module = parse(run, file, context);
  bool done = module && note_module(run, file, module);
  if (done)
    done = succeeded(
        run, refprune_jit_add_module(run->jit, LLVMOrcCreateNewThreadSafeModule(module, owner)));
  else if (module)
    LLVMDisposeModule(module);
  LLVMOrcDisposeThreadSafeContext(owner);
  return done;
}

static bool add_caller(program *run) {
  LLVMOrcThreadSafeContextRef owner;
  LLVMContextRef context = refprune_jit_new_context(&owner);
  LLVMModuleRef module = signature_caller(&run->signature, context, CALLER, run->request->entry);
  LLVMErrorRef error =
      refprune_jit_add_module(run->jit, LLVMOrcCreateNewThreadSafeModule(module, owner));
  LLVMOrcDisposeThreadSafeContext(owner);
  return succeeded(run, error);
}

static bool add_program(program *run) {
  const run_request *request = run->request;
  for (size_t i = 0; i < request->file_count; ++i)
    if (!add_module(run, &request->files[i]))
      return false;
  if (!run->has_entry)
    return fail(run, "the program defines no function '%s'", request->entry);
  refprune_message message;
  if (!arguments_read(run->arguments, &run->signature, request->arguments, request->argument_count,
                      &message))
    return fail(run, "%s", message.text);
  return add_caller(run) && succeeded(run, symbols_locate(&run->symbols, run->jit));
}

/* ---- running ---- */

/* A function that does not exist was called, or the runtime was misused. */
static bool check_runtime(program *run) {
  const char *names[MOST_PENDING];
  char pending[512] = "";
  if (!*nrt_last_error())
    return true;
  size_t count = refprune_jit_slots(run->jit, REFPRUNE_JIT_PENDING, names, MOST_PENDING);
  for (size_t i = 0; i < count && i < MOST_PENDING; ++i) {
    size_t used = strlen(pending);
    snprintf(pending + used, sizeof pending - used, "%s %.60s",
             i ? "," : "; not compiled:", names[i]);
  }
  return fail(run, "%s%s", nrt_last_error(), pending);
}

/* A pointer to an object that the entry returns is a reference given to us. */
static void release_result(const program *run, uint64_t result) {
  if (run->signature.result.kind == TYPE_POINTER)
    NRT_decref(values_find_object(result));
}

static void look_around(program *run, uint64_t result) {
  run_outcome *outcome = run->outcome;
  values_write(outcome, &run->symbols, run->signature.result, result, run->arguments,
               run->signature.count);
  release_result(run, result);
  arguments_release(run->arguments, run->signature.count);
  values_write_leaks(outcome, &run->symbols);
  nrt_stats_init(&outcome->stats);
  nrt_stats_get(&outcome->stats);
  outcome->counters = run_world_counters;
}

static bool call_entry(program *run) {
  uint64_t address, words[MAX_ARGUMENTS] = {0}, result = 0;
  if (!succeeded(run, refprune_jit_lookup(run->jit, CALLER, &address)))
    return false;
  if (!arguments_make(run->arguments, run->signature.count))
    return fail(run, "no memory");
  for (size_t i = 0; i < run->signature.count; ++i)
    words[i] = run->arguments[i].bits;
  if (!crash_watch(&run->symbols, run->request->entry, run->request->when))
    return fail(run, "the system does not let us watch for crashes");
  ((program_caller)(uintptr_t)address)(words, &result);
  look_around(run, result);
  return check_runtime(run);
}

static bool compile_and_call(program *run) {
  if (!world_begin())
    return fail(run, "%s", nrt_last_error());
  return make_jit(run) && add_libraries(run) && add_program(run) && call_entry(run);
}

bool program_run(const run_request *request, run_outcome *outcome) {
  program run = {.request = request, .outcome = outcome};
  memset(outcome, 0, sizeof *outcome);
  bool done = compile_and_call(&run);
  crash_forget();
  LLVMConsumeError(refprune_jit_dispose(run.jit));
  symbols_dispose(&run.symbols);
  return done;
}
