/* prove.h - the only judge: accepts or refuses a proposed d by the theorem.
 *
 *     If d = 0 at entry and at returns, d(x) = 0 wherever LB(x) = 0, and d(x) >= 1 - LB(x) wherever
 *     LB(x) >= 1, then p is destroyed at exactly the same program points as before.
 *
 * with the one relaxation called forgiveness (forgive.h). Patterns have no notion of safety.
 */
#ifndef REFPRUNE_PROVE_H
#define REFPRUNE_PROVE_H

#include <refprune/report.h>

#include "prune/span.h"

/* What a proposal may do beside removing operations. */
enum {
  PROVE_FORGIVE = 1u << 0, /* d may return to 0 for nothing at raising exits */
  PROVE_INSERT = 1u << 1,  /* d may change at a block's START and END, where an operation is placed */
};

typedef struct verdict {
  refprune_reason reason; /* REFPRUNE_REASON_NONE: accepted */
  uint32_t node;          /* the offending one */
  int32_t least_bound;    /* over the nodes with d != 0 */
} verdict;

/* Judges part->d, which is zero but on `nodes` (representatives). */
verdict prove(view *fn, span *part, const uint32_t *nodes, uint32_t count, unsigned allowed);

/* The first site of a node that explains why its bound is low, or NO_SITE. */
uint32_t prove_blocker(const view *fn, const span *part, uint32_t node);

#endif
