/* rounds.c - the loop over a function's roots.
 *
 * Roots are taken component by component (roots linked by phis share one fixed point). An accepted
 * edit is reflected at once: c' = c + d holds for the root, so its bounds move by d; other roots of
 * the component are solved again; and roots that are solved later see one hazard less. The patterns
 * go first, being cheap, then placement, which finds whatever they would later; whole rounds repeat
 * until one changes nothing, so a second run finds nothing either. Each accepted proposal lowers the
 * number of operations or their cost, so this ends.
 */
#include "prune/rounds.h"

#include "prune/component.h"
#include "prune/covered.h"
#include "prune/forgive.h"
#include "prune/frequencies.h"
#include "prune/hazards.h"
#include "prune/place.h"
#include "prune/split.h"
#include "prune/tried.h"
#include "prune/windows.h"
#include "prune/verify.h"

/* -- One component -------------------------------------------------------------------------------- */

static bool has_pair(const view *fn, uint32_t number) {
  bool up = false, down = false;
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++) {
    if (!event_is_open(&fn->events[e]))
      continue;
    up |= fn->events[e].kind == EVENT_INCREF;
    down |= fn->events[e].kind == EVENT_DECREF;
    if (up && down)
      return true;
  }
  return false;
}

static bool run_patterns(pruner *run, span *part) {
  unsigned passes = run->options->passes;
  bool changed = false;
  windows_forget(part);
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

/* Takes note that view.noisy is up to date. */
static void note_noise(pruner *run) {
  uint32_t highest = forgive_find_changed(&run->fn, run->exits_known);
  run->noise_edits = run->edited_count;
  run->noise_found++;
  for (uint32_t b = 0; highest != NO_BLOCK && b <= highest; b++)
    run->exit_changed[b] = run->noise_found;
}

static void refresh_noise(pruner *run) {
  if (!run->fn.has_raises || run->noise_edits == run->edited_count)
    return;
  hazards_find_noisy(&run->fn);
  note_noise(run);
}

/* Placement finds what patterns would find, and looks again where something has changed; patterns go first
 * because they leave less to it. Where nothing may be inserted, or an exit did not forgive placement,
 * they may find more. */
static bool is_left_to_placement(const pruner *run, const component *part) {
  return (run->options->passes & REFPRUNE_PLACE) && component_has_begun(part, PATTERNS) &&
         !part->saw_transfer && !run->fn.cfg.no_insertions;
}

static bool run_component(pruner *run, component *part) {
  if (is_left_to_placement(run, part) || !component_begin(run, part, PATTERNS))
    return false;
  bool changed = false, stale = true;
  for (uint32_t i = 0; i < part->count; i++) {
    if (!has_pair(&run->fn, part->roots[i]))
      continue;
    if (stale && !component_solve(run, part))
      break;
    stale = run_patterns(run, &run->group.spans[run->group.span_of[part->roots[i]]]);
    changed |= stale;
  }
  part->saw_transfer |= run->saw_transfer;
  return changed;
}

/* -- Patterns ------------------------------------------------------------------------------------- */

typedef struct rounds {
  pruner *run;
  bool lost; /* operations on nothing stood in the function when the view was built */
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

static bool is_null_on_a_way(const view *fn, uint32_t number) {
  const root *item = &fn->names.root[number];
  for (uint32_t i = 0; i < item->input_count; i++)
    if (item->kind == ROOT_IS_PHI && item->inputs[i].root == ROOT_NULL)
      return true;
  return false;
}

static bool has_null_way(const view *fn, const uint32_t *names, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (is_null_on_a_way(fn, names[i]))
      return true;
  return false;
}

/* Frequencies are conserved along edges, but for those that LLVM estimates where a cycle is entered at
 * several blocks. So an operation alone can move, but not to advantage, unless some exits do not ask for
 * it. An incref may also move to the ways on which a phi is not null (where a decref would come too
 * early). */
static bool is_enough(const pruner *run, open_ops found, const uint32_t *names, uint32_t count) {
  const view *fn = &run->fn;
  bool lenient = fn->has_dead_ends || fn->null_test_count || fn->is_irreducible ||
                 (fn->has_raises && (run->options->passes & REFPRUNE_FANOUT_RAISE));
  return found.count >= 2 ||
         (found.count == 1 && (lenient || (found.increfs && has_null_way(fn, names, count))));
}

static bool is_worth_placing(const pruner *run, const web *names) {
  return is_enough(run, web_open_ops(names, &run->fn), names->name, names->count);
}

/* Up to two of them. */
static void add_open_ops(const view *fn, uint32_t number, open_ops *found) {
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1] && found->count < 2; e++)
    open_ops_add(found, &fn->events[e]);
}

static bool is_worth_solving(const pruner *run, const component *part) {
  const view *fn = &run->fn;
  open_ops found = {0, 0};
  for (uint32_t i = 0; i < part->count && found.count < 2; i++)
    add_open_ops(fn, part->roots[i], &found);
  return is_enough(run, found, part->roots, part->count);
}

/* To look at all nodes of all names takes some steps for each, whatever comes of it. */
enum { STEPS_A_NODE = 2 };

static bool can_afford(pruner *run, const web *names) {
  uint64_t nodes = 0;
  for (uint32_t i = 0; i < names->count; i++)
    nodes += names->part[i]->node_count;
  work_spend(&run->work, STEPS_A_NODE * nodes);
  if (run->work)
    return true;
  run->gave_up = REFPRUNE_REASON_WORK_LIMIT;
  run->report->gave_up++;
  return false;
}

static place_result place_root(pruner *run, uint32_t number) {
  web names;
  web_of_root(&names, &run->group, number);
  if (!place_may_help(&run->fn, &names))
    return PLACE_UNCHANGED;
  uint64_t key = tried_key(run, &names);
  if (tried_in_vain(run, &names, key) || !can_afford(run, &names))
    return PLACE_UNCHANGED;
  place_result result = place_web(run, &names);
  if (result == PLACE_UNCHANGED)
    tried_note(run, &names, key);
  return result;
}

/* Is a choice of names worth a try? That an account passes between a phi and its inputs at the phi's
 * START pays where an edge asks for nothing. */
static bool is_worth_choosing(const pruner *run, const web *names, web_choice choice) {
  return web_would_differ(names, choice) &&
         (choice == NEXT_FIRST || is_null_on_a_way(&run->fn, names->name[0]));
}

/* With one choice of names after the other. Where no operation names the phi it would never be current by
 * most of them. */
static place_result try_choices(pruner *run, web *names) {
  static const web_choice choices[] = {PHIS_FIRST, NEXT_FIRST, INPUTS_FIRST, INPUTS_FIRST, OWN_PHI};
  bool refused = false;
  web_look_ahead(names, &run->fn);
  uint32_t first = names->dormant ? 3 : 0, end = names->dormant ? 5 : 3;
  for (uint32_t i = first; i < end; i++) {
    if (i != first && !is_worth_choosing(run, names, choices[i]))
      continue;
    if (!can_afford(run, names))
      break;
    web_choose(names, choices[i]);
    place_result result = place_web(run, names);
    if (place_has_changed(result))
      return result;
    refused |= result == PLACE_REFUSED;
  }
  return refused ? PLACE_REFUSED : PLACE_UNCHANGED;
}

static place_result place_phi(pruner *run, uint32_t number) {
  web names;
  if (!web_of_phi(&names, &run->group, &run->fn, number) || !is_worth_placing(run, &names) ||
      !place_may_help(&run->fn, &names))
    return PLACE_UNCHANGED;
  uint64_t key = tried_key(run, &names);
  if (tried_in_vain(run, &names, key))
    return PLACE_UNCHANGED;
  place_result result = try_choices(run, &names);
  if (result == PLACE_UNCHANGED)
    tried_note(run, &names, key);
  return result;
}

static bool is_phi(const pruner *run, uint32_t number) {
  return run->fn.names.root[number].kind == ROOT_IS_PHI;
}

/* Tells without bounds, which may have to be found first. */
static bool may_be_placed(const pruner *run, uint32_t number, bool as_web) {
  if (as_web)
    return is_phi(run, number);
  open_ops found = {0, 0};
  add_open_ops(&run->fn, number, &found);
  return is_enough(run, found, &number, 1);
}

/* What was inserted becomes part of the view, as a hazard for others and as operations of its root.
 * Everything behind it is renumbered, which counts as work: many insertions into a large function
 * would take time in proportion to the square of its size. */
static void take_in(pruner *run) {
  const view *fn = &run->fn;
  work_spend(&run->work, ((uint64_t)fn->site_count + fn->event_count + fn->names.count) / 4);
  for (uint32_t i = 0; i < run->inserted_count; i++) {
    const new_op *item = &run->inserted[i];
    pruner_note_edit(run, (edit_note){.block = item->block, .root = item->root,
                                     .retains = item->kind == EVENT_INCREF});
  }
  insert_ops(&run->fn, run->inserted, run->inserted_count);
  if (fn->has_raises)
    note_noise(run);
  run->inserted_count = 0;
  pruner_forget_templates(run);
  verify_view(run);
}

/* Single roots, then webs, of one component; an edit makes the bounds of its other roots stale. */
static bool place_component(pruner *run, component *part) {
  if (!is_worth_solving(run, part) || !component_begin(run, part, PLACEMENT))
    return false;
  bool changed = false, stale = true;
  for (uint32_t i = 0; i < 2 * part->count; i++) {
    uint32_t number = part->roots[i % part->count];
    bool as_web = i >= part->count;
    if (!may_be_placed(run, number, as_web))
      continue;
    if (stale && !component_solve(run, part))
      break;
    arena_mark mark = arena_position(run->pool);
    place_result one = as_web ? place_phi(run, number) : place_root(run, number);
    arena_rewind(run->pool, mark);
    stale = place_has_changed(one);
    changed |= stale;
    if (one == PLACE_INSERTED)
      take_in(run);
  }
  part->saw_transfer |= run->saw_transfer;
  return changed;
}

static bool place_once(rounds *of) {
  bool changed = false;
  if (of->run->fn.increfs + of->run->fn.decrefs == 0)
    return false;
  refresh_noise(of->run);
  for (uint32_t i = 0; i < of->count; i++)
    changed |= place_component(of->run, &of->list[i]);
  return changed;
}

/* -- All of it ------------------------------------------------------------------------------------ */

static void begin_noise(pruner *run) {
  run->noise_edits = run->noise_found = 0;
  if (!run->fn.has_raises)
    return;
  run->exits_known = ARENA_NEW(run->pool, uint8_t, run->fn.cfg.count);
  run->exit_changed = ARENA_NEW(run->pool, uint32_t, run->fn.cfg.count);
  forgive_find_changed(&run->fn, run->exits_known);
}

/* Erases what is an operation on nothing in the view in hand, and lists what else it holds. */
static void begin(rounds *of) {
  pruner *run = of->run;
  of->lost = pruner_erase_null_ops(run);
  run->edited_count = 0;
  memset(run->templates, 0, sizeof run->templates);
  of->count = component_list(run, &of->list);
  component_forget_all(run);
  run->last_edit = ARENA_NEW(run->pool, uint32_t, run->fn.cfg.count);
  run->last_own = ARENA_NEW(run->pool, uint32_t, run->fn.names.count);
  begin_noise(run);
  tried_begin(run);
  run->group.span_of = ARENA_NEW(run->pool, uint32_t, run->fn.names.count);
}

static bool has_hazards(const rounds *of) {
  return ALIAS_FACTS && of->count > 1 && of->run->fn.increfs && of->run->fn.decrefs;
}

/* Decrefs that turn out to be no hazard: components that they concern are looked at again, as after an
 * edit. This comes late, when most hazards are gone. */
static bool find_covered(rounds *of) {
  pruner *run = of->run;
  arena_mark mark = arena_position(run->pool);
  uint32_t *found = ARENA_NEW(run->pool, uint32_t, run->fn.decrefs), count = 0;
  covered_find(&run->fn, found, &count, &run->work);
  for (uint32_t i = 0; i < count; i++) {
    const site *item = &run->fn.sites[found[i]];
    pruner_note_edit(run, (edit_note){.block = item->block, .root = item->root, .stays = true});
  }
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
    bool fleeting = item->kind == ROOT_IS_SELECT || item->path != 0;
    if (fleeting && fn->names.root[item->representative].relevant)
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
 * are, which objects are known elsewhere, or whether the operations that are left are all alike. False: no
 * operation is left. */
static bool run_to_the_end(rounds *of) {
  while (run_view(of) || of->lost) {
    if (!has_fleeting_roots(&of->run->fn) && !of->run->fn.told_less)
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
  refprune_report *report = of->run->report;
  int changed = report->changed, cfg_changed = report->cfg_changed;
  uint64_t before = edits_made(of->run);
  split_critical_edges(of->run, &made);
  if (made.count == 0)
    return false;
  report->changed = report->cfg_changed = 1; /* should anything fail before they are joined */
  bool more = renumber(of, &made) && run_to_the_end(of);
  bool left = split_join_empty(of->run, &made);
  report->cfg_changed = cfg_changed || left;
  report->changed = changed || left || edits_made(of->run) != before;
  before = edits_made(of->run);
  return renumber(of, &made) && more && run_to_the_end(of) && edits_made(of->run) != before;
}

enum { MAX_SPLITTINGS = 8 };

/* Each time makes it cheaper; what a new block costs is known only roughly, so there is a limit. */
static void run_until_split_edges_stay(rounds *of) {
  frequencies_need(of->run);
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
