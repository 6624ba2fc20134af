/* collapse.h - phis and selects that stand for one root. */
#ifndef REFPRUNE_COLLAPSE_H
#define REFPRUNE_COLLAPSE_H

#include "prune/roots.h"

/* Sets the representative of every root: itself, or for a phi or select whose value always stems from
 * one root, that one. */
void collapse_phis(roots *all);

#endif
