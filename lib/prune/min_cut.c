#include "prune/min_cut.h"

#include <string.h>

#define NO_ARC UINT32_MAX

void network_init(network *net, uint32_t vertex_count) {
  if (vertex_count > net->vertex_capacity) {
    net->first = ARENA_NEW(net->pool, uint32_t, 2 * (size_t)vertex_count);
    net->vertex_capacity = 2 * vertex_count;
  }
  net->vertex_count = vertex_count;
  net->arc_count = 0;
  for (uint32_t v = 0; v < vertex_count; v++)
    net->first[v] = NO_ARC;
}

static void add_half(network *net, uint32_t tail, uint32_t head, int64_t capacity) {
  ARENA_RESERVE(net->pool, net->arcs, net->arc_count, net->arc_capacity);
  net->arcs[net->arc_count] = (cut_arc){.head = head, .next = net->first[tail], .left = capacity};
  net->first[tail] = net->arc_count++;
}

void network_add(network *net, uint32_t tail, uint32_t head, int64_t forward, int64_t backward) {
  if (tail == head || (forward == 0 && backward == 0))
    return;
  add_half(net, tail, head, forward);
  add_half(net, head, tail, backward);
}

/* One phase's state: levels by breadth-first search, and where each vertex goes on looking. */
typedef struct phase {
  network *net;
  uint32_t *level, *cursor, *queue, *path;
  uint32_t source, sink;
  uint64_t *work;
} phase;

/* Levels of everything that the source still reaches; true if that includes the sink. */
static bool find_levels(phase *at) {
  network *net = at->net;
  memset(at->level, 0, net->vertex_count * sizeof *at->level);
  uint32_t count = 0;
  at->level[at->source] = 1;
  at->queue[count++] = at->source;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t tail = at->queue[i];
    for (uint32_t a = net->first[tail]; a != NO_ARC; a = net->arcs[a].next) {
      uint32_t head = net->arcs[a].head;
      *at->work -= *at->work > 0;
      if (net->arcs[a].left <= 0 || at->level[head])
        continue;
      at->level[head] = at->level[tail] + 1;
      at->queue[count++] = head;
    }
  }
  return at->level[at->sink] != 0;
}

static bool advances(const phase *at, uint32_t tail, uint32_t arc) {
  const cut_arc *item = &at->net->arcs[arc];
  return item->left > 0 && at->level[item->head] == at->level[tail] + 1;
}

/* Pushes as much as the path can take; returns the amount and the first saturated position. */
static int64_t push_along(phase *at, uint32_t depth, uint32_t *saturated) {
  cut_arc *arcs = at->net->arcs;
  int64_t amount = CUT_INFINITE;
  for (uint32_t i = 0; i < depth; i++)
    if (arcs[at->path[i]].left < amount)
      amount = arcs[at->path[i]].left;
  if (amount == CUT_INFINITE) /* source and sink are tied together */
    return amount;
  *saturated = depth;
  for (uint32_t i = depth; i-- > 0;) {
    cut_arc *forward = &arcs[at->path[i]], *backward = &arcs[at->path[i] ^ 1];
    if (forward->left != CUT_INFINITE)
      forward->left -= amount;
    if (backward->left != CUT_INFINITE)
      backward->left += amount;
    if (forward->left == 0)
      *saturated = i;
  }
  return amount;
}

/* Saturates the level graph by depth-first walks; returns the flow added. */
static int64_t block_flow(phase *at) {
  network *net = at->net;
  memcpy(at->cursor, net->first, net->vertex_count * sizeof *at->cursor);
  int64_t total = 0;
  uint32_t depth = 0, vertex = at->source;
  for (;;) {
    if (vertex == at->sink) {
      int64_t amount = push_along(at, depth, &depth);
      if (amount == CUT_INFINITE)
        return amount;
      total += amount;
      vertex = net->arcs[at->path[depth] ^ 1].head;
      continue;
    }
    uint32_t *arc = &at->cursor[vertex];
    while (*arc != NO_ARC && !advances(at, vertex, *arc)) {
      *arc = net->arcs[*arc].next;
      *at->work -= *at->work > 0;
    }
    if (*arc != NO_ARC) {
      at->path[depth++] = *arc;
      vertex = net->arcs[*arc].head;
    } else if (depth == 0) {
      return total;
    } else { /* a dead end: nobody needs to come here again in this phase */
      at->level[vertex] = 0;
      vertex = net->arcs[at->path[--depth] ^ 1].head;
    }
  }
}

/* Everything from which the sink can still be reached is on its side; the rest is the source's, which
 * makes that side the largest of all minimum cuts. */
static void find_sink_side(phase *at, bool *on_source_side) {
  network *net = at->net;
  memset(on_source_side, true, net->vertex_count);
  uint32_t count = 0;
  on_source_side[at->sink] = false;
  at->queue[count++] = at->sink;
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t a = net->first[at->queue[i]]; a != NO_ARC; a = net->arcs[a].next) {
      uint32_t tail = net->arcs[a].head;
      if (net->arcs[a ^ 1].left <= 0 || !on_source_side[tail])
        continue;
      on_source_side[tail] = false;
      at->queue[count++] = tail;
    }
}

int64_t network_cut(network *net, arena *pool, uint32_t source, uint32_t sink,
                    bool *on_source_side, uint64_t *work) {
  phase at = {.net = net, .source = source, .sink = sink, .work = work};
  at.level = ARENA_NEW(pool, uint32_t, net->vertex_count);
  at.cursor = ARENA_NEW(pool, uint32_t, net->vertex_count);
  at.queue = ARENA_NEW(pool, uint32_t, net->vertex_count);
  at.path = ARENA_NEW(pool, uint32_t, net->vertex_count);
  int64_t total = 0;
  while (find_levels(&at)) {
    int64_t amount = block_flow(&at);
    if (amount == CUT_INFINITE)
      return CUT_INFINITE;
    total += amount;
    if (*work == 0)
      return -1;
  }
  find_sink_side(&at, on_source_side);
  return total;
}
