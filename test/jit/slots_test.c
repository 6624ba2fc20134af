/* Functions that do not exist yet: slots, what they do before and after, and what is left when a
 * function that a slot waits for cannot be compiled. */
#include <nrt/nrt.h>

#include <llvm-c/Core.h>

#include "jit_check.h"

static refprune_jit *create(const refprune_jit_options *options) {
  refprune_jit *jit = NULL;
  CHECK_WORKS(refprune_jit_create(&jit, options));
  return jit;
}

static void check_slots(refprune_jit *jit, refprune_jit_slot_state state, size_t count,
                        const char *first) {
  const char *names[4] = {NULL};
  CHECK(refprune_jit_slots(jit, state, names, 4) == count);
  if (count)
    CHECK_TEXT(names[0], first);
}

static int handled;

static void count_calls(void *context) {
  ++*(int *)context;
}

static void unpatched_slot_says_so(void) {
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_countdown(jit, "even", "odd", 1));
  check_slots(jit, REFPRUNE_JIT_PENDING, 1, "odd");
  check_slots(jit, REFPRUNE_JIT_RESOLVED, 0, NULL);
  status_of_int function = find_status(jit, "even");
  nrt_set_unresolved_handler(count_calls, &handled);
  nrt_set_unresolved_status(-7);
  nrt_clear_error();
  CHECK(function(3) == -7);
  CHECK(handled == 1);
  CHECK_TEXT(nrt_last_error(),
             "nrt_unresolved_abort: a function was called that has not been compiled");
  nrt_set_unresolved_handler(NULL, NULL);
  nrt_set_unresolved_status(1);
  nrt_clear_error();

  CHECK_WORKS(add_countdown(jit, "odd", "even", 0));
  check_slots(jit, REFPRUNE_JIT_PENDING, 0, NULL);
  check_slots(jit, REFPRUNE_JIT_RESOLVED, 2, "odd");
  CHECK(function(3) == 0 && function(4) == 1);
  CHECK(find_status(jit, "odd")(3) == 1);
  CHECK_TEXT(nrt_last_error(), "");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static void function_may_come_first(void) {
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_countdown(jit, "odd", "even", 0));
  CHECK_WORKS(add_countdown(jit, "even", "odd", 1));
  check_slots(jit, REFPRUNE_JIT_RESOLVED, 2, "even");
  CHECK_FAILS(add_countdown(jit, "even", "odd", 1), "uplicate definition of symbol 'even'");
  CHECK(find_status(jit, "odd")(1001) == 1);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static void function_may_call_itself(void) {
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_countdown(jit, "down", "down", 42));
  CHECK(find_status(jit, "down")(100) == 42);
  check_slots(jit, REFPRUNE_JIT_RESOLVED, 1, "down");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static int32_t host_odd(int32_t n) {
  return n % 2;
}

static void host_function_may_be_awaited(void) {
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_countdown(jit, "even", "odd", 1));
  status_of_int function = find_status(jit, "even");
  CHECK(function(6) == 1); /* the status of nrt_unresolved_abort */
  CHECK_WORKS(refprune_jit_define(jit, "odd", (uint64_t)(uintptr_t)&host_odd));
  CHECK(function(6) == 1 && function(7) == 0);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static void prefix_can_be_chosen(void) {
  static const char text[] = "@later.f = external global ptr\n"
                             "@\".numba.unresolved$f\" = external global ptr\n"
                             "define i32 @call(i32 %n) {\n"
                             "  %f = load ptr, ptr @later.f\n"
                             "  %r = call i32 %f(i32 %n)\n"
                             "  ret i32 %r\n"
                             "}\n";
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.slot_prefix = "later.";
  refprune_jit *jit = create(&options);
  CHECK_WORKS(add_text(jit, "call", text));
  check_slots(jit, REFPRUNE_JIT_PENDING, 1, "f");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

/* ---- failures ---- */

static const char needs_helper[] = "declare i32 @helper(i32)\n"
                                   "define i32 @odd(i32 %n) {\n"
                                   "  %r = call i32 @helper(i32 %n)\n"
                                   "  ret i32 %r\n"
                                   "}\n";

static void module_that_cannot_be_compiled_is_taken_out(void) {
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_countdown(jit, "even", "odd", 1));
  status_of_int function = find_status(jit, "even");
  CHECK_FAILS(add_text(jit, "odd", needs_helper),
              "odd: 'odd' cannot be compiled: Symbols not found: [ helper ]");
  check_slots(jit, REFPRUNE_JIT_PENDING, 1, "odd");
  CHECK(function(6) == 1);
  CHECK_WORKS(refprune_jit_define(jit, "helper", (uint64_t)(uintptr_t)&host_odd));
  CHECK_WORKS(add_text(jit, "odd", needs_helper));
  CHECK(function(6) == 1 && function(7) == 0);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

static void earlier_function_that_cannot_be_compiled_is_named(void) {
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_text(jit, "odd", needs_helper));
  CHECK_FAILS(add_countdown(jit, "even", "odd", 1),
              "even: 'odd' cannot be compiled: Symbols not found: [ helper ]");
  check_slots(jit, REFPRUNE_JIT_PENDING, 1, "odd");
  CHECK_WORKS(refprune_jit_dispose(jit));
}

/* ---- front ends ---- */

/* define i32 @caller(i32 %n) { ret i32 <slot of "callee">(%n) }, by the builder. */
static LLVMErrorRef add_built_caller(refprune_jit *jit) {
  LLVMOrcThreadSafeContextRef owner;
  LLVMContextRef context = refprune_jit_new_context(&owner);
  LLVMModuleRef module = LLVMModuleCreateWithNameInContext("built", context);
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
  LLVMTypeRef word = LLVMInt32TypeInContext(context);
  LLVMTypeRef type = LLVMFunctionType(word, &word, 1, false);
  LLVMValueRef function = LLVMAddFunction(module, "caller", type);
  LLVMPositionBuilderAtEnd(builder, LLVMAppendBasicBlockInContext(context, function, "entry"));
  LLVMValueRef first = refprune_jit_build_slot_load(jit, builder, "callee");
  LLVMValueRef callee = refprune_jit_build_slot_load(jit, builder, "callee");
  CHECK(LLVMGetOperand(first, 0) == LLVMGetOperand(callee, 0)); /* one declaration */
  LLVMValueRef argument = LLVMGetParam(function, 0);
  LLVMBuildRet(builder, LLVMBuildCall2(builder, type, callee, &argument, 1, ""));
  LLVMDisposeBuilder(builder);
  LLVMErrorRef error =
      refprune_jit_add_module(jit, LLVMOrcCreateNewThreadSafeModule(module, owner));
  LLVMOrcDisposeThreadSafeContext(owner);
  return error;
}

static void front_end_builds_calls(void) {
  refprune_jit *jit = create(NULL);
  CHECK_WORKS(add_built_caller(jit));
  check_slots(jit, REFPRUNE_JIT_PENDING, 1, "callee");
  status_of_int function = find_status(jit, "caller");
  CHECK(function(5) == 1);
  CHECK_WORKS(refprune_jit_define(jit, "callee", (uint64_t)(uintptr_t)&host_odd));
  CHECK(function(4) == 0);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

/* ---- loads become acquires ---- */

static LLVMErrorRef look_at_load(void *context, LLVMModuleRef module) {
  LLVMValueRef slot = LLVMGetNamedGlobal(module, ".numba.unresolved$odd");
  LLVMValueRef load = LLVMGetUser(LLVMGetFirstUse(slot));
  *(bool *)context = LLVMIsALoadInst(load) && LLVMGetAlignment(load) == sizeof(void *) &&
                     LLVMGetOrdering(load) == LLVMAtomicOrderingAcquire;
  return NULL;
}

static void plain_loads_of_slots_become_acquires(void) {
  bool acquires = false;
  refprune_jit_options options;
  refprune_jit_options_init(&options);
  options.step_before = look_at_load;
  options.step_context = &acquires;
  refprune_jit *jit = create(&options);
  CHECK_WORKS(add_countdown(jit, "even", "odd", 1));
  find_status(jit, "even");
  CHECK(acquires);
  CHECK_WORKS(refprune_jit_dispose(jit));
}

int main(void) {
  unpatched_slot_says_so();
  function_may_come_first();
  function_may_call_itself();
  host_function_may_be_awaited();
  prefix_can_be_chosen();
  module_that_cannot_be_compiled_is_taken_out();
  earlier_function_that_cannot_be_compiled_is_named();
  front_end_builds_calls();
  plain_loads_of_slots_become_acquires();
  return finish_checks();
}
