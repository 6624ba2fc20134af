/* windows.c - the loop that diamond, fanout and fanout+raise share. */
#include "prune/windows.h"

#include <string.h>

static refprune_reason shape_reason(const region *found) {
  if (found->too_large)
    return REFPRUNE_REASON_SUBGRAPH_LIMIT;
  if (found->escapes)
    return REFPRUNE_REASON_ESCAPE;
  return REFPRUNE_REASON_ALONE;
}

static bool propose(pruner *run, const region *found, const window_kind *kind) {
  proposal window = {.part = found->part, .nodes = found->nodes, .node_count = found->count,
                     .ops = found->ends, .op_count = found->end_count,
                     .pattern = kind->pattern,
                     .allowed = kind->forgive ? PROVE_FORGIVE : 0};
  return pruner_try(run, &window);
}

static bool wants_reasons(const pruner *run) {
  return run->options->explain;
}

/* In span.no_window: the region behind this incref is over, where raising exits end it and where not. */
enum { OVER = 1, OVER_WITH_EXITS = 2 };

static uint8_t over_bit(const window_kind *kind) {
  return kind->forgive ? OVER_WITH_EXITS : OVER;
}

static bool is_over(const region *found) {
  return found->escapes || found->hopeless;
}

static bool try_incref(pruner *run, span *part, uint32_t op, const window_kind *kind) {
  arena_mark mark = arena_position(run->pool);
  region_rules rules = {.forgive = kind->forgive, .thorough = wants_reasons(run),
                        .limit = run->options->subgraph_limit};
  region found;
  region_walk(&found, &run->fn, part, op, &rules, &run->work);
  bool accepted = false;
  if (!is_over(&found) && !found.too_large && kind->accepts(&found))
    accepted = propose(run, &found, kind);
  else
    pruner_refuse(run, found.ends, found.end_count, shape_reason(&found), NO_SITE);
  if (is_over(&found)) /* a walk that has met no exit is the same by either rule */
    part->no_window[op] |= found.meets_exit ? over_bit(kind) : OVER | OVER_WITH_EXITS;
  if (found.too_large) {
    run->gave_up = run->work ? REFPRUNE_REASON_SUBGRAPH_LIMIT : REFPRUNE_REASON_WORK_LIMIT;
    run->report->gave_up++;
  }
  region_clear(&found);
  arena_rewind(run->pool, mark);
  return accepted;
}

/* While the patterns run over a span its regions only grow, and bounds in them only fall: what is over
 * stays over. Whoever asks for reasons gets each pattern's own. */
static bool is_worth_walking(const pruner *run, const span *part, uint32_t op,
                             const window_kind *kind) {
  const event *item = &run->fn.events[part->ops[op]];
  if (item->kind != EVENT_INCREF || item->erased || item->fixed)
    return false;
  return wants_reasons(run) || !(part->no_window[op] & over_bit(kind));
}

void windows_forget(span *part) {
  memset(part->no_window, 0, part->op_count);
}

bool windows_run(pruner *run, span *part, const window_kind *kind) {
  bool changed = false;
  for (uint32_t op = part->op_count; op-- > 0;)
    if (is_worth_walking(run, part, op, kind))
      changed |= try_incref(run, part, op, kind);
  return changed;
}
