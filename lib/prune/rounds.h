/* rounds.h - propose, prove and edit until nothing changes. */
#ifndef REFPRUNE_ROUNDS_H
#define REFPRUNE_ROUNDS_H

#include "prune/pruner.h"

/* Runs the chosen patterns and placement over the view in hand. */
void rounds_run(pruner *run);

#endif
