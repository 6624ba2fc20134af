/* cycles.h - roots in an order in which those that are read come before those that read them. */
#ifndef REFPRUNE_CYCLES_H
#define REFPRUNE_CYCLES_H

#include "prune/roots.h"

/* Fills `order` with the relevant roots, so that the inputs of each phi and select come before it, unless
 * they read it in turn, by whatever way: roots of such a cycle follow one another. Fills `cycle` per
 * root with a number that it has in common with just those of its cycle. Returns how many there are. */
uint32_t cycles_order(const roots *names, uint32_t *order, uint32_t *cycle);

#endif
