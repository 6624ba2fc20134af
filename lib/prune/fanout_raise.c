/* fanout_raise.c - a fanout in which raising paths have no decref.
 *
 *            +p
 *          /  |  \
 *        -p  -p   raise      The raising path leaked a reference and now leaks none; where it hands
 *                            the object on instead, forgive.h says no.
 */
#include "prune/windows.h"

static bool is_fanout_raise(const region *found) {
  return found->end_count >= 2 && found->raises > 0;
}

bool fanout_raise_run(pruner *run, span *part) {
  static const window_kind FANOUT_RAISE = {.pattern = REFPRUNE_BY_FANOUT_RAISE,
                                           .accepts = is_fanout_raise,
                                           .forgive = true};
  return run->fn.has_raises && windows_run(run, part, &FANOUT_RAISE);
}
