/* fanout.c - one incref, and a decref on every path that leads on.
 *
 *            +p
 *          /  |  \
 *        -p  -p   abort()    A path into code that never returns needs none. Paths may join on the
 *                            way, but not behind some of the decrefs only.
 */
#include "prune/windows.h"

static bool is_fanout(const region *found) {
  return found->end_count >= 2;
}

bool fanout_run(pruner *run, span *part) {
  static const window_kind FANOUT = {.pattern = REFPRUNE_BY_FANOUT, .accepts = is_fanout};
  return windows_run(run, part, &FANOUT);
}
