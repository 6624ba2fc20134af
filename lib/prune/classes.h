/* classes.h - which points of a web must have the same d.
 *
 * Both ends of an edge, both sides of an operation that stays, and places where nothing can be
 * inserted are one *class*. In class ZERO d is 0: entry, returns, points with LB = 0 or where the name
 * is not current, observers, the definition.
 */
#ifndef REFPRUNE_CLASSES_H
#define REFPRUNE_CLASSES_H

#include "prune/forgive.h"
#include "prune/webs.h"

enum { ZERO_CLASS = 0, MAX_BELOW = 6 };

/* Of what is known to be in ZERO_CLASS as it is met. */
enum { CLOSED_SET = 1 };

typedef struct classes {
  view *fn;
  const web *names;
  bool forgive;             /* raising exits do what forgive.h says, */
  const bool *shut;         /* but for these: per block, or NULL */
  uint32_t base[MAX_NAMES]; /* per name: its first node in set_of */
  uint32_t *set_of;         /* per node of every name, joined segments included */
  uint32_t *of_set;         /* per set: its class */
  uint32_t set_count, count;
  int32_t *lowest;          /* per class: d is at least this, and at least -MAX_BELOW */
} classes;

void classes_find(classes *out, view *fn, const web *names, bool forgive, const bool *shut);

static inline uint32_t class_at(const classes *of, uint32_t name, uint32_t node) {
  return of->of_set[of->set_of[of->base[name] + node]];
}

/* The sets of a block's nodes, from START on. */
static inline const uint32_t *classes_sets(const classes *of, uint32_t name, const span_block *item) {
  return of->set_of + of->base[name] + item->start;
}

static inline bool classes_are_shut(const classes *of, uint32_t block) {
  return of->shut && of->shut[block];
}

/* Does this block, or an edge into it, forgive? Never where forgiveness is not asked for. */
static inline bool classes_forgives_in(const classes *of, uint32_t block) {
  return of->forgive && forgive_behind_mark(of->fn, block) && !classes_are_shut(of, block);
}

static inline bool classes_forgives_entry(const classes *of, uint32_t block) {
  return of->forgive && forgive_on_entry(of->fn, block) && !classes_are_shut(of, block);
}

/* May d change between a block's END and what stands in front of it? */
bool classes_may_insert_end(const classes *of, const span_block *item);

#endif
