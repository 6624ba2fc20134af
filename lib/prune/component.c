/* component.c - list components, solve them, and tell when there is nothing new to look at. */
#include "prune/component.h"

#include <stdlib.h>

#include "prune/cycles.h"
#include "prune/hazards.h"

enum { NEVER = UINT32_MAX };

/* -- The list ------------------------------------------------------------------------------------- */

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

/* Deals the roots out to their components once more, in the order that spans are to have. `index` is that
 * of a component among all. */
static void order_spans(const view *fn, component *all, uint32_t component_count,
                        const uint32_t *index) {
  const roots *names = &fn->names;
  uint32_t *order = ARENA_NEW_UNSET(fn->pool, uint32_t, names->count);
  uint32_t *cycle = ARENA_NEW_UNSET(fn->pool, uint32_t, names->count);
  uint32_t *dealt = ARENA_NEW_UNSET(fn->pool, uint32_t, names->count), next = 0;
  uint32_t count = cycles_order(names, order, cycle);
  for (uint32_t i = 0; i < component_count; i++) {
    all[i].spans = (root_order){.roots = dealt + next, .cycle = cycle};
    next += all[i].count;
  }
  for (uint32_t i = 0; i < count; i++) {
    root_order *to = &all[index[names->root[order[i]].component]].spans;
    dealt[to->roots - dealt + to->count++] = order[i];
  }
}

/* Fills `size` per component with the number of its relevant roots, which is zero before, and `index` with
 * its place in a list of those that have some. Returns how many have. */
static uint32_t count_components(const roots *names, uint32_t *size, uint32_t *index) {
  uint32_t count = 0;
  for (uint32_t r = FIRST_ROOT; r < names->count; r++)
    if (names->root[r].relevant && size[names->root[r].component]++ == 0)
      index[names->root[r].component] = count++;
  return count;
}

/* Roots keep their order. */
uint32_t component_list(pruner *run, component **list) {
  const view *fn = &run->fn;
  const roots *names = &fn->names;
  uint32_t *size = ARENA_NEW(run->pool, uint32_t, names->count), next = 0;
  uint32_t *index = ARENA_NEW_UNSET(run->pool, uint32_t, names->count);
  uint32_t *members = ARENA_NEW_UNSET(run->pool, uint32_t, names->count);
  uint32_t count = count_components(names, size, index);
  component *found = ARENA_NEW(run->pool, component, count);
  for (uint32_t r = FIRST_ROOT; r < names->count; r++) {
    if (!names->root[r].relevant)
      continue;
    uint32_t c = names->root[r].component, decref = first_decref(fn, r);
    component *to = &found[index[c]];
    if (to->count == 0) {
      *to = (component){.roots = members + next, .number = c, .first_decref = NO_SITE,
                        .edits_seen = {NEVER, NEVER}};
      next += size[c];
    }
    if (decref < to->first_decref)
      to->first_decref = decref;
    members[to->roots - members + to->count++] = r;
  }
  order_spans(fn, found, count, index);
  qsort(found, count, sizeof *found, compare_components);
  *list = found;
  return count;
}

/* -- What an edit concerns ------------------------------------------------------------------------ */

/* Goes over edits that a component may have to take notice of, whichever way is shorter: over all that were
 * made since some time, or over those of the blocks of its spans. */
typedef struct edit_walk {
  uint32_t since; /* a length of run->edited */
  bool by_block;
  uint32_t next;  /* number of an edit, by block + 1 */
  uint32_t block; /* the next one */
} edit_walk;

static edit_walk walk_since(const pruner *run, const component *part, uint32_t since) {
  bool by_block = part->last_block - part->first_block < run->edited_count - since;
  return (edit_walk){.since = since, .by_block = by_block, .next = by_block ? 0 : since,
                     .block = part->first_block};
}

/* NULL: there is no other. */
static const edit_note *next_edit(const pruner *run, const component *part, edit_walk *at) {
  if (!at->by_block)
    return at->next < run->edited_count ? &run->edited[at->next++] : NULL;
  while (at->next <= at->since) {
    if (at->block > part->last_block)
      return NULL;
    at->next = run->last_edit[at->block++];
  }
  const edit_note *found = &run->edited[at->next - 1];
  at->next = found->before;
  return found;
}

/* Few enough roots to look at each of them for each edit. */
enum { FEW_ROOTS = 8 };

static bool is_kept(const pruner *run, const component *part) {
  return part->generation == run->generation;
}

static bool is_own(const pruner *run, const component *part, const edit_note *edit) {
  return run->fn.names.root[edit->root].component == part->number;
}

static bool is_among(const component *part, const edit_note *edit) {
  return edit->block >= part->first_block && edit->block <= part->last_block;
}

/* May an operation on another root, gone or new, change what bounds a span's? Not outside of its blocks,
 * nor where the two cannot be one object. */
static bool is_span_concerned(const pruner *run, const span *item, const edit_note *edit) {
  return span_find(item, edit->block) != NO_BLOCK &&
         hazards_may_release(&run->fn, edit->block, edit->root, item->root);
}

static bool is_concerned(const pruner *run, const component *part, const edit_note *edit) {
  if (is_own(run, part, edit))
    return !edit->stays;
  if (!is_among(part, edit))
    return false;
  if (!is_kept(run, part) || part->count > FEW_ROOTS)
    return true;
  for (uint32_t i = 0; i < part->count; i++)
    if (is_span_concerned(run, &part->solved.spans[i], edit))
      return true;
  return false;
}

/* -- Bounds --------------------------------------------------------------------------------------- */

/* Blocks, edges and nodes of kept spans: some 20 MB of them. */
enum { MAX_KEPT = 1 << 19 };

void component_forget_all(pruner *run) {
  arena_free(run->solved_pool);
  run->kept = 0;
  run->generation++;
}

/* A decref of another name is nothing to A but in strict mode, an incref is nothing to F but by A. */
static void mark_span_stale(const pruner *run, group *known, uint32_t index, const edit_note *edit) {
  uint32_t object = known->spans[index].root;
  if (!edit->retains && (hazards_of_op(&run->fn, EVENT_DECREF, edit->root) & SITE_REVIVES))
    bounds_make_stale(known, index);
  else if (!edit->retains)
    bounds_make_f_stale(known, index);
  else if (hazards_may_be_same(&run->fn, edit->block, edit->root, object))
    bounds_make_stale(known, index);
}

/* A span's blocks and nodes follow from its own operations, its bounds also from those that concern it;
 * these are in one of its blocks. */
static void mark_stale_by(pruner *run, component *part, const edit_note *edit) {
  group *known = &part->solved;
  if (is_own(run, part, edit) && !edit->stays) {
    uint32_t own = known->span_of[edit->root];
    known->spans[own].rebuild = true;
    bounds_make_stale(known, own);
  }
  const extents *all = &known->extents;
  for (uint32_t i = extents_first(all, edit->block); i != NO_EXTENT;
       i = extents_next(all, i, edit->block)) {
    if (known->spans[i].root != edit->root && is_span_concerned(run, &known->spans[i], edit))
      mark_span_stale(run, known, i, edit);
    work_spend(&run->work, 1);
  }
}

/* Finds the spans that edits have made stale. Where decrefs are hazards again that were none, all are. */
static void mark_stale(pruner *run, component *part) {
  bool lost = part->covers_forgotten != run->fn.covers_forgotten;
  for (uint32_t i = 0; i < part->count && lost; i++)
    bounds_make_f_stale(&part->solved, i);
  edit_walk at = walk_since(run, part, part->edits_solved);
  for (const edit_note *edit; (edit = next_edit(run, part, &at)) != NULL;)
    if (is_own(run, part, edit) || is_among(part, edit))
      mark_stale_by(run, part, edit);
}

/* Of few roots exactly, of many up to blocks that were left. */
static void note_extent(component *part) {
  const group *known = &part->solved;
  bool few = part->count <= FEW_ROOTS;
  if (few || known->stale_count == part->count) {
    part->first_block = NO_BLOCK;
    part->last_block = 0;
  }
  for (uint32_t i = 0; i < (few ? part->count : known->stale_count); i++) {
    const span *item = &known->spans[few ? i : known->stale[i]];
    if (item->block_count == 0)
      continue;
    uint32_t first = item->blocks[0].block, last = item->blocks[item->block_count - 1].block;
    part->first_block = first < part->first_block ? first : part->first_block;
    part->last_block = last > part->last_block ? last : part->last_block;
  }
}

static bool build_spans(pruner *run, component *part) {
  part->solved = (group){.component = part->roots[0], .span_of = run->group.span_of};
  part->generation = run->generation;
  return bounds_build(&part->solved, &run->fn, run->solved_pool, &part->spans, &run->work);
}

/* Spans that fit the operations as they are, marked as stale where they need to be solved. A component
 * that is larger than the limit is kept none the less, but not together with many others. */
static bool prepare(pruner *run, component *part) {
  if (run->kept > MAX_KEPT + 2 * part->built)
    component_forget_all(run);
  group *known = &part->solved;
  if (!is_kept(run, part)) {
    bool built = build_spans(run, part);
    run->kept += part->built = known->size;
    return built;
  }
  uint64_t before = known->size;
  mark_stale(run, part);
  bounds_renumber(known, &run->fn);
  bool built = bounds_rebuild(known, &run->fn, &run->work);
  run->kept += known->size - before;
  return built;
}

bool component_solve(pruner *run, component *part) {
  bool done = prepare(run, part);
  if (done && part->solved.stale_count) {
    note_extent(part);
    done = bounds_solve(&part->solved, &run->fn, &run->work);
  }
  part->edits_solved = run->edited_count;
  part->covers_forgotten = run->fn.covers_forgotten;
  run->group = part->solved;
  if (done)
    return true;
  part->generation = 0;
  run->gave_up = REFPRUNE_REASON_WORK_LIMIT;
  run->report->gave_up++;
  return false;
}

/* -- Phases --------------------------------------------------------------------------------------- */

/* Raising exits may have fallen quiet, which is only found anew between rounds. They are in no cycle, so
 * those that its blocks lead to have higher numbers. */
static bool have_exits_changed(const pruner *run, const component *part, int phase) {
  return run->noise_found != part->noise_seen[phase] && part->first_block != NO_BLOCK &&
         run->exit_changed[part->first_block] > part->noise_seen[phase];
}

/* Its own edits may lie in blocks that its spans have left since. */
static bool is_settled(const pruner *run, const component *part, int phase) {
  uint32_t since = part->edits_seen[phase];
  if (since == NEVER)
    return false;
  bool changed = have_exits_changed(run, part, phase);
  if (since == run->edited_count && !changed)
    return true;
  if (part->saw_transfer || run->last_own[part->number] > since || changed)
    return false;
  edit_walk at = walk_since(run, part, since);
  for (const edit_note *edit; (edit = next_edit(run, part, &at)) != NULL;)
    if (is_concerned(run, part, edit))
      return false;
  return true;
}

bool component_has_begun(const component *part, int phase) {
  return part->edits_seen[phase] != NEVER;
}

bool component_begin(pruner *run, component *part, int phase) {
  if (is_settled(run, part, phase))
    return false;
  part->edits_seen[phase] = run->edited_count;
  part->noise_seen[phase] = run->noise_found;
  run->saw_transfer = false;
  return true;
}
