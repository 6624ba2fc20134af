/* captures.h - where another name may have come by a fresh object. */
#ifndef REFPRUNE_CAPTURES_H
#define REFPRUNE_CAPTURES_H

#include "prune/view.h"

/* Fills in view.captured. Only the view's roots and graph are needed. */
void captures_find(view *fn);

#endif
