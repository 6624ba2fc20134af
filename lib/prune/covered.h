/* covered.h - decrefs that only give back what the same name has taken.
 *
 * A decref of q is *covered* where, on every way to it, an incref of q is still outstanding: taken
 * since the last release that might have concerned q's object, and not given back since. It
 * destroys nothing and takes nothing from anyone, so it is no hazard to names of other components,
 * whether they name the same object or not (docs/algorithm.md, "Covered decrefs").
 */
#ifndef REFPRUNE_COVERED_H
#define REFPRUNE_COVERED_H

#include "prune/view.h"

/* Marks sites that are covered as the view stands, and appends each new one to `found`, which
 * has room for all decrefs. Marks that are there already are kept. `work` counts down what the
 * function may still spend. */
void covered_find(view *fn, uint32_t *found, uint32_t *count, uint64_t *work);

/* Drops all marks: operations were put in. */
void covered_forget(view *fn);

/* An edit has changed the root's count where decrefs of it remain: if one of them is marked, all
 * marks are dropped, since others may rest on it. */
void covered_recheck(view *fn, uint32_t number);

#endif
