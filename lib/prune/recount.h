/* recount.h - the lower bounds once more, for `verify`: every root of a component at every point.
 *
 * The equations of docs/algorithm.md, "The lower bound", as they stand there: an array over sites
 * and blocks for each root, sweeps over the whole function from "unbounded" down until nothing
 * changes, no spans, no skip lists, no early drops. Shares with bounds.c what it reads (the view,
 * and which roots may be one object) and nothing of how.
 */
#ifndef REFPRUNE_RECOUNT_H
#define REFPRUNE_RECOUNT_H

#include "prune/hazards.h"
#include "prune/view.h"

/* A phi of the component takes the root in on its edge from this block. */
typedef struct reading {
  uint32_t phi; /* its index in recount.names */
  uint32_t block;
} reading;

/* One root's bounds. Arrays are over the sites or the blocks of the function. */
typedef struct tally {
  uint32_t root;
  uint32_t *event_at; /* per site: the root's first event there, or NO_EVENT_AT */
  ahead *a_before,
      *a_inside;             /* per site; inside: behind what it gives back, before what it keeps */
  ahead *a_after;            /* per site */
  ahead *a_start, *a_behind; /* per block; behind: on every edge out */
  int32_t *lb_before, *lb_after; /* per site */
  int32_t *lb_start, *lb_behind; /* per block */
  reading *readings;
  uint32_t reading_count, reading_capacity;
} tally;

#define NO_EVENT_AT UINT32_MAX

typedef struct recount {
  const view *fn;
  tally *names;
  uint32_t count;
  uint32_t *name_of;   /* per root: its index in names, or NO_ROOT */
  const bool *revived; /* per site: its erased operation counts as if it still stood there */
  uint8_t *lost_flags; /* per site: what its erased operation meant to others */
  const bool *covered; /* per site: a decref that only gives back what its own name has taken */
  bool *published;     /* per site: other threads may release from here on, this site included */
  bool *published_behind; /* per block: likewise at its end */
  int32_t unbounded;   /* above any bound that the component's operations can prove */
} recount;

/* Bounds of all roots of a component of the view as it stands, but for operations that are
 * `revived` (a flag a site), in memory of `pool`. */
void recount_solve(recount *out, arena *pool, const view *fn, uint32_t component,
                   const bool *revived);

/* Which decrefs are covered; out->published must be there. */
const bool *recount_covered(const recount *of, arena *pool);

/* May the site release a reference to the root's object behind its back? */
bool recount_releases(const recount *of, const tally *name, uint32_t site_number);

/* Must the root's count be the original one at this site? */
bool recount_freezes(const recount *of, const tally *name, uint32_t site_number);

/* Is the root made anew in this block, other than by a phi? */
bool recount_defines(const view *fn, uint32_t number, uint32_t block);

#endif
