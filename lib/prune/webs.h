/* webs.h - names that are placed together, and which of them is current where.
 *
 * A web is a root alone, or a phi with its inputs (and theirs, where they are phis). At each point at
 * most one name is current: only its count may differ from the original there, so that no object is
 * changed twice under two names. See docs/algorithm.md, "Webs".
 */
#ifndef REFPRUNE_WEBS_H
#define REFPRUNE_WEBS_H

#include "prune/bounds.h"

enum { MAX_NAMES = 12 };

/* Of several live names the current one is
 *
 *   PHIS_FIRST    the lowest phi, else the nearest: the lowest whose operation may be the web's next,
 *   NEXT_FIRST    the nearest, though a phi is live,
 *   INPUTS_FIRST  the nearest that is no phi, but at a phi's START the phi, which takes over there,
 *   OWN_PHI       like the first, but the web's own phi wherever it is defined.
 *
 * Each finds what the others do not: a phi's account may be open across an input's pair; an input's
 * account, while a phi waits for the loop's end, or across a phi's operations; and that of a phi without
 * operations, across all there is. */
typedef enum web_choice { PHIS_FIRST, NEXT_FIRST, INPUTS_FIRST, OWN_PHI } web_choice;

typedef struct web {
  uint32_t count;
  uint32_t name[MAX_NAMES]; /* roots; a phi stands before its inputs */
  span *part[MAX_NAMES];
  bool *active[MAX_NAMES];  /* per node of the part: the name is current throughout; NULL: in all */
  bool dormant;             /* its own phi, the first name, has no operation */
  unsigned others;          /* bits of choices by which some name would not be that of one made so far */
  struct liveness *ahead;   /* what the choices are made from */
} web;

static inline bool web_is_current(const web *of, uint32_t name, uint32_t node) {
  return !of->active[name] || of->active[name][node];
}

/* May d differ from 0 at this node, as far as it is up to the node alone? */
static inline bool web_is_open(const web *of, uint32_t name, uint32_t node) {
  const span *part = of->part[name];
  return part->bound[node] >= 1 && !part->frozen[node] && web_is_current(of, name, node);
}

/* A single root: current wherever its span is. */
void web_of_root(web *out, const group *in, uint32_t root);

/* A phi and what it stems from. false: no other name belongs to it, or too many do. */
bool web_of_phi(web *out, const group *in, const view *fn, uint32_t phi);

/* Finds what lies ahead of each place; takes memory from fn->pool. */
void web_look_ahead(web *of, view *fn);

/* Where each name is current, by a choice. */
void web_choose(web *of, web_choice choice);

static inline bool web_would_differ(const web *of, web_choice choice) {
  return of->others >> choice & 1;
}

/* Index of a root among the web's names, or NO_ROOT. */
uint32_t web_find(const web *of, uint32_t root);

/* Operations that may go or move. */
typedef struct open_ops {
  uint32_t count, increfs;
} open_ops;

static inline void open_ops_add(open_ops *to, const event *item) {
  if (!event_is_open(item))
    return;
  to->count++;
  to->increfs += item->kind == EVENT_INCREF;
}

open_ops web_open_ops(const web *of, const view *fn);

#endif
