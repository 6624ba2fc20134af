/* diamond.c - one incref, one decref: every path from the first leads to the second, and only paths
 * from the first do.
 *
 *            +p
 *          /    \
 *         .      .       Dominance and post-dominance alone would not do: the incref may stand in a
 *          \    /        cycle that the decref is not in, or the other way round. The region walk sees
 *            -p          both, since d must be equal at both ends of every edge.
 */
#include "prune/windows.h"

static bool is_diamond(const region *found) {
  return found->end_count == 2 && found->dead_ends == 0;
}

bool diamond_run(pruner *run, span *part) {
  static const window_kind DIAMOND = {.pattern = REFPRUNE_BY_DIAMOND, .accepts = is_diamond};
  return windows_run(run, part, &DIAMOND);
}
