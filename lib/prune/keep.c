/* keep.c - see keep.h. */
#include "prune/keep.h"

#include <string.h>

void keep_begin(view *fn) {
  fn->edits = 0;
  fn->lowered = ARENA_NEW(fn->pool, lowering, fn->cfg.count);
}

/* -- What an edit does ---------------------------------------------------------------------------- */

static void note_lowered(view *fn, uint32_t number, uint32_t block) {
  lowering *by = &fn->lowered[block];
  if (by->root != number)
    *by = (lowering){.root = number, .other = by->last};
  by->last = fn->edits;
}

bool keep_move(view *fn, span *part, const uint32_t *nodes, uint32_t count) {
  uint32_t last = NO_BLOCK;
  bool rises = false;
  for (uint32_t i = 0; i < count; i++) {
    int32_t d = part->d[nodes[i]];
    rises |= d > 0;
    if (d < 0 && part->local_of[nodes[i]] != last) {
      last = part->local_of[nodes[i]];
      note_lowered(fn, part->root, part->blocks[last].block);
    }
    part->bound[nodes[i]] += d;
    part->d[nodes[i]] = 0;
  }
  return rises;
}

/* Behind a raising exit references may be missing that were forgiven. Nothing happens there. */
static bool is_quiet(const view *fn, uint32_t block) {
  return fn->has_raises && !fn->noisy[block];
}

static bool is_lowered(const span *part, const view *fn, uint32_t block) {
  const lowering *by = &fn->lowered[block];
  return (by->root == part->root ? by->other : by->last) >= part->solved || is_quiet(fn, block);
}

bool keep_is_outdated(const span *part, const view *fn) {
  for (uint32_t i = 0; i < part->block_count && part->solved; i++)
    if (is_lowered(part, fn, part->blocks[i].block))
      return true;
  return false;
}

/* -- From one numbering of nodes to the next ------------------------------------------------------ */

/* Where no operation is left a bound is no use. */
static bool has_open_op(const view *fn, uint32_t number) {
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++)
    if (event_is_open(&fn->events[e]))
      return true;
  return false;
}

memory keep_remember(const span *part, const view *fn) {
  memory of = {0};
  if (!part->leans || !part->solved || !has_open_op(fn, part->root))
    return of;
  of.count = part->block_count;
  of.block = ARENA_NEW_UNSET(part->pool, uint32_t, of.count);
  of.first = ARENA_NEW_UNSET(part->pool, uint32_t, of.count + 1);
  of.bound = ARENA_NEW_UNSET(part->pool, int32_t, part->node_count);
  uint32_t next = 0;
  for (uint32_t i = 0; i < of.count; i++) {
    const span_block *item = &part->blocks[i];
    of.block[i] = item->block;
    of.first[i] = next;
    for (uint32_t n = item->start; n < item->start + item->op_count + 3; n++)
      if (part->joined[n] == 0)
        of.bound[next++] = part->bound[n];
  }
  of.first[of.count] = next;
  return of;
}

/* Between START and END the segments are the same where nothing was put in. */
static void recall_block(span *part, const span_block *item, const int32_t *bound, uint32_t count) {
  int32_t *kept = part->kept + item->start;
  uint32_t nodes = item->op_count + 3;
  if (count == nodes)
    memcpy(kept, bound, count * sizeof *kept);
  kept[0] = bound[0];
  kept[nodes - 1] = bound[count - 1];
}

void keep_recall(span *part, const memory *of) {
  part->leans = of->count != 0;
  if (!part->leans)
    return;
  part->kept = ARENA_NEW(part->pool, int32_t, part->node_count);
  for (uint32_t i = 0, k = 0; i < part->block_count; i++) {
    const span_block *item = &part->blocks[i];
    while (k < of->count && of->block[k] < item->block)
      k++;
    if (k < of->count && of->block[k] == item->block)
      recall_block(part, item, of->bound + of->first[k], of->first[k + 1] - of->first[k]);
  }
}

/* -- Around solving ------------------------------------------------------------------------------- */

static void copy_bounds(span *part) {
  part->kept = ARENA_NEW_UNSET(part->pool, int32_t, part->node_count);
  memcpy(part->kept, part->bound, part->node_count * sizeof *part->kept);
}

/* What is forgiven at a raising exit is missing from its END on. */
void keep_before_solving(span *part, const view *fn) {
  if (!part->leans || !part->solved)
    return;
  if (!part->kept)
    copy_bounds(part);
  for (uint32_t i = 0; i < part->block_count; i++) {
    const span_block *item = &part->blocks[i];
    uint32_t end = item->start + 2 + item->op_count;
    if (is_lowered(part, fn, item->block))
      memset(part->kept + item->start, 0, (end + 1 - item->start) * sizeof *part->kept);
    else if (fn->block_flags[item->block] & SITE_RAISES)
      part->kept[end] = 0;
  }
}

bool keep_behind_solving(span *part, const view *fn) {
  bool raised = false;
  for (uint32_t n = 0; n < part->node_count && part->kept; n++) {
    raised |= part->kept[n] > part->bound[n];
    if (part->kept[n] > part->bound[n])
      part->bound[n] = part->kept[n];
  }
  part->kept = NULL;
  part->leans = raised;
  part->solved = fn->edits + 1;
  return raised;
}
