/* lower_test.c - nrt-lower: the shape of what it makes, what it leaves alone, and that it runs. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Analysis.h>
#include <llvm-c/Core.h>
#include <llvm-c/ExecutionEngine.h>
#include <llvm-c/IRReader.h>
#include <llvm-c/Linker.h>
#include <llvm-c/Target.h>
#include <llvm-c/Transforms/PassBuilder.h>

#include <nrt/nrt.h>
#include <nrt/stats.h>
#include <refprune/lower.h>

static int failures;

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition);                      \
      failures++;                                                                                  \
    }                                                                                              \
  } while (0)

#define DECLARATIONS                                                                               \
  "declare void @NRT_incref(ptr)\n"                                                                \
  "declare void @NRT_decref(ptr)\n"                                                                \
  "declare ptr @NRT_MemInfo_data_fast(ptr)\n"

/* A module under test, and what lowering it reported. */
typedef struct subject {
  LLVMContextRef context;
  LLVMModuleRef module;
  refprune_lower_options options;
  refprune_lower_report report;
} subject;

static LLVMModuleRef parse(LLVMContextRef context, const char *text) {
  LLVMModuleRef module = NULL;
  char *error = NULL;
  LLVMMemoryBufferRef buffer =
      LLVMCreateMemoryBufferWithMemoryRangeCopy(text, strlen(text), "subject");
  if (LLVMParseIRInContext(context, buffer, &module, &error)) {
    fprintf(stderr, "bad test: %s\n", error);
    exit(EXIT_FAILURE);
  }
  return module;
}

static subject begin(const char *text) {
  subject self = {.context = LLVMContextCreate()};
  self.module = parse(self.context, text);
  refprune_lower_options_init(&self.options);
  return self;
}

static void end(subject *self) {
  LLVMDisposeModule(self->module);
  LLVMContextDispose(self->context);
}

static void check_valid(LLVMModuleRef module) {
  char *error = NULL;
  bool broken = LLVMVerifyModule(module, LLVMReturnStatusAction, &error);
  CHECK(!broken);
  if (broken)
    fprintf(stderr, "%s\n", error);
  LLVMDisposeMessage(error);
}

static void lower(subject *self) {
  refprune_message message = {"unset"};
  self->options.report = &self->report;
  CHECK(refprune_lower_module(self->module, &self->options, &message) == REFPRUNE_OK);
  CHECK(message.text[0] == '\0');
  check_valid(self->module);
}

static void run_passes(LLVMModuleRef module, const char *passes) {
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  LLVMErrorRef error = LLVMRunPasses(module, passes, NULL, options);
  CHECK(error == NULL);
  LLVMConsumeError(error);
  LLVMDisposePassBuilderOptions(options);
  check_valid(module);
}

static bool has(LLVMModuleRef module, const char *part) {
  char *text = LLVMPrintModuleToString(module);
  bool found = strstr(text, part) != NULL;
  LLVMDisposeMessage(text);
  return found;
}

static void operations_become_inline_code(void) {
  subject self = begin(DECLARATIONS "define void @f(ptr %p) {\n"
                                    "  call void @NRT_incref(ptr %p) noinline\n"
                                    "  tail call void @NRT_decref(ptr %p)\n"
                                    "  ret void\n}\n");
  lower(&self);
  CHECK(self.report.increfs == 1 && self.report.decrefs == 1 && self.report.skipped == 0);
  CHECK(!has(self.module, "call void @NRT_incref") && !has(self.module, "call void @NRT_decref"));
  run_passes(self.module, "always-inline");
  CHECK(has(self.module, "atomicrmw add ptr %p, i64 1 monotonic"));
  CHECK(has(self.module, "atomicrmw sub ptr %p, i64 1 release"));
  CHECK(has(self.module, "fence acquire"));
  CHECK(has(self.module, "icmp eq ptr %p, null"));
  CHECK(has(self.module, "call void @NRT_MemInfo_call_dtor(ptr %p)"));
  CHECK(!has(self.module, "@refprune."));
  end(&self);
}

static void single_thread_counts_plainly(void) {
  subject self = begin(DECLARATIONS "define void @f(ptr %p) {\n"
                                    "  call void @NRT_incref(ptr %p)\n"
                                    "  call void @NRT_decref(ptr %p)\n"
                                    "  ret void\n}\n");
  self.options.single_thread = true;
  lower(&self);
  run_passes(self.module, "always-inline");
  CHECK(!has(self.module, "atomicrmw") && !has(self.module, "fence"));
  CHECK(has(self.module, "add i64 %before") && has(self.module, "sub i64 %before"));
  end(&self);
}

/* Each line releases a pointer that cannot be null, for another reason. */
static void null_tests_are_dropped_where_null_is_impossible(void) {
  subject self = begin(
      DECLARATIONS "@here = global i64 0\n"
                   "declare nonnull ptr @make()\n"
                   "declare ptr @find()\n"
                   "define void @f(ptr nonnull %a, ptr %b, ptr %c, ptr dereferenceable(8) %d) {\n"
                   "  call void @NRT_decref(ptr %a)\n"
                   "  call void @NRT_decref(ptr nonnull %b)\n"
                   "  %x = load i64, ptr %c\n"
                   "  call void @NRT_decref(ptr %c)\n"
                   "  call void @NRT_decref(ptr %d)\n"
                   "  call void @NRT_decref(ptr @here)\n"
                   "  call void @NRT_decref(ptr inttoptr (i64 4096 to ptr))\n"
                   "  %m = call ptr @make()\n"
                   "  call void @NRT_decref(ptr %m)\n"
                   "  %n = call nonnull ptr @find()\n"
                   "  call void @NRT_decref(ptr %n)\n"
                   "  %l = load ptr, ptr %a, !nonnull !0\n"
                   "  call void @NRT_decref(ptr %l)\n"
                   "  %s = alloca i64\n"
                   "  call void @NRT_decref(ptr %s)\n"
                   "  ret void\n}\n!0 = !{}\n");
  lower(&self);
  CHECK(self.report.decrefs == 10 && self.report.null_tests_dropped == 10);
  CHECK(!has(self.module, "icmp eq ptr"));
  end(&self);
}

static void null_tests_stay_where_null_is_possible(void) {
  subject self = begin(DECLARATIONS "@weak = extern_weak global i64\n"
                                    "declare ptr @find()\n"
                                    "define void @f(ptr %a, ptr %b) {\n"
                                    "  call void @NRT_incref(ptr %a)\n"
                                    "  call void @NRT_incref(ptr @weak)\n"
                                    "  %n = call ptr @find()\n"
                                    "  call void @NRT_incref(ptr %n)\n"
                                    "  store ptr %b, ptr %a\n"
                                    "  call void @NRT_incref(ptr %b)\n"
                                    "  ret void\n}\n"
                                    "define void @g(ptr %a) null_pointer_is_valid {\n"
                                    "  store i64 0, ptr %a\n"
                                    "  call void @NRT_incref(ptr %a)\n"
                                    "  ret void\n}\n");
  lower(&self);
  CHECK(self.report.increfs == 5 && self.report.null_tests_dropped == 0);
  end(&self);
}

static void operations_on_null_vanish(void) {
  subject self = begin(DECLARATIONS "define void @f() {\n"
                                    "  call void @NRT_incref(ptr null)\n"
                                    "  call void @NRT_decref(ptr null)\n"
                                    "  ret void\n}\n");
  lower(&self);
  CHECK(self.report.erased == 2 && self.report.increfs == 0 && !has(self.module, "  call"));
  end(&self);
}

static void unknown_shapes_stay(void) {
  subject self = begin("declare void @NRT_incref(ptr)\n"
                       "declare void @NRT_decref(ptr)\n"
                       "define void @f(ptr %p) {\n"
                       "  call void @NRT_incref(ptr %p) [ \"deopt\"() ]\n"
                       "  call void (ptr, i32) @NRT_incref(ptr %p, i32 1)\n"
                       "  %q = load ptr, ptr %p\n"
                       "  call void %q(ptr @NRT_decref)\n"
                       "  musttail call void @NRT_decref(ptr %p)\n"
                       "  ret void\n}\n");
  lower(&self);
  CHECK(self.report.skipped == 3 && self.report.increfs == 0 && self.report.decrefs == 0);
  CHECK(has(self.module, "musttail call void @NRT_decref"));
  CHECK(!has(self.module, "@refprune."));
  end(&self);
}

static void invoke_is_lowered(void) {
  subject self =
      begin(DECLARATIONS "declare i32 @personality(...)\n"
                         "define void @f(ptr %p) personality ptr @personality {\n"
                         "  invoke void @NRT_decref(ptr %p) to label %a unwind label %b\n"
                         "a:\n  ret void\n"
                         "b:\n  %l = landingpad { ptr, i32 } cleanup\n  ret void\n}\n");
  lower(&self);
  CHECK(self.report.decrefs == 1);
  run_passes(self.module, "always-inline");
  CHECK(has(self.module, "atomicrmw sub"));
  end(&self);
}

static void data_becomes_a_load(void) {
  subject self = begin(DECLARATIONS "define ptr @f(ptr %p) {\n"
                                    "  %d = call ptr @NRT_MemInfo_data_fast(ptr %p)\n"
                                    "  ret ptr %d\n}\n");
  lower(&self);
  CHECK(self.report.loads == 1);
  CHECK(has(self.module, "getelementptr inbounds ptr, ptr %p, i64 3"));
  CHECK(!has(self.module, "call ptr"));
  end(&self);
}

static void second_run_finds_nothing(void) {
  subject self = begin(DECLARATIONS "define void @f(ptr %p) {\n"
                                    "  call void @NRT_incref(ptr %p)\n"
                                    "  ret void\n}\n");
  lower(&self);
  char *before = LLVMPrintModuleToString(self.module);
  lower(&self);
  CHECK(self.report.increfs == 1 && has(self.module, before));
  LLVMDisposeMessage(before);
  end(&self);
}

static void module_without_operations_is_untouched(void) {
  subject self = begin("define void @f() {\n  ret void\n}\n");
  char *before = LLVMPrintModuleToString(self.module);
  lower(&self);
  CHECK(has(self.module, before));
  LLVMDisposeMessage(before);
  end(&self);
}

static void pointer_width_follows_the_data_layout(void) {
  subject self =
      begin("target datalayout = \"e-p:32:32\"\n" DECLARATIONS "define void @f(ptr %p) {\n"
            "  call void @NRT_incref(ptr %p)\n"
            "  ret void\n}\n");
  lower(&self);
  CHECK(has(self.module, "i32 1 monotonic"));
  end(&self);
}

static void unknown_options_are_refused(void) {
  subject self = begin(DECLARATIONS);
  refprune_message message;
  self.options.version = 99;
  CHECK(refprune_lower_module(self.module, &self.options, &message) == REFPRUNE_BAD_OPTION);
  CHECK(strstr(message.text, "version") != NULL);
  CHECK(refprune_lower_module(self.module, NULL, NULL) == REFPRUNE_OK);
  end(&self);
}

static bool line_has(LLVMModuleRef module, const char *function, const char *part) {
  LLVMValueRef value = LLVMGetNamedFunction(module, function);
  char *text = LLVMPrintValueToString(value);
  bool found = strstr(text, part) != NULL;
  LLVMDisposeMessage(text);
  return found;
}

static void declarations_get_attributes(void) {
  subject self = begin(DECLARATIONS "declare ptr @NRT_MemInfo_alloc(i64)\n"
                                    "declare i64 @NRT_MemInfo_new(i64)\n");
  CHECK(refprune_annotate_runtime(self.module, NULL) == REFPRUNE_OK);
  check_valid(self.module);
  CHECK(has(self.module, "memory(argmem: readwrite, inaccessiblemem: readwrite)"));
  CHECK(has(self.module, "memory(argmem: read)"));
  CHECK(line_has(self.module, "NRT_decref", "captures(none)") ||
        line_has(self.module, "NRT_decref", "nocapture"));
  CHECK(line_has(self.module, "NRT_MemInfo_alloc", "noalias"));
  CHECK(!line_has(self.module, "NRT_MemInfo_new", "noalias"));
  end(&self);
}

static const char twice[] = DECLARATIONS "define i64 @count(ptr %p) {\n"
                                         "  call void @NRT_incref(ptr %p)\n"
                                         "  %c = load i64, ptr %p\n"
                                         "  call void @NRT_decref(ptr %p)\n"
                                         "  call void @NRT_incref(ptr null)\n"
                                         "  ret i64 %c\n}\n"
                                         "define void @release(ptr %p) {\n"
                                         "  call void @NRT_decref(ptr %p)\n"
                                         "  ret void\n}\n";

static void twin_is_linked_and_inlined(void) {
  subject self = begin(twice);
  LLVMModuleRef twin = refprune_runtime_twin(self.context, self.module, NULL);
  check_valid(twin);
  CHECK(!LLVMLinkModules2(self.module, twin));
  run_passes(self.module, "always-inline");
  CHECK(has(self.module, "atomicrmw add ptr %p") && has(self.module, "atomicrmw sub ptr %p"));
  CHECK(!has(self.module, "call void @NRT_incref") && !has(self.module, "call void @NRT_decref"));
  end(&self);
}

/* ---- Lowered code runs against the library -------------------------------------------------- */

static int destroyed;

static void count_destroyed(void *data, size_t size, void *info) {
  (void)data, (void)size, (void)info;
  destroyed++;
}

/* Only NRT_MemInfo_call_dtor is defined: an operation that was not lowered would not link. */
static LLVMExecutionEngineRef compile(subject *self) {
  LLVMExecutionEngineRef engine = NULL;
  char *error = NULL;
  lower(self);
  run_passes(self->module, "always-inline,default<O1>");
  struct LLVMMCJITCompilerOptions options;
  LLVMInitializeMCJITCompilerOptions(&options, sizeof options);
  if (LLVMCreateMCJITCompilerForModule(&engine, self->module, &options, sizeof options, &error)) {
    fprintf(stderr, "%s\n", error);
    exit(EXIT_FAILURE);
  }
  LLVMAddGlobalMapping(engine, LLVMGetNamedFunction(self->module, "NRT_MemInfo_call_dtor"),
                       (void *)(uintptr_t)NRT_MemInfo_call_dtor);
  return engine;
}

static void check_lowered_code(bool single_thread) {
  subject self = begin(twice);
  self.options.single_thread = single_thread;
  LLVMExecutionEngineRef engine = compile(&self);
  size_t (*count)(NRT_MemInfo *) =
      (size_t (*)(NRT_MemInfo *))(uintptr_t)LLVMGetFunctionAddress(engine, "count");
  void (*release)(NRT_MemInfo *) =
      (void (*)(NRT_MemInfo *))(uintptr_t)LLVMGetFunctionAddress(engine, "release");
  NRT_MemInfo *mi = NRT_MemInfo_new(NULL, 0, count_destroyed, NULL);
  destroyed = 0;
  CHECK(count(mi) == 2 && NRT_MemInfo_refcount(mi) == 1 && destroyed == 0);
  release(NULL);
  release(mi);
  CHECK(destroyed == 1);
  LLVMDisposeExecutionEngine(engine);
  LLVMContextDispose(self.context);
}

static void lowered_code_counts_and_destroys(void) {
  nrt_stats stats;
  nrt_stats_enable();
  check_lowered_code(false);
  check_lowered_code(true);
  nrt_stats_init(&stats);
  nrt_stats_get(&stats);
  CHECK(stats.mi_alloc == 2 && stats.mi_free == 2 && stats.alloc == stats.free);
}

int main(void) {
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
  LLVMLinkInMCJIT();
  operations_become_inline_code();
  single_thread_counts_plainly();
  null_tests_are_dropped_where_null_is_impossible();
  null_tests_stay_where_null_is_possible();
  operations_on_null_vanish();
  unknown_shapes_stay();
  invoke_is_lowered();
  data_becomes_a_load();
  second_run_finds_nothing();
  module_without_operations_is_untouched();
  pointer_width_follows_the_data_layout();
  unknown_options_are_refused();
  declarations_get_attributes();
  twin_is_linked_and_inlined();
  lowered_code_counts_and_destroys();
  printf("%d failures\n", failures);
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
