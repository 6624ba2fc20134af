/* windows.c - the loop that diamond, fanout and fanout+raise share. */
#include "prune/windows.h"

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

static bool try_incref(pruner *run, span *part, uint32_t local, uint32_t k,
                       const window_kind *kind) {
  arena_mark mark = arena_position(run->pool);
  region found;
  region_walk(&found, &run->fn, part, local, k, kind->forgive, run->options->subgraph_limit,
              &run->work);
  bool accepted = false;
  if (!found.escapes && !found.too_large && kind->accepts(&found))
    accepted = propose(run, &found, kind);
  else
    pruner_refuse(run, found.ends, found.end_count, shape_reason(&found), NO_SITE);
  if (found.too_large) {
    run->gave_up = true;
    run->report->gave_up++;
  }
  region_clear(&found);
  arena_rewind(run->pool, mark);
  return accepted;
}

bool windows_run(pruner *run, span *part, const window_kind *kind) {
  bool changed = false;
  for (uint32_t local = part->block_count; local-- > 0;) {
    const span_block *item = &part->blocks[local];
    for (uint32_t k = item->op_count; k-- > 0;) {
      const event *op = &run->fn.events[part->ops[item->first_op + k]];
      if (op->kind == EVENT_INCREF && !op->erased && !op->fixed)
        changed |= try_incref(run, part, local, k, kind);
    }
  }
  return changed;
}
