/* component.h - roots that are linked by phis, and what is known of them from one look to the next.
 *
 * The bounds of a root stay what they are until an edit concerns it, or a root that is linked to it. So
 * spans and bounds are kept, as long as all that is kept is not too much (run->kept), and only those are
 * solved again that rest on something that was edited.
 */
#ifndef REFPRUNE_COMPONENT_H
#define REFPRUNE_COMPONENT_H

#include "prune/pruner.h"

enum { PATTERNS, PLACEMENT, PHASES };

typedef struct component {
  const uint32_t *roots;
  root_order spans;      /* the same roots in the order of solved.spans */
  uint32_t count;
  uint32_t number;       /* root.component of its roots */
  uint32_t first_decref; /* its first site with a decref: inner windows end first */
  uint32_t first_block, last_block; /* of its spans */
  bool saw_transfer;           /* whether a transfer matters depends on every counted name */
  uint32_t edits_seen[PHASES]; /* length of run->edited when each phase last began with it, */
  uint32_t noise_seen[PHASES]; /* and run->noise_found */
  group solved;                /* kept, if it is of run->generation */
  uint64_t built;              /* how large it was when all its spans were built */
  uint32_t generation;
  uint32_t edits_solved;       /* length of run->edited that its bounds reflect */
  uint32_t covers_forgotten;   /* view.covers_forgotten likewise */
} component;

/* Groups the relevant roots by component, in the order in which they are to be looked at. */
uint32_t component_list(pruner *run, component **list);

/* Forgets all that is kept. */
void component_forget_all(pruner *run);

/* Makes run->group the component's, with bounds that reflect every edit so far. false: that would take
 * more work than the function has left. */
bool component_solve(pruner *run, component *part);

/* Begins a phase with the component, unless nothing was edited, since that phase last began with it,
 * that could make a difference to it. */
bool component_begin(pruner *run, component *part, int phase);

/* Has the phase begun with it at least once? */
bool component_has_begun(const component *part, int phase);

#endif
