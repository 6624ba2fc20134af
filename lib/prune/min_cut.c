#include "prune/min_cut.h"

#include <string.h>

#define NO_ARC UINT32_MAX

void network_init(network *net, uint32_t vertex_count) {
  if (vertex_count > net->vertex_capacity) {
    net->vertex_capacity = 2 * vertex_count;
    net->vertices = ARENA_NEW(net->pool, cut_vertex, net->vertex_capacity);
    net->queue = ARENA_NEW(net->pool, uint32_t, net->vertex_capacity);
    net->path = ARENA_NEW(net->pool, uint32_t, net->vertex_capacity);
  }
  net->vertex_count = vertex_count;
  net->arc_count = 0;
  net->direct = 0;
  for (uint32_t v = 0; v < vertex_count; v++)
    net->vertices[v] = (cut_vertex){.first = NO_ARC};
}

static void raise_capacity(int64_t *capacity, int64_t amount) {
  *capacity = amount >= CUT_INFINITE - *capacity ? CUT_INFINITE : *capacity + amount;
}

static void lower_capacity(int64_t *capacity, int64_t amount) {
  if (*capacity != CUT_INFINITE)
    *capacity -= amount;
}

void network_grow(network *net) {
  ARENA_RESERVE_MORE(net->pool, net->arcs, net->arc_count, 2u, net->arc_capacity);
}

/* An arc that leaves a terminal or leads to one. Into the source, or out of the sink, nothing flows. */
static void add_at_terminal(network *net, uint32_t tail, uint32_t head, int64_t capacity) {
  if (tail == head)
    return;
  if (tail == CUT_SOURCE && head == CUT_SINK)
    raise_capacity(&net->direct, capacity);
  else if (tail == CUT_SOURCE)
    raise_capacity(&net->vertices[head].supply, capacity);
  else if (head == CUT_SINK)
    raise_capacity(&net->vertices[tail].demand, capacity);
}

void network_add_terminal(network *net, uint32_t tail, uint32_t head, int64_t forward,
                          int64_t backward) {
  add_at_terminal(net, tail, head, forward);
  add_at_terminal(net, head, tail, backward);
}

/* What flows past all inner arcs: directly, and straight through single vertices. */
static int64_t flow_straight(network *net) {
  int64_t total = net->direct;
  for (uint32_t v = CUT_FIRST_VERTEX; v < net->vertex_count; v++) {
    cut_vertex *item = &net->vertices[v];
    int64_t amount = item->supply < item->demand ? item->supply : item->demand;
    raise_capacity(&total, amount);
    lower_capacity(&item->supply, amount);
    lower_capacity(&item->demand, amount);
  }
  net->looked_at += net->vertex_count;
  return total;
}

static void enqueue(network *net, uint32_t *count, uint32_t v, uint32_t level) {
  net->vertices[v].level = level;
  net->vertices[v].cursor = net->vertices[v].first;
  net->queue[(*count)++] = v;
}

/* Levels of what the source still reaches, up to the nearest vertices that reach the sink: those are among
 * net->queue[result .. *count - 1]. result == *count: there is none. */
static uint32_t find_levels(network *net, uint32_t *count) {
  *count = 0;
  for (uint32_t v = CUT_FIRST_VERTEX; v < net->vertex_count; v++) {
    net->vertices[v].level = 0;
    if (net->vertices[v].supply > 0)
      enqueue(net, count, v, 1);
  }
  uint32_t i = 0;
  for (; i < *count && net->vertices[net->queue[i]].demand == 0; i++) {
    const cut_vertex *tail = &net->vertices[net->queue[i]];
    for (uint32_t a = tail->first; a != NO_ARC; a = net->arcs[a].next) {
      net->looked_at++;
      if (net->arcs[a].left > 0 && net->vertices[net->arcs[a].head].level == 0)
        enqueue(net, count, net->arcs[a].head, tail->level + 1);
    }
  }
  return i;
}

/* Pushes as much as the path can take on which a walk from `end` has come back to `root`; returns the
 * amount, and how much of the path is left to go on from. */
static int64_t push_along(network *net, uint32_t root, uint32_t *depth, uint32_t end) {
  cut_vertex *from = &net->vertices[root], *to = &net->vertices[end];
  int64_t amount = from->supply < to->demand ? from->supply : to->demand;
  for (uint32_t i = 0; i < *depth; i++)
    if (net->arcs[net->path[i]].left < amount)
      amount = net->arcs[net->path[i]].left;
  if (amount == CUT_INFINITE) /* source and sink are tied together */
    return amount;
  lower_capacity(&from->supply, amount);
  lower_capacity(&to->demand, amount);
  for (uint32_t i = *depth; i-- > 0;) {
    int64_t *forward = &net->arcs[net->path[i]].left;
    lower_capacity(forward, amount);
    raise_capacity(&net->arcs[net->path[i] ^ 1].left, amount);
    if (*forward == 0)
      *depth = i;
  }
  return amount;
}

/* The next arc to a vertex from the level before it, or NO_ARC. */
static uint32_t find_way_back(network *net, cut_vertex *head) {
  uint32_t before = head->level - 1; /* 0: it is nobody's, or that of a dead end */
  while (head->cursor != NO_ARC && before > 0) {
    uint32_t arc = head->cursor ^ 1;
    if (net->arcs[arc].left > 0 && net->vertices[net->arcs[head->cursor].head].level == before)
      return arc;
    head->cursor = net->arcs[head->cursor].next;
    net->looked_at++;
  }
  return NO_ARC;
}

/* Fetches what one vertex can send to the sink, by depth-first walks against the flow: few vertices are
 * that near, while many have supply that leads nowhere. Returns the flow added. */
static int64_t flow_to(network *net, uint32_t end) {
  int64_t total = 0;
  uint32_t depth = 0, v = end;
  while (net->vertices[end].demand > 0) {
    cut_vertex *item = &net->vertices[v];
    if (item->supply > 0) {
      uint32_t left = depth;
      int64_t amount = push_along(net, v, &left, end);
      if (amount == CUT_INFINITE)
        return amount;
      total += amount;
      if (left < depth) {
        depth = left;
        v = net->arcs[net->path[depth]].head;
      }
      continue;
    }
    uint32_t arc = find_way_back(net, item);
    if (arc != NO_ARC) {
      net->path[depth++] = arc;
      v = net->arcs[arc ^ 1].head;
      continue;
    }
    item->level = 0; /* a dead end: nobody needs to come here again in this phase */
    if (depth == 0)
      return total;
    v = net->arcs[net->path[--depth]].head;
  }
  return total;
}

static int64_t block_flow(network *net, uint32_t first, uint32_t end) {
  int64_t total = 0;
  for (uint32_t i = first; i < end && total < CUT_INFINITE; i++)
    raise_capacity(&total, flow_to(net, net->queue[i]));
  return total;
}

/* Everything from which the sink can still be reached is on its side; the rest is the source's, which
 * makes that side the largest of all minimum cuts. */
static void find_sink_side(network *net, bool *on_source_side) {
  uint32_t count = 0;
  for (uint32_t v = 0; v < net->vertex_count; v++) {
    on_source_side[v] = v != CUT_SINK && net->vertices[v].demand == 0;
    if (!on_source_side[v] && v != CUT_SINK)
      net->queue[count++] = v;
  }
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t a = net->vertices[net->queue[i]].first; a != NO_ARC; a = net->arcs[a].next) {
      uint32_t tail = net->arcs[a].head;
      if (net->arcs[a ^ 1].left <= 0 || !on_source_side[tail])
        continue;
      on_source_side[tail] = false;
      net->queue[count++] = tail;
    }
}

int64_t network_cut(network *net, int64_t enough, bool *on_source_side, uint64_t *work) {
  net->looked_at = 0;
  int64_t total = flow_straight(net);
  bool found = false;
  while (total < enough && !found && net->looked_at < *work) {
    uint32_t count, first = find_levels(net, &count);
    found = first == count;
    raise_capacity(&total, block_flow(net, first, count));
  }
  if (found)
    find_sink_side(net, on_source_side);
  else if (total < enough)
    total = -1;
  *work -= net->looked_at < *work ? net->looked_at : *work;
  return total;
}
