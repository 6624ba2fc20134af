/* frequencies.h - how often blocks run, relative to the function's entry. */
#ifndef REFPRUNE_FREQUENCIES_H
#define REFPRUNE_FREQUENCIES_H

#include "prune/pruner.h"

/* Sees to it that run->frequency is there, from the host or by the estimate of frequencies.c. For many
 * functions nothing can be placed, so the host is asked as late as possible. */
void frequencies_need(pruner *run);

/* Frequencies after the view was built again with edges split or joined: those of the view before still
 * hold for its blocks; new ones have what is guessed, or was left by the host's, for their edge. */
struct splits;
void frequencies_renumber(pruner *run, const graph *before, const struct splits *made);

/* Cost units of one execution per entry, so that sums stay well inside 64 bits. Sees to it that
 * run->frequency is there. */
double frequencies_unit(pruner *run);

/* Sum of the frequencies of the operations that stand in the function now. */
double frequencies_cost(pruner *run);

#endif
