/* observing.h - functions of the module that look at a count, or call one that does. */
#ifndef REFPRUNE_OBSERVING_H
#define REFPRUNE_OBSERVING_H

struct symbols;

/* Fills known->observing. Once for a module, when its observers are listed. */
void observing_find(struct symbols *known);

#endif
