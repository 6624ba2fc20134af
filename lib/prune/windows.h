/* windows.h - try the region behind each incref of a root; what kind of region is the pattern's. */
#ifndef REFPRUNE_WINDOWS_H
#define REFPRUNE_WINDOWS_H

#include "prune/pruner.h"
#include "prune/region.h"

typedef struct window_kind {
  refprune_pattern pattern;
  bool (*accepts)(const region *found);
  bool forgive;
} window_kind;

/* Call before the patterns begin with a span: bounds, or the exits that forgive, may be others now. */
void windows_forget(span *part);

/* Tries every incref of the span, the last first, so that nested windows go from the inside out. */
bool windows_run(pruner *run, span *part, const window_kind *kind);

#endif
