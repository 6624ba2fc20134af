/* min_cut.h - maximum flow and minimum cut of a small directed network.
 *
 * Dinic's algorithm (Y. Dinitz, 1970): shortest augmenting paths in phases, without recursion. Edges
 * may be added in any order; results depend on nothing but the network.
 */
#ifndef REFPRUNE_MIN_CUT_H
#define REFPRUNE_MIN_CUT_H

#include <stdbool.h>
#include <stdint.h>

#include "support/arena.h"

#define CUT_INFINITE INT64_C(0x3fffffffffffffff)

typedef struct cut_arc {
  uint32_t head;
  uint32_t next; /* arc of the same tail, or NO_ARC */
  int64_t left;  /* capacity not used yet; arc ^ 1 is its reverse */
} cut_arc;

/* Arrays grow in `pool` and are kept from one network to the next. */
typedef struct network {
  arena *pool;
  uint32_t vertex_count, vertex_capacity;
  uint32_t *first; /* per vertex */
  cut_arc *arcs;
  uint32_t arc_count, arc_capacity;
} network;

/* Empties the network, whose pool is set. Vertices are 0 .. vertex_count - 1. */
void network_init(network *net, uint32_t vertex_count);

/* Adds an arc of `forward` and its reverse of `backward`; CUT_INFINITE must not be cut. */
void network_add(network *net, uint32_t tail, uint32_t head, int64_t forward, int64_t backward);

/* Value of a minimum cut between source and sink, or CUT_INFINITE. on_source_side (vertex_count
 * flags) becomes the largest source side; scratch memory comes from `pool`. `work` counts down arcs
 * looked at; when it runs out, the result is -1. */
int64_t network_cut(network *net, arena *pool, uint32_t source, uint32_t sink,
                    bool *on_source_side, uint64_t *work);

#endif
