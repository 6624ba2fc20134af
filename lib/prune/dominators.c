/* dominators.c - T. Lengauer and R. Tarjan, "A fast algorithm for finding dominators in a flowgraph"
 * (1979), in its simple form: paths are compressed, trees are not balanced.
 *
 * Nodes go by their numbers in a depth-first search. The semidominator of a node is the least number
 * from which a path leads to it whose inner nodes all have higher numbers; dominators follow from
 * those. What is known of a node's ancestors in the search tree, as far as they have been looked at, is
 * kept in a forest.
 */
#include "prune/dominators.h"

#include <stdbool.h>

typedef struct search {
  const edge_lists *successors, *predecessors;
  uint32_t count;     /* nodes reached */
  uint32_t *node;     /* per number */
  uint32_t *number;   /* per node; NO_DOMINATOR: not reached */
  uint32_t *parent;   /* in the search tree; this and all that follows is numbers, per number */
  uint32_t *semi;     /* the semidominator */
  uint32_t *ancestor; /* in the forest; NO_DOMINATOR: it is a root of it */
  uint32_t *best;     /* of those up to below the root, the one with the least semidominator */
  uint32_t *bucket, *next; /* lists of nodes that have this semidominator */
  uint32_t *dominator;
  uint32_t *scratch;
} search;

edge_lists edge_lists_turned(arena *pool, const edge_lists *of, uint32_t node_count) {
  uint32_t total = of->first[node_count];
  edge_lists turned = {.first = ARENA_NEW(pool, uint32_t, node_count + 2),
                       .other = ARENA_NEW_UNSET(pool, uint32_t, total)};
  uint32_t *next = turned.first + 1; /* where the node's next one goes: in the end, where the following
                                      * node's begin */
  for (uint32_t e = 0; e < total; e++)
    next[of->other[e] + 1]++;
  for (uint32_t n = 0; n < node_count; n++)
    next[n + 1] += next[n];
  for (uint32_t n = 0; n < node_count; n++)
    for (uint32_t e = of->first[n]; e < of->first[n + 1]; e++)
      turned.other[next[of->other[e]]++] = n;
  return turned;
}

static void enter(search *of, uint32_t node, uint32_t parent) {
  uint32_t number = of->count++;
  of->node[number] = node;
  of->number[node] = number;
  of->parent[number] = parent;
  of->scratch[number] = of->successors->first[node]; /* the edge to follow next */
}

static void number_nodes(search *of, uint32_t start) {
  enter(of, start, NO_DOMINATOR);
  uint32_t at = 0;
  while (at != NO_DOMINATOR) {
    if (of->scratch[at] == of->successors->first[of->node[at] + 1]) {
      at = of->parent[at];
      continue;
    }
    uint32_t next = of->successors->other[of->scratch[at]++];
    if (of->number[next] != NO_DOMINATOR)
      continue;
    enter(of, next, at);
    at = of->count - 1;
  }
}

/* Makes everything on the way to the root hang from it, from the top down. */
static void compress(search *of, uint32_t v) {
  uint32_t depth = 0;
  for (; of->ancestor[of->ancestor[v]] != NO_DOMINATOR; v = of->ancestor[v])
    of->scratch[depth++] = v;
  while (depth) {
    uint32_t below = of->scratch[--depth], above = of->ancestor[below];
    if (of->semi[of->best[above]] < of->semi[of->best[below]])
      of->best[below] = of->best[above];
    of->ancestor[below] = of->ancestor[above];
  }
}

static uint32_t best_above(search *of, uint32_t v) {
  if (of->ancestor[v] != NO_DOMINATOR)
    compress(of, v);
  return of->best[v];
}

/* Only what has a higher number than v is in the forest yet; what has a lower one stands for itself. */
static void find_semidominator(search *of, uint32_t v) {
  const edge_lists *in = of->predecessors;
  uint32_t node = of->node[v];
  for (uint32_t e = in->first[node]; e < in->first[node + 1]; e++) {
    uint32_t from = of->number[in->other[e]];
    if (from == NO_DOMINATOR)
      continue;
    uint32_t semi = from < v ? from : of->semi[best_above(of, from)];
    if (semi < of->semi[v])
      of->semi[v] = semi;
  }
}

/* The nodes whose semidominator is `above`, all that lies between being in the forest. If none of that has
 * a lower semidominator, theirs is their dominator. Else the one with the least has the same dominator as
 * they: it stands for that until it is known. */
static void empty_bucket(search *of, uint32_t above) {
  for (uint32_t v = of->bucket[above]; v != NO_DOMINATOR; v = of->next[v]) {
    uint32_t best = best_above(of, v);
    of->dominator[v] = of->semi[best] < of->semi[v] ? best : above;
  }
  of->bucket[above] = NO_DOMINATOR;
}

/* Where the parent is the semidominator nothing lies between the two, so it is the dominator. */
static void put_in_bucket(search *of, uint32_t v) {
  uint32_t semi = of->semi[v];
  of->dominator[v] = semi;
  if (semi == of->parent[v])
    return;
  of->next[v] = of->bucket[semi];
  of->bucket[semi] = v;
}

static void find(search *of) {
  for (uint32_t v = 0; v < of->count; v++) {
    of->semi[v] = of->best[v] = v;
    of->ancestor[v] = of->bucket[v] = NO_DOMINATOR;
  }
  of->dominator[0] = 0;
  for (uint32_t v = of->count; v-- > 1;) {
    find_semidominator(of, v);
    put_in_bucket(of, v);
    of->ancestor[v] = of->parent[v];
    empty_bucket(of, of->parent[v]);
  }
  for (uint32_t v = 1; v < of->count; v++)
    if (of->dominator[v] != of->semi[v])
      of->dominator[v] = of->dominator[of->dominator[v]];
}

void dominators_find(arena *pool, const edge_lists *successors, const edge_lists *predecessors,
                     uint32_t node_count, uint32_t start, uint32_t *dominator) {
  arena_mark mark = arena_position(pool);
  search of = {.successors = successors, .predecessors = predecessors};
  uint32_t **arrays[] = {&of.node, &of.number, &of.parent, &of.semi, &of.ancestor,
                         &of.best, &of.bucket, &of.next,   &of.dominator, &of.scratch};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    *arrays[i] = ARENA_NEW_UNSET(pool, uint32_t, node_count);
  for (uint32_t n = 0; n < node_count; n++)
    of.number[n] = dominator[n] = NO_DOMINATOR;
  number_nodes(&of, start);
  find(&of);
  for (uint32_t v = 0; v < of.count; v++)
    dominator[of.node[v]] = of.node[of.dominator[v]];
  arena_rewind(pool, mark);
}
