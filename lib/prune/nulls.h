/* nulls.h - where a root is known to be null, behind a test.
 *
 * Behind an edge that is only taken where p is null there is no object of that name: operations on
 * p do nothing, and no execution in which p names an object ever comes there, so nothing there
 * bounds its count, and d is free. That p is not null on the other edge tells nothing about a
 * count.
 */
#ifndef REFPRUNE_NULLS_H
#define REFPRUNE_NULLS_H

#include "prune/view.h"

/* The edge from `from` to `to` is only taken where the root is null. */
struct null_test {
  uint32_t from, to;
  bool dominates; /* the edge dominates its target */
  uint32_t next;  /* the root's next test + 1, or 0 */
};

/* Reads the tests of relevant roots; phis' inputs that are null on their edges become ROOT_NULL. */
void nulls_find(view *fn);

/* A root's first test, or NULL; the next one. Most functions have none. */
static inline const null_test *nulls_first(const view *fn, uint32_t number) {
  if (!fn->first_null_test || number == NO_ROOT || !fn->first_null_test[number])
    return NULL;
  return &fn->null_tests[fn->first_null_test[number] - 1];
}

static inline const null_test *nulls_next(const view *fn, const null_test *test) {
  return test->next ? &fn->null_tests[test->next - 1] : NULL;
}

/* Is the block only reached by the edge on which the root is null? */
static inline bool nulls_lead_to(const view *fn, const null_test *test, uint32_t block) {
  return test->dominates && graph_dominates(&fn->cfg, test->to, block);
}

/* Is the root null throughout the block? */
static inline bool nulls_in_block(const view *fn, uint32_t number, uint32_t block) {
  for (const null_test *test = nulls_first(fn, number); test; test = nulls_next(fn, test))
    if (nulls_lead_to(fn, test, block))
      return true;
  return false;
}

/* Is it null whenever control passes from one block to the next? */
static inline bool nulls_on_edge(const view *fn, uint32_t number, uint32_t from, uint32_t to) {
  for (const null_test *test = nulls_first(fn, number); test; test = nulls_next(fn, test))
    if ((test->from == from && test->to == to) || nulls_lead_to(fn, test, from))
      return true;
  return false;
}

#endif
