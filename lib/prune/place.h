/* place.h - optimal placement: the cheapest d that the theorem allows, by a minimum cut. */
#ifndef REFPRUNE_PLACE_H
#define REFPRUNE_PLACE_H

#include "prune/pruner.h"
#include "prune/webs.h"

typedef enum place_result {
  PLACE_UNCHANGED,
  PLACE_REFUSED,  /* cheaper, but not proved, or more than may be removed; nothing is changed */
  PLACE_CHANGED,  /* operations erased; the view is up to date but for bounds of linked roots */
  PLACE_INSERTED, /* operations inserted: the view has yet to take them in (insert.h) */
} place_result;

static inline bool place_has_changed(place_result result) {
  return result >= PLACE_CHANGED;
}

/* Proves what the accounts' d say and carries it out: operations are erased, kept or inserted. */
place_result pruner_place(pruner *run, const account *accounts, uint32_t count, bool forgive);

/* May some operation of the web go, by the bounds at hand? Where no choice of names is made yet, by any. */
bool place_may_help(const view *fn, const web *names);

/* Finds the cheapest placement for the web, proves it and applies it. */
place_result place_web(pruner *run, web *names);

#endif
