/* min_cut.h - maximum flow and minimum cut of a small directed network.
 *
 * Dinic's algorithm (Y. Dinitz, 1970): shortest augmenting paths in phases, without recursion. Arcs of
 * the two terminals are kept as one capacity each at their other end. What a vertex can pass straight
 * on from the source to the sink it does at once, and often that is all. Arcs may be added in any
 * order; results depend on nothing but the network.
 */
#ifndef REFPRUNE_MIN_CUT_H
#define REFPRUNE_MIN_CUT_H

#include <stdbool.h>
#include <stdint.h>

#include "support/arena.h"

#define CUT_INFINITE INT64_C(0x3fffffffffffffff)

/* The terminals; other vertices have higher numbers. */
enum { CUT_SOURCE, CUT_SINK, CUT_FIRST_VERTEX };

typedef struct cut_arc {
  uint32_t head;
  uint32_t next; /* arc of the same tail, or NO_ARC */
  int64_t left;  /* capacity not used yet; arc ^ 1 is its reverse */
} cut_arc;

typedef struct cut_vertex {
  uint32_t first;  /* arc */
  uint32_t cursor; /* where a phase goes on looking */
  uint32_t level;
  int64_t supply;  /* what the source can still send here */
  int64_t demand;  /* what this can still send to the sink */
} cut_vertex;

/* Arrays grow in `pool` and are kept from one network to the next. */
typedef struct network {
  arena *pool;
  uint32_t vertex_count, vertex_capacity;
  cut_vertex *vertices;
  uint32_t *queue, *path; /* scratch, per vertex */
  cut_arc *arcs;
  uint32_t arc_count, arc_capacity;
  int64_t direct; /* from the source to the sink, past every vertex */
  uint64_t looked_at; /* vertices and arcs, since the cut began */
} network;

/* Empties the network, whose pool is set. Vertices are 0 .. vertex_count - 1. */
void network_init(network *net, uint32_t vertex_count);

/* Makes room for an arc and its reverse. */
void network_grow(network *net);

/* What network_add does where one of the two is a terminal. */
void network_add_terminal(network *net, uint32_t tail, uint32_t head, int64_t forward,
                          int64_t backward);

static inline void network_add_half(network *net, uint32_t tail, uint32_t head, int64_t capacity) {
  uint32_t *first = &net->vertices[tail].first;
  net->arcs[net->arc_count] = (cut_arc){.head = head, .next = *first, .left = capacity};
  *first = net->arc_count++;
}

/* Adds an arc of `forward` and its reverse of `backward`; CUT_INFINITE must not be cut. */
static inline void network_add(network *net, uint32_t tail, uint32_t head, int64_t forward,
                               int64_t backward) {
  if (tail < CUT_FIRST_VERTEX || head < CUT_FIRST_VERTEX) {
    network_add_terminal(net, tail, head, forward, backward);
    return;
  }
  if (net->arc_capacity - net->arc_count < 2)
    network_grow(net);
  network_add_half(net, tail, head, forward);
  network_add_half(net, head, tail, backward);
}

/* Value of a minimum cut, or CUT_INFINITE. on_source_side (vertex_count flags) becomes the largest
 * source side. A cut of `enough` or more is of no interest: where there is no other, the result is
 * any number from `enough` to its value, and on_source_side means nothing. `work` counts down vertices
 * and arcs looked at; when it runs out, the result is -1. */
int64_t network_cut(network *net, int64_t enough, bool *on_source_side, uint64_t *work);

#endif
