/* A JIT with the pruner and the runtime: modules, symbols, steps, errors. */
#include <nrt/nrt.h>
#include <nrt/stats.h>

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>

#include "jit_check.h"

#define RUNTIME                                                                                    \
  "declare ptr @NRT_MemInfo_alloc(i64)\n"                                                          \
  "declare void @NRT_incref(ptr)\n"                                                                \
  "declare void @NRT_decref(ptr)\n"

static const char pair[] = RUNTIME "define i32 @pair(i32 %n) {\n"
                                   "  %p = call ptr @NRT_MemInfo_alloc(i64 16)\n"
                                   "  call void @NRT_incref(ptr %p)\n"
                                   "  call void @NRT_decref(ptr %p)\n"
                                   "  call void @NRT_decref(ptr %p)\n"
                                   "  ret i32 %n\n"
                                   "}\n";

/* Exported, so that a look-up in the process would find them. */
int32_t NRT_not_in_the_runtime(int32_t value);
int32_t NRT_not_in_the_runtime(int32_t value) {
  return value;
}
int32_t jit_test_in_the_process(int32_t value);
int32_t jit_test_in_the_process(int32_t value) {
  return value + 1;
}

static refprune_jit *create(const refprune_jit_options *options) {
  refprune_jit *jit = NULL;
  CHECK_WORKS(refprune_jit_create(&jit, options));
  return jit;
}

static void prunes_and_runs(void) {
  refprune_report report;
  nrt_stats stats;
  refprune_jit *jit = create(NULL);
  nrt_stats_enable();
  nrt_stats_reset();
  CHECK_WORKS(add_text(jit, "pair", pair));
  CHECK(find_status(jit, "pair")(5) == 5);
  nrt_stats_init(&stats);
  nrt_stats_get(&stats);
  nrt_stats_disable();
  CHECK(stats.mi_alloc == 1 && stats.mi_free == 1);
  refprune_jit_get_report(jit, &report);
  CHECK(report.increfs_before == 1 && report.decrefs_before == 2);
  CHECK(report.increfs_after == 0 && report.decrefs_after == 1);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

/* ---- symbols ---- */

static unsigned long counted_increfs;

static void counting_incref(NRT_MemInfo *object) {
  counted_increfs++;
  NRT_incref(object);
}

static void host_may_replace_runtime_functions(void) {
  const refprune_jit_symbol counting = {"NRT_incref", (uint64_t)(uintptr_t)&counting_incref};
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.symbols = &counting;
  options.symbol_count = 1;
  options.prune = false;
  refprune_jit *jit = create(&options);
  CHECK_WORKS(add_text(jit, "pair", pair));
  CHECK(find_status(jit, "pair")(5) == 5);
  CHECK(counted_increfs == 1);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

/* As Numba's modules do: the runtime's own definition takes their place. */
static void modules_may_bring_weak_operations(void) {
  static const char text[] = "define linkonce_odr void @NRT_incref(ptr %p) {\n"
                             "  unreachable\n"
                             "}\n"
                             "define i32 @keep(i32 %n) {\n"
                             "  %place = zext i32 %n to i64\n"
                             "  %p = inttoptr i64 %place to ptr\n"
                             "  call void @NRT_incref(ptr %p)\n"
                             "  ret i32 %n\n"
                             "}\n";
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_text(jit, "weak", text));
  CHECK(find_status(jit, "keep")(0) == 0);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static const char calls_bogus[] = "declare i32 @NRT_not_in_the_runtime(i32)\n"
                                  "define i32 @bogus(i32 %n) {\n"
                                  "  %r = call i32 @NRT_not_in_the_runtime(i32 %n)\n"
                                  "  ret i32 %r\n"
                                  "}\n";
static const char calls_process[] = "declare i32 @jit_test_in_the_process(i32)\n"
                                    "define i32 @plus(i32 %n) {\n"
                                    "  %r = call i32 @jit_test_in_the_process(i32 %n)\n"
                                    "  ret i32 %r\n"
                                    "}\n";

static void runtime_names_never_come_from_the_process(void) {
  uint64_t address;
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_text(jit, "bogus", calls_bogus));
  CHECK_FAILS(refprune_jit_lookup(jit, "bogus", &address),
              "'bogus' cannot be compiled: Symbols not found: [ NRT_not_in_the_runtime ]");
  CHECK_WORKS(add_text(jit, "process", calls_process));
  CHECK(find_status(jit, "plus")(1) == 2);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static void process_can_be_left_out(void) {
  uint64_t address;
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.process_symbols = false;
  refprune_jit *jit = create(&options);
  CHECK_WORKS(add_text(jit, "process", calls_process));
  CHECK_FAILS(refprune_jit_lookup(jit, "plus", &address),
              "Symbols not found: [ jit_test_in_the_process ]");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static int32_t twice(int32_t value) {
  return 2 * value;
}

static const char calls_host[] = "declare i32 @host_twice(i32)\n"
                                 "define i32 @four_times(i32 %n) {\n"
                                 "  %a = call i32 @host_twice(i32 %n)\n"
                                 "  %b = call i32 @host_twice(i32 %a)\n"
                                 "  ret i32 %b\n"
                                 "}\n";

static void host_defines_functions(void) {
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(refprune_jit_define(jit, "host_twice", (uint64_t)(uintptr_t)&twice));
  CHECK_WORKS(add_text(jit, "host", calls_host));
  CHECK(find_status(jit, "four_times")(3) == 12);
  CHECK_FAILS(refprune_jit_define(jit, "host_twice", (uint64_t)(uintptr_t)&twice),
              "cannot define 'host_twice': ");
  CHECK_FAILS(refprune_jit_define(jit, "nothing", 0), "'nothing' is given no address");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static const char calls_library[] = "declare i32 @extension_increment(i32)\n"
                                    "declare i32 @renamed(i32)\n"
                                    "declare i32 @NRT_from_the_extension(i32)\n"
                                    "define i32 @by_name(i32 %n) {\n"
                                    "  %a = call i32 @extension_increment(i32 %n)\n"
                                    "  %b = call i32 @renamed(i32 %a)\n"
                                    "  ret i32 %b\n"
                                    "}\n";
static const char calls_library_wrongly[] = "declare i32 @NRT_from_the_extension(i32)\n"
                                            "define i32 @wrong(i32 %n) {\n"
                                            "  %a = call i32 @NRT_from_the_extension(i32 %n)\n"
                                            "  ret i32 %a\n"
                                            "}\n";

static void libraries_are_called(const char *path) {
  uint64_t address;
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(refprune_jit_add_library(jit, path));
  CHECK_WORKS(refprune_jit_define_from_library(jit, "renamed", path, "extension_increment"));
  CHECK_WORKS(add_text(jit, "library", calls_library));
  CHECK(find_status(jit, "by_name")(1) == 3);
  CHECK_WORKS(add_text(jit, "library", calls_library_wrongly));
  CHECK_FAILS(refprune_jit_lookup(jit, "wrong", &address), "[ NRT_from_the_extension ]");
  CHECK_FAILS(refprune_jit_add_library(jit, "./not-there.so"), "cannot load './not-there.so': ");
  CHECK_FAILS(refprune_jit_define_from_library(jit, "x", path, "not_there"),
              "has no symbol 'not_there'");
  CHECK_FAILS(refprune_jit_define_from_library(jit, "x", "./not-there.so", "y"),
              "./not-there.so: cannot open shared object file");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

/* A host object as a constant: its operations are pruned like any other's, and its count is right.
 */
static void host_objects_may_be_constants(void) {
  char text[1024];
  refprune_report report;
  nrt_given object = NRT_MemInfo_alloc(8);
  snprintf(text, sizeof text,
           RUNTIME "declare i32 @jit_test_in_the_process(i32)\n"
                   "define i32 @use(i32 %%n) {\n"
                   "  call void @NRT_incref(ptr inttoptr (i64 %ju to ptr))\n"
                   "  %%r = call i32 @jit_test_in_the_process(i32 %%n)\n"
                   "  call void @NRT_decref(ptr inttoptr (i64 %ju to ptr))\n"
                   "  ret i32 %%r\n"
                   "}\n"
                   "define i32 @keep(i32 %%n) {\n"
                   "  call void @NRT_incref(ptr inttoptr (i64 %ju to ptr))\n"
                   "  ret i32 %%n\n"
                   "}\n",
           (uintmax_t)(uintptr_t)object, (uintmax_t)(uintptr_t)object,
           (uintmax_t)(uintptr_t)object);
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_text(jit, "constant", text));
  CHECK(find_status(jit, "use")(1) == 2);
  CHECK(NRT_MemInfo_refcount(object) == 1);
  CHECK(find_status(jit, "keep")(1) == 1);
  CHECK(NRT_MemInfo_refcount(object) == 2);
  refprune_jit_get_report(jit, &report);
  CHECK(report.increfs_before == 2 && report.increfs_after == 1);
  CHECK(report.decrefs_before == 1 && report.decrefs_after == 0);
  NRT_decref(object);
  NRT_decref(object);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

/* ---- steps ---- */

/* What the steps saw: calls of the two operations. */
typedef struct seen {
  int before, after;
  bool refuse;
} seen;

static int count_uses(LLVMModuleRef module, const char *name) {
  int count = 0;
  LLVMValueRef function = LLVMGetNamedFunction(module, name);
  LLVMUseRef use = function ? LLVMGetFirstUse(function) : NULL;
  for (; use; use = LLVMGetNextUse(use))
    count++;
  return count;
}

static LLVMErrorRef see_before(void *context, LLVMModuleRef module) {
  seen *all = context;
  all->before = count_uses(module, "NRT_incref") + count_uses(module, "NRT_decref");
  return all->refuse ? LLVMCreateStringError("the host refuses") : NULL;
}

static LLVMErrorRef see_after(void *context, LLVMModuleRef module) {
  seen *all = context;
  all->after = count_uses(module, "NRT_incref") + count_uses(module, "NRT_decref");
  return NULL;
}

static refprune_jit_options seeing_options(seen *all) {
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.step_before = see_before;
  options.step_after = see_after;
  options.step_context = all;
  return options;
}

static seen compile_pair(const char *passes_before, const char *passes_after, bool lower) {
  seen all = {0};
  refprune_jit_options options = seeing_options(&all);
  options.passes_before = passes_before;
  options.passes_after = passes_after;
  options.lower = lower;
  refprune_jit *jit = create(&options);
  CHECK_WORKS(add_text(jit, "pair", pair));
  CHECK(find_status(jit, "pair")(7) == 7);
  CHECK_WORKS(refprune_jit_dispose(jit));
  return all;
}

static void host_passes_run_around_the_pruner(void) {
  seen plain = compile_pair(NULL, NULL, false);
  CHECK(plain.before == 3 && plain.after == 1);
  seen optimised = compile_pair("default<O1>", "default<O2>", false);
  CHECK(optimised.before == 3 && optimised.after == 1);
  seen lowered = compile_pair(NULL, "default<O2>", true);
  CHECK(lowered.before == 3 && lowered.after == 0);
}

static void step_may_refuse(void) {
  uint64_t address;
  seen all = {.refuse = true};
  refprune_jit_options options = seeing_options(&all);
  refprune_jit *jit = create(&options);
  CHECK_WORKS(add_text(jit, "pair", pair));
  CHECK_FAILS(refprune_jit_lookup(jit, "pair", &address),
              "'pair' cannot be compiled: the host refuses");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static void unknown_passes_are_an_error(void) {
  uint64_t address;
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.passes_after = "no-such-pass";
  refprune_jit *jit = create(&options);
  CHECK_WORKS(add_text(jit, "pair", pair));
  CHECK_FAILS(refprune_jit_lookup(jit, "pair", &address), "passes 'no-such-pass': ");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

/* ---- errors ---- */

static const char invalid[] = "define i32 @f(i32 %n) {\n"
                              "  br label %next\n"
                              "next:\n"
                              "  %a = add i32 %b, 1\n"
                              "  %b = add i32 %n, 1\n"
                              "  ret i32 %a\n"
                              "}\n";

static void bad_modules_are_errors(void) {
  uint64_t address;
  refprune_jit *jit = create(NULL);
  CHECK_FAILS(add_text(jit, "nonsense", "define nonsense"), "nonsense: ");
  CHECK_FAILS(add_text(jit, "bitcode", "BC\xC0\xDE    "), "bitcode: ");
  CHECK_FAILS(add_text(jit, "invalid", invalid), "does not dominate all uses");
  CHECK_WORKS(add_text(jit, "pair", pair));
  CHECK_FAILS(add_text(jit, "pair", pair), "uplicate definition of symbol 'pair'");
  CHECK(find_status(jit, "pair")(1) == 1);
  CHECK_FAILS(refprune_jit_lookup(jit, "nobody", &address),
              "'nobody' cannot be compiled: Symbols not found: [ nobody ]");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static void bad_options_are_errors(void) {
  refprune_jit *jit;
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.version++;
  CHECK_FAILS(refprune_jit_create(&jit, &options), "not prepared by refprune_jit_options_init");
  CHECK(jit == NULL);
  refprune_jit_options_init(&options);
  options.slot_prefix = "";
  CHECK_FAILS(refprune_jit_create(&jit, &options), "the prefix of slots is empty");
  CHECK_WORKS(refprune_jit_dispose(NULL));
}

/* ---- a JIT of the host ---- */

static void host_brings_its_own_jit(void) {
  LLVMOrcLLJITRef lljit;
  refprune_jit *jit;
  refprune_report report;
  if (!CHECK_WORKS(LLVMOrcCreateLLJIT(&lljit, NULL)))
    return;
  CHECK_WORKS(refprune_jit_attach(&jit, lljit, NULL));
  CHECK(refprune_jit_lljit(jit) == lljit);
  CHECK(refprune_jit_dylib(jit) == LLVMOrcLLJITGetMainJITDylib(lljit));
  CHECK_WORKS(add_text(jit, "pair", pair));
  uint64_t address = 0;
  CHECK_WORKS(LLVMOrcLLJITLookup(lljit, &address, "pair"));
  CHECK(address && ((status_of_int)(uintptr_t)address)(3) == 3);
  refprune_jit_get_report(jit, &report);
  CHECK(report.increfs_before == 1 && report.increfs_after == 0);
  CHECK_FAILS(refprune_jit_attach(&(refprune_jit *){NULL}, lljit, NULL),
              "cannot define the runtime: ");
  CHECK_WORKS(refprune_jit_dispose(jit));
  CHECK_WORKS(LLVMOrcDisposeLLJIT(lljit));
}

static void attached_jit_may_be_disposed_first(void) {
  static const char later[] = "define i32 @later(i32 %n) {\n"
                              "  ret i32 %n\n"
                              "}\n";
  LLVMOrcLLJITRef lljit;
  refprune_jit *jit;
  uint64_t address = 0;
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  if (!CHECK_WORKS(LLVMOrcCreateLLJIT(&lljit, NULL)))
    return;
  options.dylib =
      LLVMOrcExecutionSessionCreateBareJITDylib(LLVMOrcLLJITGetExecutionSession(lljit), "bare");
  CHECK_WORKS(refprune_jit_attach(&jit, lljit, &options));
  CHECK(refprune_jit_dylib(jit) == options.dylib);
  CHECK_WORKS(add_text(jit, "pair", pair));
  CHECK(find_status(jit, "pair")(3) == 3);
  CHECK_WORKS(refprune_jit_dispose(jit));

  LLVMOrcThreadSafeContextRef owner;
  LLVMContextRef context = refprune_jit_new_context(&owner);
  LLVMModuleRef module = NULL;
  char *problem = NULL;
  CHECK(!LLVMParseIRInContext(
      context, LLVMCreateMemoryBufferWithMemoryRangeCopy(later, sizeof later - 1, "later"), &module,
      &problem));
  CHECK_WORKS(LLVMOrcLLJITAddLLVMIRModule(lljit, LLVMOrcLLJITGetMainJITDylib(lljit),
                                          LLVMOrcCreateNewThreadSafeModule(module, owner)));
  LLVMOrcDisposeThreadSafeContext(owner);
  CHECK_WORKS(LLVMOrcLLJITLookup(lljit, &address, "later"));
  CHECK(address && ((status_of_int)(uintptr_t)address)(4) == 4);
  CHECK_WORKS(LLVMOrcDisposeLLJIT(lljit));
}

int main(int argc, const char **argv) {
  prunes_and_runs();
  host_may_replace_runtime_functions();
  runtime_names_never_come_from_the_process();
  process_can_be_left_out();
  host_defines_functions();
  host_objects_may_be_constants();
  host_passes_run_around_the_pruner();
  step_may_refuse();
  unknown_passes_are_an_error();
  bad_modules_are_errors();
  bad_options_are_errors();
  host_brings_its_own_jit();
  attached_jit_may_be_disposed_first();
  modules_may_bring_weak_operations();
  CHECK(argc == 2);
  if (argc == 2)
    libraries_are_called(argv[1]);
  return finish_checks();
}
