/* commit.c - put a proposal before the judge and, if it is accepted, carry it out. */
#include <stdlib.h>

#include "prune/covered.h"
#include "prune/edit.h"
#include "prune/events.h"
#include "prune/forgive.h"
#include "prune/hazards.h"
#include "prune/place.h"
#include "prune/verify.h"

bool pruner_may_remove(const pruner *run, uint32_t count) {
  return run->removed <= run->options->limit && count <= run->options->limit - run->removed;
}

/* How much a reason tells: that a window was found and refused says more than that one pattern found
 * none, whichever was tried last. */
static int weight_of_reason(refprune_reason reason) {
  switch (reason) {
  case REFPRUNE_REASON_NONE:
    return 0;
  case REFPRUNE_REASON_ALONE:
    return 1;
  case REFPRUNE_REASON_ESCAPE:
    return 2;
  default:
    return 3;
  }
}

void pruner_refuse(pruner *run, const uint32_t *ops, uint32_t count, refprune_reason reason,
                   uint32_t blocker) {
  if (!run->options->explain)
    return;
  for (uint32_t i = 0; i < count; i++) {
    event *item = &run->fn.events[ops[i]];
    if (weight_of_reason(reason) < weight_of_reason((refprune_reason)item->reason))
      continue;
    item->reason = (uint8_t)reason;
    item->blocker = blocker;
  }
}

void pruner_note_edit(pruner *run, edit_note note) {
  ARENA_RESERVE(run->known.pool, run->edited, run->edited_count, run->edited_capacity);
  note.before = run->last_edit[note.block];
  run->edited[run->edited_count++] = note;
  run->last_edit[note.block] = run->edited_count;
  if (!note.stays)
    run->last_own[run->fn.names.root[note.root].component] = run->edited_count;
}

/* Makes room for what an edit notes: once it has begun, it must not fail for want of memory. */
static void make_room(pruner *run, uint32_t erased, uint32_t inserted) {
  arena *pool = run->known.pool;
  ARENA_RESERVE_MORE(pool, run->edited, run->edited_count, erased, run->edited_capacity);
  ARENA_RESERVE_MORE(pool, run->inserted, run->inserted_count, inserted, run->inserted_capacity);
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

static void erase_op(pruner *run, span *part, uint32_t op, refprune_pattern pattern,
                     int32_t least_bound) {
  const event *item = &run->fn.events[op];
  LLVMValueRef instruction = run->fn.sites[item->site].instruction;
  events_removed(run, pattern, instruction, least_bound);
  if (item->kind == EVENT_INCREF)
    run->fn.increfs--;
  else
    run->fn.decrefs--;
  hazards_erase(&run->fn, op);
  site *at = &run->fn.sites[item->site];
  pruner_note_edit(run, (edit_note){.block = at->block, .root = item->root,
                                     .retains = item->kind == EVENT_INCREF});
  at->instruction = NULL;
  run->fn.told_less |= edit_says_more(instruction);
  edit_erase(instruction);
  uint32_t local, k = op_position(run, part, op, &local);
  span_erase_op(part, local, k);
}

/* c' = c + d, so a bound moves with d. */
static void move_bounds(const account *item) {
  for (uint32_t i = 0; i < item->count; i++) {
    item->part->bound[item->nodes[i]] += item->part->d[item->nodes[i]];
    item->part->d[item->nodes[i]] = 0;
  }
}

static bool holds_longer(const account *item) {
  for (uint32_t i = 0; i < item->count; i++)
    if (item->part->d[item->nodes[i]] > 0)
      return true;
  return false;
}

/* Without an incref and the decrefs that ended its window other decrefs are as covered as before, but for
 * one inside that is to stay; without a decref and the incref behind it one that this incref covered may be
 * no more. */
static void apply(pruner *run, const proposal *change, const account *only, int32_t least_bound) {
  make_room(run, change->op_count, 0);
  bool recheck = holds_longer(only) || run->fn.names.root[change->part->root].covers_fixed;
  move_bounds(only);
  for (uint32_t i = 0; i < change->op_count; i++)
    erase_op(run, change->part, change->ops[i], change->pattern, least_bound);
  run->removed += change->op_count;
  run->report->removed[change->pattern] += change->op_count;
  run->report->changed = 1;
  if (recheck)
    covered_recheck(&run->fn, change->part->root);
}

/* The proof counts its steps in the view. */
static void charge(pruner *run) {
  work_spend(&run->work, run->fn.steps);
  run->fn.steps = 0;
}

static void note_refusal(pruner *run, const verdict *found) {
  run->report->refused++;
  run->saw_transfer |= found->reason == REFPRUNE_REASON_TRANSFER;
}

bool pruner_try(pruner *run, const proposal *change) {
  run->report->proposals++;
  account only = {.part = change->part, .nodes = change->nodes, .count = change->node_count};
  verdict found = prove(&run->fn, &run->group, &only, 1, change->allowed);
  charge(run);
  if (found.reason == REFPRUNE_REASON_NONE && !pruner_may_remove(run, change->op_count))
    found.reason = REFPRUNE_REASON_REMOVAL_LIMIT;
  if (found.reason == REFPRUNE_REASON_NONE) {
    verify_accepted(run, &(accepted){.accounts = &only, .count = 1, .allowed = change->allowed,
                                     .removed = change->ops, .removed_count = change->op_count});
    apply(run, change, &only, found.least_bound);
    return true;
  }
  note_refusal(run, &found);
  if (run->options->explain && found.reason != REFPRUNE_REASON_REMOVAL_LIMIT)
    pruner_refuse(run, change->ops, change->op_count, found.reason,
                  prove_blocker(&run->fn, found.part, found.node));
  return false;
}

/* -- Placement ------------------------------------------------------------------------------------ */

/* An operation to be placed: `change` increfs, or decrefs where negative. */
typedef struct insertion {
  uint32_t root, block;
  int32_t change;
  bool at_end;
  uint32_t before; /* the site of an operation, or NO_SITE: at the block's start or end */
} insertion;

typedef struct plan {
  pruner *run;
  const account *accounts;
  uint32_t account_count;
  bool forgive;
  struct {
    span *part;
    uint32_t op;
  } *erased;
  uint32_t erased_count, erased_capacity;
  insertion *inserted;
  uint32_t inserted_count, inserted_capacity;
} plan;

static bool say_all_the_same(const view *fn, event_kind kind, LLVMValueRef found) {
  for (uint32_t e = 0; e < fn->event_count && edit_says_more(found); e++) {
    const event *item = &fn->events[e];
    if (item->kind == kind && item->plain && !item->erased &&
        !edit_says_the_same(fn->sites[item->site].instruction, found))
      return false;
  }
  return true;
}

/* Where two operations differ in their further arguments, neither will do for any object. New ones are like
 * the others, so looking once is enough. */
static bool stands_for_all(pruner *run, event_kind kind, LLVMValueRef found) {
  template_likeness *known = &run->templates[kind].likeness;
  if (*known == NOT_COMPARED)
    *known = say_all_the_same(&run->fn, kind, found) ? ALL_ALIKE : SOME_DIFFER;
  return *known == ALL_ALIKE;
}

/* What an operation is made of does not change. */
static bool may_be_repeated(pruner *run, event_kind kind, uint32_t e, LLVMValueRef op) {
  uint32_t *found = &run->templates[kind].found;
  if (*found == e + 1)
    return true;
  bool may = edit_may_copy(op) && symbols_may_be_moved(&run->known, op);
  if (may)
    *found = e + 1;
  return may;
}

/* The first one: what has been passed can only be one again after events were renumbered. */
LLVMValueRef pruner_template(pruner *run, event_kind kind) {
  const view *fn = &run->fn;
  for (uint32_t *e = &run->templates[kind].from; *e < fn->event_count; ++*e) {
    const event *item = &fn->events[*e];
    LLVMValueRef found = fn->sites[item->site].instruction;
    if (item->kind == kind && !item->erased && !item->fixed && may_be_repeated(run, kind, *e, found))
      return stands_for_all(run, kind, found) ? found : NULL;
  }
  return NULL;
}

void pruner_forget_templates(pruner *run) {
  for (unsigned kind = 0; kind < EVENT_USE; kind++)
    run->templates[kind].from = run->templates[kind].found = 0;
}

static int32_t d_of(span *part, uint32_t node) {
  return part->d[span_node(part, node)];
}

static void plan_insertion(plan *of, insertion item) {
  if (item.change == 0)
    return;
  ARENA_RESERVE(of->run->pool, of->inserted, of->inserted_count, of->inserted_capacity);
  of->inserted[of->inserted_count++] = item;
}

/* What stands at an operation afterwards is its effect plus the change of d across it. */
static void plan_op(plan *of, span *part, uint32_t local, uint32_t k) {
  const view *fn = &of->run->fn;
  uint32_t op = part->ops[part->blocks[local].first_op + k];
  const event *item = &fn->events[op];
  if (item->erased)
    return;
  int32_t effect = item->kind == EVENT_INCREF ? 1 : -1;
  int32_t change = d_of(part, span_segment(part, local, k + 1)) -
                   d_of(part, span_segment(part, local, k));
  bool goes = effect + change == 0 || (effect + change > 0) != (effect > 0);
  if (goes) {
    ARENA_RESERVE(of->run->pool, of->erased, of->erased_count, of->erased_capacity);
    of->erased[of->erased_count].part = part;
    of->erased[of->erased_count++].op = op;
  }
  plan_insertion(of, (insertion){.root = part->root, .block = part->blocks[local].block,
                                 .change = goes ? effect + change : change,
                                 .before = item->site});
}

static void plan_block(plan *of, span *part, uint32_t local) {
  const span_block *item = &part->blocks[local];
  int32_t start = part->d[item->start], top = d_of(part, item->start + 1);
  int32_t bottom = part->d[item->start + 1 + item->op_count];
  int32_t end = part->d[item->start + 2 + item->op_count];
  if (item->op_count == 0 && start == top && top == end)
    return;
  plan_insertion(of, (insertion){.root = part->root, .block = item->block, .before = NO_SITE,
                                 .change = top - start});
  for (uint32_t k = 0; k < item->op_count; k++)
    plan_op(of, part, local, k);
  bool forgiven = of->forgive && forgive_at_end(&of->run->fn, item->block, bottom, end);
  plan_insertion(of, (insertion){.root = part->root, .block = item->block, .at_end = true,
                                 .before = NO_SITE, .change = forgiven ? 0 : end - bottom});
}

static void make_plan(plan *of) {
  for (uint32_t i = 0; i < of->account_count; i++)
    for (uint32_t local = 0; local < of->accounts[i].part->block_count; local++)
      plan_block(of, of->accounts[i].part, local);
}

/* Where one account is closed and another opened at the same place, the closing goes first: opening
 * raises |d|, and both names may be one object. An insertion at a block's start (end) closes an
 * account if d is 0 behind it. */
static bool closes(const plan *of, const insertion *item) {
  for (uint32_t i = 0; i < of->account_count; i++) {
    span *part = of->accounts[i].part;
    if (part->root != item->root)
      continue;
    uint32_t local = span_find(part, item->block);
    uint32_t behind =
        item->at_end ? span_end(part, local) : span_segment(part, local, 0);
    return d_of(part, behind) == 0;
  }
  return false;
}

/* Notes where the new operation stands among the sites, for the view to take in. */
static void note_inserted(pruner *run, const insertion *item, LLVMValueRef copy, event_kind kind) {
  new_op noted = {.instruction = copy, .root = item->root, .block = item->block, .kind = kind};
  noted.at_start = item->before == NO_SITE && !item->at_end;
  noted.before = item->at_end ? insert_end(&run->fn, item->block) : item->before;
  if (noted.at_start)
    noted.before = run->fn.first_site[item->block];
  run->inserted[run->inserted_count++] = noted;
}

/* Erasing and copying go by template: an operation of the function that may be copied. It must not be
 * one that is erased, so insertions come first. */
static void insert_one(pruner *run, const insertion *item) {
  const root *object = &run->fn.names.root[item->root];
  event_kind kind = item->change > 0 ? EVENT_INCREF : EVENT_DECREF;
  edit_place place = {.block = run->fn.cfg.block[item->block], .at_end = item->at_end};
  if (item->before != NO_SITE)
    place.before = run->fn.sites[item->before].instruction;
  edit_object name = {.value = object->value, .path = roots_path(&run->fn.names, object->path)};
  for (int32_t i = abs(item->change); i > 0; i--) {
    LLVMValueRef copy = edit_insert(pruner_template(run, kind), &name, &place);
    events_inserted(run, copy);
    note_inserted(run, item, copy, kind);
    run->report->inserted++;
    if (kind == EVENT_INCREF)
      run->fn.increfs++;
    else
      run->fn.decrefs++;
  }
}

/* What closes an account is to stand before what opens one. At a start each insertion goes to the very
 * front, so there that is made late; elsewhere each goes behind the ones before it. */
static bool is_made_late(const plan *of, const insertion *item) {
  bool within = item->before != NO_SITE, at_start = !item->at_end && !within;
  bool stands_first = within || closes(of, item);
  return stands_first == at_start;
}

static void insert_all(plan *of) {
  for (int late = 0; late < 2; late++)
    for (uint32_t i = 0; i < of->inserted_count; i++)
      if (is_made_late(of, &of->inserted[i]) == late)
        insert_one(of->run, &of->inserted[i]);
}

static place_result carry_out(plan *of, int32_t least_bound) {
  uint32_t copies = 0;
  for (uint32_t i = 0; i < of->inserted_count; i++)
    copies += (uint32_t)abs(of->inserted[i].change);
  make_room(of->run, of->erased_count, copies);
  insert_all(of);
  for (uint32_t i = 0; i < of->account_count; i++)
    move_bounds(&of->accounts[i]);
  for (uint32_t i = 0; i < of->erased_count; i++)
    erase_op(of->run, of->erased[i].part, of->erased[i].op, REFPRUNE_BY_PLACE, least_bound);
  of->run->removed += of->erased_count;
  of->run->report->removed[REFPRUNE_BY_PLACE] += of->erased_count;
  of->run->report->changed = 1;
  if (of->inserted_count)
    covered_forget(&of->run->fn);
  for (uint32_t i = 0; i < of->account_count; i++)
    covered_recheck(&of->run->fn, of->accounts[i].part->root);
  return of->inserted_count ? PLACE_INSERTED : PLACE_CHANGED;
}

static void refuse_plan(pruner *run, const plan *of, const verdict *found) {
  note_refusal(run, found);
  if (!run->options->explain)
    return;
  uint32_t blocker = prove_blocker(&run->fn, found->part, found->node);
  for (uint32_t i = 0; i < of->erased_count; i++)
    pruner_refuse(run, &of->erased[i].op, 1, found->reason, blocker);
}

place_result pruner_place(pruner *run, const account *accounts, uint32_t count, bool forgive) {
  plan of = {.run = run, .accounts = accounts, .account_count = count, .forgive = forgive};
  run->report->proposals++;
  unsigned allowed = PROVE_INSERT | (forgive ? PROVE_FORGIVE : 0);
  verdict found = prove(&run->fn, &run->group, accounts, count, allowed);
  charge(run);
  make_plan(&of);
  if (found.reason != REFPRUNE_REASON_NONE) {
    refuse_plan(run, &of, &found);
    return PLACE_REFUSED;
  }
  if (!pruner_may_remove(run, of.erased_count))
    return PLACE_REFUSED;
  verify_accepted(run, &(accepted){.accounts = accounts, .count = count, .allowed = allowed});
  return carry_out(&of, found.least_bound);
}
