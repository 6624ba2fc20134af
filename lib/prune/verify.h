/* verify.h - the option `verify`: every accepted change is checked once more before it is made.
 *
 * With code of its own: bounds from recount.h, and the theorem read off point by point over the
 * whole function, where prove.c looks at the nodes of spans. Shared are the view, the alias facts,
 * what the changes are (the d of spans), and the walk that finds out whether a raising path hands
 * an object on. Slow: each accepted change costs time in proportion to the function.
 */
#ifndef REFPRUNE_VERIFY_H
#define REFPRUNE_VERIFY_H

#include "prune/pruner.h"

/* What was accepted. `removed` lists the operations that a pattern erases (event numbers, in any
 * order); NULL: a placement, in which what stands at an operation follows from d. */
typedef struct accepted {
  const account *accounts;
  uint32_t count;
  unsigned allowed; /* PROVE_... */
  const uint32_t *removed;
  uint32_t removed_count;
} accepted;

/* Returns where options.verify is off or every condition holds. Otherwise leaves run->disagreement,
 * in words, and jumps to the failure handler of run->pool: nothing has been edited, and nothing
 * will be. */
void verify_accepted(pruner *run, const accepted *change);

/* Compares the view, into which inserted operations were merged, with one built of the function as it
 * stands. Returns where options.verify is off or both say the same; otherwise like verify_accepted,
 * but the edit before it has been made. */
void verify_view(pruner *run);

#endif
