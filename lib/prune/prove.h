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

#include "prune/bounds.h"

/* What a proposal may do beside removing operations. */
enum {
  PROVE_FORGIVE = 1u << 0, /* d may return to 0 for nothing at raising exits */
  PROVE_INSERT = 1u << 1,  /* d may change at a block's START and END, where an operation is placed */
};

typedef struct verdict {
  refprune_reason reason; /* REFPRUNE_REASON_NONE: accepted */
  const span *part;       /* the offending account */
  uint32_t node;
  int32_t least_bound;    /* over the nodes with d != 0 */
} verdict;

/* One root's share of a proposal: part->d is zero but on `nodes` (representatives). */
typedef struct account {
  span *part;
  const uint32_t *nodes;
  uint32_t count;
} account;

/* Judges the d of one root, or of several that are linked by phis (a web). Along a phi edge the
 * account of the input may pass to the phi; no two names may have d != 0 at one point, since they
 * may name one object. */
verdict prove(view *fn, const group *in, const account *accounts, uint32_t count,
              unsigned allowed);

/* May d have this value, other than 0, at a node? d = 0 at observers and where LB = 0, d >= 1 - LB
 * elsewhere. What a proposal would have there alone is enough to see that it must be refused. */
static inline bool prove_bound_allows(const span *part, uint32_t node, int32_t d) {
#ifdef REFPRUNE_BROKEN_ACCEPT_ALL
  (void)part, (void)node, (void)d;
  return true;
#else
  return !part->frozen[node] && part->bound[node] >= 1 && d >= 1 - part->bound[node];
#endif
}

/* The first site of a node that explains why its bound is low, or NO_SITE. */
uint32_t prove_blocker(const view *fn, const span *part, uint32_t node);

#endif
