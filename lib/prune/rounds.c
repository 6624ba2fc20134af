/* rounds.c - the loop over a function's roots.
 *
 * Roots are taken component by component (roots linked by phis share one fixed point). An accepted
 * edit is reflected at once: c' = c + d holds for the root, so its bounds move by d; other roots of
 * the component are solved again; and roots that are solved later see one hazard less. The patterns
 * go first, being cheap, then placement; whole rounds repeat until one changes nothing, so a second
 * run finds nothing either. Each accepted proposal lowers the number of operations or their cost, so
 * this ends.
 */
#include "prune/rounds.h"

#include <stdlib.h>

#include "prune/covered.h"
#include "prune/frequencies.h"
#include "prune/hazards.h"
#include "prune/place.h"
#include "prune/split.h"
#include "prune/verify.h"

/* -- One component -------------------------------------------------------------------------------- */

static bool has_pair(const view *fn, uint32_t number) {
  bool up = false, down = false;
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++) {
    bool open = event_is_open(&fn->events[e]);
    up |= open && fn->events[e].kind == EVENT_INCREF;
    down |= open && fn->events[e].kind == EVENT_DECREF;
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

enum { MAX_SPLITTINGS = 8 };
enum { PATTERNS, PLACEMENT, PHASES, NEVER = UINT32_MAX };

typedef struct component {
  const uint32_t *roots;
  uint32_t count;
  uint32_t first_decref; /* its first site with a decref: inner windows end first */
  uint32_t first_block, last_block;  /* of its spans */
  bool saw_transfer;           /* whether a transfer matters depends on every counted name */
  uint32_t edits_seen[PHASES]; /* length of run->edited when each phase last began with it */
} component;

static void note_extent(component *part, const group *in) {
  part->first_block = NO_BLOCK;
  part->last_block = 0;
  for (uint32_t i = 0; i < in->count; i++) {
    const span *item = &in->spans[i];
    if (item->block_count == 0)
      continue;
    uint32_t first = item->blocks[0].block, last = item->blocks[item->block_count - 1].block;
    part->first_block = first < part->first_block ? first : part->first_block;
    part->last_block = last > part->last_block ? last : part->last_block;
  }
}

static bool solve(pruner *run, component *part) {
  run->group.component = part->roots[0];
  if (bounds_solve(&run->group, &run->fn, part->roots, part->count, &run->work)) {
    note_extent(part, &run->group);
    return true;
  }
  run->gave_up = true;
  run->report->gave_up++;
  return false;
}

/* Edits that everything a component is judged by reflects: which exits are quiet is only found anew
 * between rounds. */
static uint32_t edits_reflected(const pruner *run) {
  return run->fn.has_raises ? run->noise_edits : run->edited_count;
}

static void refresh_noise(pruner *run) {
  if (run->fn.has_raises && run->noise_edits != run->edited_count)
    hazards_find_noisy(&run->fn);
  run->noise_edits = run->edited_count;
}

/* A component that a phase has left as it was is looked at again only after an edit among its blocks,
 * or behind them, where raising exits may have fallen quiet. */
static bool is_settled(const pruner *run, const component *part, int phase) {
  if (part->edits_seen[phase] == NEVER)
    return false;
  for (uint32_t i = part->edits_seen[phase]; i < run->edited_count; i++) {
    uint32_t block = run->edited[i];
    if (part->saw_transfer ||
        (block >= part->first_block && (block <= part->last_block || run->fn.has_raises)))
      return false;
  }
  return true;
}

static bool run_component(pruner *run, component *part) {
  if (is_settled(run, part, PATTERNS))
    return false;
  bool changed = false, stale = true;
  part->edits_seen[PATTERNS] = edits_reflected(run);
  run->saw_transfer = false;
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
  part->saw_transfer |= run->saw_transfer;
  return changed;
}

/* -- Components of a function --------------------------------------------------------------------- */

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
      found[c] = (component){.roots = members + size[c], .first_decref = NO_SITE,
                             .edits_seen = {NEVER, NEVER}};
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

/* -- Patterns ------------------------------------------------------------------------------------- */

typedef struct rounds {
  pruner *run;
  component *list;
  uint32_t count;
} rounds;

static bool patterns_once(rounds *of) {
  bool changed = false;
  for (uint32_t i = 0; i < of->count; i++)
    changed |= run_component(of->run, &of->list[i]);
  refresh_noise(of->run);
  return changed;
}

/* -- Placement ------------------------------------------------------------------------------------ */

/* Frequencies are conserved along edges, so an operation alone can move, but not to advantage, unless
 * some exits do not ask for it. */
static bool enough_ops(const pruner *run, uint32_t count) {
  bool lenient = run->fn.has_dead_ends ||
                 (run->fn.has_raises && (run->options->passes & REFPRUNE_FANOUT_RAISE));
  return count >= 2 || (count == 1 && lenient);
}

static bool is_worth_placing(const pruner *run, const web *names) {
  return enough_ops(run, web_op_count(names, &run->fn));
}

static bool is_worth_solving(const pruner *run, const component *part) {
  const view *fn = &run->fn;
  uint32_t count = 0;
  for (uint32_t i = 0; i < part->count; i++)
    for (uint32_t e = fn->first_event[part->roots[i]]; e < fn->first_event[part->roots[i] + 1]; e++)
      count += event_is_open(&fn->events[e]);
  return enough_ops(run, count);
}

static place_result place_names(pruner *run, web *names) {
  return is_worth_placing(run, names) ? place_web(run, names) : PLACE_UNCHANGED;
}

static place_result place_root(pruner *run, uint32_t number, bool as_web) {
  web names;
  if (as_web) {
    if (run->fn.names.root[number].kind != ROOT_IS_PHI ||
        !web_of_phi(&names, &run->group, &run->fn, number))
      return PLACE_UNCHANGED;
  } else {
    web_of_root(&names, &run->group, &run->fn, number);
  }
  return place_names(run, &names);
}

/* What was inserted becomes part of the view, as a hazard for others and as operations of its root. */
static void take_in(pruner *run) {
  for (uint32_t i = 0; i < run->inserted_count; i++)
    pruner_note_edit(run, run->inserted[i].block);
  insert_ops(&run->fn, run->inserted, run->inserted_count);
  run->inserted_count = 0;
  verify_view(run);
}

/* Single roots, then webs, of one component; an edit makes the bounds of its other roots stale. */
static bool place_component(pruner *run, component *part) {
  if (is_settled(run, part, PLACEMENT) || !is_worth_solving(run, part))
    return false;
  part->edits_seen[PLACEMENT] = edits_reflected(run);
  run->saw_transfer = false;
  arena_mark mark = arena_position(run->pool);
  bool changed = false, stale = true;
  for (uint32_t i = 0; i < 2 * part->count; i++) {
    if (stale) {
      arena_rewind(run->pool, mark);
      if (!solve(run, part))
        break;
      stale = false;
    }
    arena_mark scratch = arena_position(run->pool);
    place_result one = place_root(run, part->roots[i % part->count], i >= part->count);
    if (one == PLACE_UNCHANGED) {
      arena_rewind(run->pool, scratch);
      continue;
    }
    changed = stale = true;
    if (one == PLACE_INSERTED) {
      arena_rewind(run->pool, mark);
      take_in(run);
      mark = arena_position(run->pool);
    }
  }
  arena_rewind(run->pool, mark);
  part->saw_transfer |= run->saw_transfer;
  return changed;
}

static bool place_once(rounds *of) {
  bool changed = false;
  if (of->run->fn.increfs + of->run->fn.decrefs == 0)
    return false;
  if (!of->run->frequency) /* only now: for many functions the host need not be asked */
    frequencies_read(of->run);
  refresh_noise(of->run);
  for (uint32_t i = 0; i < of->count; i++)
    changed |= place_component(of->run, &of->list[i]);
  return changed;
}

/* -- All of it ------------------------------------------------------------------------------------ */

/* Lists what the view in hand holds. */
static void begin(rounds *of) {
  pruner *run = of->run;
  run->edited_count = run->noise_edits = 0;
  of->count = list_components(run, &of->list);
  run->group.span_of = ARENA_NEW(run->pool, uint32_t, run->fn.names.count);
}

static bool has_hazards(const rounds *of) {
  return of->count > 1 && of->run->fn.increfs && of->run->fn.decrefs;
}

/* Decrefs that turn out to be no hazard: components around them are looked at again, as after an edit.
 * This comes late, when most hazards are gone. */
static bool find_covered(rounds *of) {
  pruner *run = of->run;
  arena_mark mark = arena_position(run->pool);
  uint32_t *blocks = ARENA_NEW(run->pool, uint32_t, run->fn.decrefs), count = 0;
  covered_find(&run->fn, blocks, &count, &run->work);
  for (uint32_t i = 0; i < count; i++)
    pruner_note_edit(run, blocks[i]);
  arena_rewind(run->pool, mark);
  return count != 0;
}

/* Patterns and placement over one view, until a whole round changes nothing. True if anything changed. */
static bool run_view(rounds *of) {
  bool changed = false, places = of->run->options->passes & REFPRUNE_PLACE;
  for (bool again = true; again;) {
    while (patterns_once(of))
      changed = true;
    again = places && place_once(of);
    changed |= again;
    again = again || (has_hazards(of) && find_covered(of));
  }
  return changed;
}

/* Roots that exist only because an operation names them: without it, another run would not see them
 * and what they link. */
static bool has_fleeting_roots(const view *fn) {
  for (uint32_t r = FIRST_ROOT; r < fn->names.count; r++) {
    const root *item = &fn->names.root[r];
    if (item->relevant && (item->kind == ROOT_IS_SELECT || item->path != 0))
      return true;
  }
  return false;
}

/* Reads the function again; false: no operation is left. */
static bool read_again(rounds *of) {
  pruner *run = of->run;
  if (!view_build(&run->fn, run->pool, &run->known, run->fn.function))
    return false;
  begin(of);
  return true;
}

/* A function is read again where operations that are gone or new may have changed which roots there
 * are. False: no operation is left. */
static bool run_to_the_end(rounds *of) {
  while (run_view(of)) {
    if (!has_fleeting_roots(&of->run->fn))
      return true;
    if (!read_again(of))
      return false;
  }
  return true;
}

static bool renumber(rounds *of, const splits *made) {
  graph before = of->run->fn.cfg;
  bool left = read_again(of);
  if (left)
    frequencies_renumber(of->run, &before, made);
  return left;
}

static uint64_t edits_made(const pruner *run) {
  return run->removed + run->report->inserted;
}

/* Once more with a block on every critical edge, and then over the edges joined again. The second may
 * reach places that are further off while the edges are split: true if it found some. */
static bool run_with_split_edges(rounds *of) {
  splits made = {0};
  split_critical_edges(of->run, &made);
  if (made.count == 0)
    return false;
  bool more = renumber(of, &made) && run_to_the_end(of);
  bool left = split_join_empty(&made);
  of->run->report->cfg_changed |= left;
  of->run->report->changed |= left;
  uint64_t before = edits_made(of->run);
  return renumber(of, &made) && more && run_to_the_end(of) && edits_made(of->run) != before;
}

/* Each time makes it cheaper; what a new block costs is known only roughly, so there is a limit. */
static void run_until_split_edges_stay(rounds *of) {
  if (!of->run->frequency)
    frequencies_read(of->run);
  for (unsigned times = 0; times < MAX_SPLITTINGS && run_with_split_edges(of); times++)
    continue;
}

void rounds_run(pruner *run) {
  rounds of = {.run = run};
  begin(&of);
  bool more = run_to_the_end(&of);
  if (more && run->options->split_edges && (run->options->passes & REFPRUNE_PLACE))
    run_until_split_edges_stay(&of);
}
