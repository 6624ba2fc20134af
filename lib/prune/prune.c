/* prune.c - the driver: read, bound, propose, prove, edit, until nothing changes.
 *
 *     module --symbols--> function --view--> roots --bounds--> LB per node
 *                                                                 |
 *                  per_bb, diamond, fanout, fanout_raise, place --+--> prove --> edit
 *
 * Roots are taken component by component (roots linked by phis share one fixed point). An accepted
 * edit is reflected at once: c' = c + d holds for the root, so its bounds move by d; other roots of
 * the component are solved again; and roots that are solved later see one hazard less. Whole rounds
 * repeat until one changes nothing, so a second run finds nothing either.
 */
#include <refprune/prune.h>

#include <stdlib.h>

#include "prune/edit.h"
#include "prune/events.h"
#include "prune/hazards.h"
#include "prune/llvm_compat.h"
#include "prune/pruner.h"

/* Steps a function may take before its remaining roots are left alone: a few seconds' worth, far
 * above what any of the real modules in the corpus needs. */
#define WORK_PER_FUNCTION UINT64_C(200000000)

/* -- Accepting a proposal ------------------------------------------------------------------------- */

bool pruner_may_remove(const pruner *run, uint32_t count) {
  return run->removed <= run->options->limit && count <= run->options->limit - run->removed;
}

void pruner_refuse(pruner *run, const uint32_t *ops, uint32_t count, refprune_reason reason,
                   uint32_t blocker) {
  if (!run->reason)
    return;
  for (uint32_t i = 0; i < count; i++) {
    run->reason[ops[i]] = (uint8_t)reason;
    run->blocker[ops[i]] = blocker;
  }
}

static uint32_t op_position(const pruner *run, const span *part, uint32_t op, uint32_t *local) {
  *local = span_find(part, run->fn.sites[run->fn.events[op].site].block);
  const span_block *item = &part->blocks[*local];
  uint32_t low = item->first_op, high = item->first_op + item->op_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (part->ops[middle] < op)
      low = middle + 1;
    else
      high = middle;
  }
  return low - item->first_op;
}

static void erase_op(pruner *run, const proposal *change, uint32_t op, int32_t least_bound) {
  const event *item = &run->fn.events[op];
  LLVMValueRef instruction = run->fn.sites[item->site].instruction;
  events_removed(run, change->pattern, instruction, least_bound);
  if (item->kind == EVENT_INCREF)
    run->fn.increfs--;
  else
    run->fn.decrefs--;
  hazards_erase(&run->fn, op);
  run->fn.sites[item->site].instruction = NULL;
  edit_erase(instruction);
  uint32_t local, k = op_position(run, change->part, op, &local);
  span_erase_op(change->part, local, k);
}

static void apply(pruner *run, const proposal *change, int32_t least_bound) {
  span *part = change->part;
  for (uint32_t i = 0; i < change->node_count; i++) {
    part->bound[change->nodes[i]] += part->d[change->nodes[i]];
    part->d[change->nodes[i]] = 0;
  }
  for (uint32_t i = 0; i < change->op_count; i++)
    erase_op(run, change, change->ops[i], least_bound);
  run->removed += change->op_count;
  run->report->removed[change->pattern] += change->op_count;
  run->report->changed = 1;
}

bool pruner_try(pruner *run, const proposal *change) {
  run->report->proposals++;
  verdict found = prove(&run->fn, change->part, change->nodes, change->node_count,
                        change->allowed);
  if (found.reason == REFPRUNE_REASON_NONE && !pruner_may_remove(run, change->op_count))
    found.reason = REFPRUNE_REASON_REMOVAL_LIMIT;
  if (found.reason == REFPRUNE_REASON_NONE) {
    apply(run, change, found.least_bound);
    return true;
  }
  run->report->refused++;
  if (run->reason && found.reason != REFPRUNE_REASON_REMOVAL_LIMIT)
    pruner_refuse(run, change->ops, change->op_count, found.reason,
                  prove_blocker(&run->fn, change->part, found.node));
  return false;
}

/* -- One component -------------------------------------------------------------------------------- */

static bool has_pair(const view *fn, uint32_t number) {
  bool up = false, down = false;
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++) {
    const event *item = &fn->events[e];
    if (item->erased || item->fixed)
      continue;
    up |= item->kind == EVENT_INCREF;
    down |= item->kind == EVENT_DECREF;
  }
  return up && down;
}

static bool run_patterns(pruner *run, span *part) {
  unsigned passes = run->options->passes;
  bool changed = false;
  for (bool again = true; again;) {
    again = false;
    if (passes & REFPRUNE_PER_BB)
      again |= per_bb_run(run, part);
    if (passes & REFPRUNE_DIAMOND)
      again |= diamond_run(run, part);
    if (passes & REFPRUNE_FANOUT)
      again |= fanout_run(run, part);
    if (passes & REFPRUNE_FANOUT_RAISE)
      again |= fanout_raise_run(run, part);
    changed |= again;
  }
  return changed;
}

typedef struct component {
  const uint32_t *roots;
  uint32_t count;
  uint32_t first_decref; /* its first site with a decref: inner windows end first */
} component;

static bool solve(pruner *run, const component *part) {
  run->group.component = part->roots[0];
  if (bounds_solve(&run->group, &run->fn, part->roots, part->count, &run->work))
    return true;
  run->gave_up = true;
  run->report->gave_up++;
  return false;
}

static bool run_component(pruner *run, const component *part) {
  bool changed = false, stale = true;
  arena_mark mark = arena_position(run->pool);
  for (uint32_t i = 0; i < part->count; i++) {
    if (!has_pair(&run->fn, part->roots[i]))
      continue;
    if (stale) {
      arena_rewind(run->pool, mark);
      if (!solve(run, part))
        break;
    }
    stale = run_patterns(run, &run->group.spans[i]);
    changed |= stale;
  }
  arena_rewind(run->pool, mark);
  return changed;
}

/* -- One function --------------------------------------------------------------------------------- */

static int compare_components(const void *left, const void *right) {
  const component *a = left, *b = right;
  if (a->first_decref != b->first_decref)
    return a->first_decref < b->first_decref ? -1 : 1;
  return (a->roots[0] > b->roots[0]) - (a->roots[0] < b->roots[0]);
}

static uint32_t first_decref(const view *fn, uint32_t number) {
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++)
    if (fn->events[e].kind == EVENT_DECREF)
      return fn->events[e].site;
  return NO_SITE;
}

/* Groups the relevant roots by component; roots keep their order. */
static uint32_t list_components(pruner *run, component **list) {
  const view *fn = &run->fn;
  const roots *names = &fn->names;
  uint32_t *size = ARENA_NEW(run->pool, uint32_t, names->count + 1);
  for (uint32_t r = FIRST_ROOT; r < names->count; r++)
    size[names->root[r].component + 1] += names->root[r].relevant;
  for (uint32_t r = 0; r < names->count; r++)
    size[r + 1] += size[r];
  uint32_t *members = ARENA_NEW(run->pool, uint32_t, size[names->count]);
  uint32_t *used = ARENA_NEW(run->pool, uint32_t, names->count);
  component *found = ARENA_NEW(run->pool, component, names->count);
  for (uint32_t r = FIRST_ROOT; r < names->count; r++) {
    uint32_t c = names->root[r].component;
    if (!names->root[r].relevant)
      continue;
    uint32_t decref = first_decref(fn, r);
    if (used[c] == 0)
      found[c] = (component){.roots = members + size[c], .first_decref = NO_SITE};
    if (decref < found[c].first_decref)
      found[c].first_decref = decref;
    members[size[c] + used[c]++] = r;
    found[c].count = used[c];
  }
  uint32_t count = 0;
  for (uint32_t r = 0; r < names->count; r++)
    if (used[r])
      found[count++] = found[r];
  qsort(found, count, sizeof *found, compare_components);
  *list = found;
  return count;
}

static void erase_null_ops(pruner *run) {
  view *fn = &run->fn;
  for (uint32_t i = 0; i < fn->null_op_count && pruner_may_remove(run, 1); i++) {
    bool up = symbols_callee(&run->known, fn->null_ops[i])->kind == CALLEE_INCREF;
    events_removed(run, REFPRUNE_BY_NULL_OP, fn->null_ops[i], 0);
    edit_erase(fn->null_ops[i]);
    if (up)
      fn->increfs--;
    else
      fn->decrefs--;
    run->removed++;
    run->report->removed[REFPRUNE_BY_NULL_OP]++;
    run->report->changed = 1;
  }
}

static void run_rounds(pruner *run) {
  component *list;
  uint32_t count = list_components(run, &list);
  run->group.span_of = ARENA_NEW(run->pool, uint32_t, run->fn.names.count);
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i < count; i++)
      again |= run_component(run, &list[i]);
    if (again && run->fn.has_raises)
      hazards_find_noisy(&run->fn);
  }
}

static void prune_view(pruner *run) {
  if (run->fn.returns_twice) {
    run->report->gave_up++;
    events_gave_up(run, REFPRUNE_REASON_RETURNS_TWICE);
    return;
  }
  if (run->options->explain) {
    run->reason = ARENA_NEW(run->pool, uint8_t, run->fn.event_count);
    run->blocker = ARENA_NEW(run->pool, uint32_t, run->fn.event_count);
  }
  erase_null_ops(run);
  run_rounds(run);
  if (run->gave_up)
    events_gave_up(run, run->work ? REFPRUNE_REASON_SUBGRAPH_LIMIT : REFPRUNE_REASON_WORK_LIMIT);
  if (run->options->explain)
    events_kept(run);
}

static void prune_function(pruner *run, LLVMValueRef function) {
  arena_mark mark = arena_position(run->pool);
  run->work = WORK_PER_FUNCTION;
  run->gave_up = false;
  run->reason = NULL;
  if (view_build(&run->fn, run->pool, &run->known, function)) {
    refprune_report *report = run->report;
    report->functions++;
    report->increfs_before += run->fn.increfs;
    report->decrefs_before += run->fn.decrefs;
    prune_view(run);
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
  refprune_options defaults;
  refprune_report unread;
  pruner run;
} session;

static void mark_users(pointer_map *wanted, LLVMValueRef callee) {
  if (!callee)
    return;
  for (LLVMUseRef use = LLVMGetFirstUse(callee); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (LLVMIsAInstruction(user))
      pointer_map_set(wanted, LLVMGetBasicBlockParent(LLVMGetInstructionParent(user)), 0, 1);
  }
}

static void prune_module(pruner *run, LLVMModuleRef module) {
  pointer_map wanted = {.pool = run->known.pool};
  mark_users(&wanted, run->known.incref);
  mark_users(&wanted, run->known.decref);
  if (wanted.count == 0)
    return;
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function))
    if (pointer_map_get(&wanted, function, 0) != POINTER_MAP_NONE)
      prune_function(run, function);
}

/* Whatever runs below may come back here for want of memory; the IR is whole at any such moment. */
static refprune_status run_session(session *all, LLVMModuleRef module, LLVMValueRef function,
                                   refprune_message *message) {
  if (setjmp(all->on_failure)) {
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
  session *all = calloc(1, sizeof *all);
  refprune_status status = REFPRUNE_NO_MEMORY;
  if (all && (options || refprune_options_init(&all->defaults) == REFPRUNE_OK)) {
    refprune_report_init(&all->unread);
    all->lasting.on_failure = all->pool.on_failure = &all->on_failure;
    all->run.pool = &all->pool;
    all->run.options = options ? options : &all->defaults;
    all->run.report = report ? report : &all->unread;
    status = REFPRUNE_OK;
    if (all->run.options->passes != REFPRUNE_NONE)
      status = run_session(all, module, function, message);
    arena_free(&all->pool);
    arena_free(&all->lasting);
    refprune_options_dispose(&all->defaults);
  } else {
    say(message, "out of memory");
  }
  free(all);
  return status;
}

static refprune_status check(const refprune_options *options, refprune_message *message) {
  if (!options || (options->size == sizeof *options &&
                   options->version == REFPRUNE_OPTIONS_VERSION))
    return REFPRUNE_OK;
  say(message, "refprune_options were not prepared by refprune_options_init of this version");
  return REFPRUNE_BAD_OPTION;
}

refprune_status refprune_run_module(LLVMModuleRef module, const refprune_options *options,
                                    refprune_report *report, refprune_message *message) {
  refprune_status status = check(options, message);
  return status == REFPRUNE_OK ? start(module, NULL, options, report, message) : status;
}

refprune_status refprune_run_function(LLVMValueRef function, const refprune_options *options,
                                      refprune_report *report, refprune_message *message) {
  refprune_status status = check(options, message);
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
