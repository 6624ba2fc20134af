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
  uint32_t root;
  uint32_t from, to;
  uint32_t next;           /* the root's next test + 1, or 0 */
  uint32_t next_dominating; /* the same of those whose edge dominates its target */
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

/* Is the root null throughout the block? So it is where some test's edge dominates the block. */
static inline bool nulls_in_block(const view *fn, uint32_t number, uint32_t block) {
  if (!fn->first_null_test || number == NO_ROOT)
    return false;
  for (uint32_t t = fn->first_dominating[number]; t; t = fn->null_tests[t - 1].next_dominating)
    if (graph_dominates(&fn->cfg, fn->null_tests[t - 1].to, block))
      return true;
  return false;
}

/* Is it null whenever control passes from one block to the next? A block tests one pointer at most. */
static inline bool nulls_on_edge(const view *fn, uint32_t number, uint32_t from, uint32_t to) {
  if (!nulls_first(fn, number))
    return false;
  uint32_t test = fn->null_test_of[from];
  return (test && fn->null_tests[test - 1].root == number && fn->null_tests[test - 1].to == to) ||
         nulls_in_block(fn, number, from);
}

#endif
