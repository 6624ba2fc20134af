/* prune.c - the driver: read, bound, propose, prove, edit, until nothing changes.
 *
 *     module --symbols--> function --view--> roots --bounds--> LB per node
 *                                                                 |
 *                  per_bb, diamond, fanout, fanout_raise, place --+--> prove --> edit
 *
 * rounds.c holds the loop over roots; this file the functions of a module and the entry points.
 */
#include <refprune/prune.h>

#include <float.h>
#include <stdlib.h>

#include "prune/call_order.h"
#include "prune/edit.h"
#include "prune/events.h"
#include "prune/frequencies.h"
#include "prune/llvm_compat.h"
#include "prune/rounds.h"

/* Steps a function may take before its remaining roots are left alone: a few seconds' worth, far
 * above what any of the real modules in the corpus needs. */
#define WORK_PER_FUNCTION UINT64_C(200000000)

/* -- One function --------------------------------------------------------------------------------- */

bool pruner_erase_null_ops(pruner *run) {
  view *fn = &run->fn;
  uint64_t before = run->removed;
  for (uint32_t i = 0; i < fn->null_op_count && pruner_may_remove(run, 1); i++) {
    bool up = symbols_callee(&run->known, fn->null_ops[i])->kind == CALLEE_INCREF;
    events_removed(run, REFPRUNE_BY_NULL_OP, fn->null_ops[i], 0);
    fn->told_less |= edit_says_more(fn->null_ops[i]);
    edit_erase(fn->null_ops[i]);
    fn->null_ops[i] = NULL;
    if (up)
      fn->increfs--;
    else
      fn->decrefs--;
    run->removed++;
    run->report->removed[REFPRUNE_BY_NULL_OP]++;
    run->report->changed = 1;
  }
  return run->removed != before;
}

static void report_gave_up(pruner *run, refprune_reason reason) {
  run->report->gave_up++;
  events_gave_up(run, reason);
}

static refprune_reason reason_to_keep_out(const pruner *run) {
  if (run->fn.returns_twice)
    return REFPRUNE_REASON_RETURNS_TWICE;
  LLVMAttributeRef optnone = LLVMGetEnumAttributeAtIndex(
      run->fn.function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, run->known.attribute_optnone);
  return optnone ? REFPRUNE_REASON_OPTNONE : REFPRUNE_REASON_NONE;
}

static void prune_view(pruner *run) {
  refprune_reason reason = reason_to_keep_out(run);
  if (reason != REFPRUNE_REASON_NONE) {
    report_gave_up(run, reason);
    return;
  }
  rounds_run(run);
  if (run->gave_up)
    events_gave_up(run, run->gave_up);
  if (run->options->explain)
    events_kept(run);
}

static void measure_cost(pruner *run, double *total) {
  if (!run->options->measure_cost)
    return;
  frequencies_need(run);
  *total += frequencies_cost(run);
}

static void prune_function(pruner *run, LLVMValueRef function) {
  arena_mark mark = arena_position(run->pool);
  run->work = WORK_PER_FUNCTION;
  run->gave_up = REFPRUNE_REASON_NONE;
  run->frequency = NULL;
  run->frequencies_guessed = false;
  if (view_build(&run->fn, run->pool, &run->known, function)) {
    refprune_report *report = run->report;
    report->functions++;
    report->increfs_before += run->fn.increfs;
    report->decrefs_before += run->fn.decrefs;
    measure_cost(run, &report->cost_before);
    prune_view(run);
    measure_cost(run, &report->cost_after);
    report->increfs_after += run->fn.increfs;
    report->decrefs_after += run->fn.decrefs;
  }
  arena_rewind(run->pool, mark);
}

/* -- Entry points --------------------------------------------------------------------------------- */

static void say(refprune_message *message, const char *text) {
  if (message) {
    strncpy(message->text, text, sizeof message->text - 1);
    message->text[sizeof message->text - 1] = '\0';
  }
}

/* What one call works with; the defaults stand in for what the caller left out. */
typedef struct session {
  jmp_buf on_failure;
  arena lasting;  /* what is known of the module's functions */
  arena pool;     /* emptied after each function */
  arena solved;   /* emptied when a function is read, and whenever it has grown too large */
  refprune_options defaults;
  refprune_report unread;
  pruner run;
} session;

/* Users in one function mostly follow each other. */
static void mark_users(pointer_map *wanted, LLVMValueRef callee) {
  if (!callee)
    return;
  LLVMValueRef last = NULL;
  for (LLVMUseRef use = LLVMGetFirstUse(callee); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (!LLVMIsAInstruction(user))
      continue;
    LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(user));
    if (function != last)
      pointer_map_set(wanted, function, 0, 1);
    last = function;
  }
}

static bool is_wanted(const pointer_map *wanted, LLVMValueRef function) {
  return pointer_map_get(wanted, function, 0) != POINTER_MAP_NONE;
}

/* A callee that has lost its last operation releases nothing, and its callers are judged by that. */
static void prune_callees_first(pruner *run, LLVMModuleRef module, const pointer_map *wanted) {
  LLVMValueRef *functions;
  uint32_t count = call_order_find(run->known.pool, module, &functions);
  for (uint32_t i = 0; i < count; i++)
    if (is_wanted(wanted, functions[i]))
      prune_function(run, functions[i]);
}

static void prune_module(pruner *run, LLVMModuleRef module) {
  pointer_map wanted = {.pool = run->known.pool};
  mark_users(&wanted, run->known.incref);
  mark_users(&wanted, run->known.decref);
  if (wanted.count == 0)
    return;
  if (run->options->mode == REFPRUNE_STRICT) {
    prune_callees_first(run, module, &wanted);
    return;
  }
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function))
    if (is_wanted(&wanted, function))
      prune_function(run, function);
}

/* Whatever runs below may come back here for want of memory, or because `verify` found a change to be
 * wrong that was about to be made; the IR is whole at any such moment. */
static refprune_status run_session(session *all, LLVMModuleRef module, LLVMValueRef function,
                                   refprune_message *message) {
  switch (setjmp(all->on_failure)) {
  case 0:
    break;
  case FAILED_VERIFY:
    say(message, all->run.disagreement);
    return REFPRUNE_INTERNAL;
  default:
    say(message, "out of memory");
    return REFPRUNE_NO_MEMORY;
  }
  symbols_init(&all->run.known, &all->lasting, module, all->run.options);
  if (function)
    prune_function(&all->run, function);
  else
    prune_module(&all->run, module);
  return REFPRUNE_OK;
}

static refprune_status start(LLVMModuleRef module, LLVMValueRef function,
                             const refprune_options *options, refprune_report *report,
                             refprune_message *message) {
  say(message, "");
  session all = {0};
  if (!options && refprune_options_init(&all.defaults) != REFPRUNE_OK) {
    say(message, "out of memory");
    return REFPRUNE_NO_MEMORY;
  }
  refprune_report_init(&all.unread);
  all.lasting.on_failure = all.pool.on_failure = all.solved.on_failure = &all.on_failure;
  all.run.pool = &all.pool;
  all.run.solved_pool = &all.solved;
  all.run.net.pool = &all.lasting;
  all.run.options = options ? options : &all.defaults;
  all.run.report = report ? report : &all.unread;
  refprune_status status = REFPRUNE_OK;
  if (all.run.options->passes != REFPRUNE_NONE)
    status = run_session(&all, module, function, message);
  arena_free(&all.pool);
  arena_free(&all.solved);
  arena_free(&all.lasting);
  refprune_options_dispose(&all.defaults);
  return status;
}

static refprune_status check(const void *subject, const refprune_options *options,
                             const refprune_report *report, refprune_message *message) {
  if (!subject) {
    say(message, "there is no module or function to prune");
    return REFPRUNE_BAD_INPUT;
  }
  if (options && (options->size != sizeof *options ||
                  options->version != REFPRUNE_OPTIONS_VERSION))
    say(message, "refprune_options were not prepared by refprune_options_init of this version");
  else if (options && !(options->size_weight >= 0 && options->size_weight <= DBL_MAX))
    say(message, "size_weight is not a number from 0 up");
  else if (report && (report->size != sizeof *report ||
                      report->version != REFPRUNE_REPORT_VERSION))
    say(message, "refprune_report was not prepared by refprune_report_init of this version");
  else
    return REFPRUNE_OK;
  return REFPRUNE_BAD_OPTION;
}

refprune_status refprune_run_module(LLVMModuleRef module, const refprune_options *options,
                                    refprune_report *report, refprune_message *message) {
  refprune_status status = check(module, options, report, message);
  return status == REFPRUNE_OK ? start(module, NULL, options, report, message) : status;
}

refprune_status refprune_run_function(LLVMValueRef function, const refprune_options *options,
                                      refprune_report *report, refprune_message *message) {
  refprune_status status = check(function, options, report, message);
  if (status != REFPRUNE_OK || LLVMIsDeclaration(function))
    return status;
  return start(LLVMGetGlobalParent(function), function, options, report, message);
}

const char *refprune_version(void) {
  return REFPRUNE_VERSION;
}

unsigned refprune_llvm_major(void) {
  return REFPRUNE_LLVM_MAJOR;
}
