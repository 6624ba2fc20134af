/* events.c - from the books of a run to events for the host. */
#include "prune/events.h"

#include <stdio.h>

#include "prune/llvm_compat.h"

static void emit(pruner *run, refprune_event *told) {
  if (!run->options->on_event)
    return;
  told->size = sizeof *told;
  told->function = run->fn.function;
  if (told->instruction)
    told->block = LLVMGetInstructionParent(told->instruction);
  run->options->on_event(run->options->event_context, told);
}

static const char *op_name(pruner *run, LLVMValueRef instruction) {
  bool up = symbols_callee(&run->known, instruction)->kind == CALLEE_INCREF;
  return up ? "incref" : "decref";
}

void events_removed(pruner *run, refprune_pattern pattern, LLVMValueRef instruction,
                    int32_t least_bound) {
  if (!run->options->on_event)
    return;
  char text[160];
  if (pattern == REFPRUNE_BY_NULL_OP)
    snprintf(text, sizeof text, "removed %s of null", op_name(run, instruction));
  else
    snprintf(text, sizeof text, "removed %s (%s): the count is at least %d all the while",
             op_name(run, instruction), refprune_pattern_name(pattern), least_bound);
  refprune_event told = {.kind = REFPRUNE_REMOVED, .pattern = pattern,
                          .instruction = instruction, .lower_bound = least_bound, .text = text};
  emit(run, &told);
}

void events_inserted(pruner *run, LLVMValueRef instruction) {
  if (!run->options->on_event)
    return;
  char text[80];
  snprintf(text, sizeof text, "placed %s where it costs less", op_name(run, instruction));
  refprune_event told = {.kind = REFPRUNE_INSERTED, .pattern = REFPRUNE_BY_PLACE,
                         .instruction = instruction, .text = text};
  emit(run, &told);
}

void events_gave_up(pruner *run, refprune_reason reason) {
  refprune_event told = {.kind = REFPRUNE_GAVE_UP, .reason = reason,
                          .text = refprune_reason_text(reason)};
  emit(run, &told);
}

static refprune_reason reason_of(const event *item) {
  if (item->fixed)
    return REFPRUNE_REASON_PINNED;
  refprune_reason noted = (refprune_reason)item->reason;
  return noted == REFPRUNE_REASON_NONE ? REFPRUNE_REASON_ALONE : noted;
}

static void emit_kept(pruner *run, const event *item) {
  LLVMValueRef instruction = run->fn.sites[item->site].instruction;
  refprune_reason reason = reason_of(item);
  uint32_t blocker = item->reason ? item->blocker : NO_SITE;
  char text[200];
  snprintf(text, sizeof text, "kept %s: %s", op_name(run, instruction),
           refprune_reason_text(reason));
  refprune_event told = {
      .kind = REFPRUNE_KEPT,
      .reason = reason,
      .instruction = instruction,
      .blocker = blocker == NO_SITE ? NULL : run->fn.sites[blocker].instruction,
      .text = text,
  };
  emit(run, &told);
}

void events_kept(pruner *run) {
  const view *fn = &run->fn;
  for (uint32_t e = 0; e < fn->event_count; e++) {
    const event *item = &fn->events[e];
    if (event_is_op(item) && !item->erased && run->fn.names.root[item->root].relevant)
      emit_kept(run, item);
  }
}
