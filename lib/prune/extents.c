/* extents.c - see extents.h. */
#include "prune/extents.h"

enum { NOWHERE = 0, TOP = 1 };

void extents_init(extents *of, arena *pool, uint32_t count) {
  of->leaves = 1;
  while (of->leaves < count)
    of->leaves *= 2;
  of->node = ARENA_NEW(pool, extent, 2 * (size_t)of->leaves);
}

static extent around(extent a, extent b) {
  if (a.first >= a.end)
    return b;
  if (b.first >= b.end)
    return a;
  return (extent){a.first < b.first ? a.first : b.first, a.end > b.end ? a.end : b.end};
}

void extents_set(extents *of, uint32_t item, extent to) {
  uint32_t at = of->leaves + item;
  of->node[at] = to;
  for (at /= 2; at != NOWHERE; at /= 2)
    of->node[at] = around(of->node[2 * at], of->node[2 * at + 1]);
}

/* The node that follows all below this one. */
static uint32_t node_behind(uint32_t at) {
  while (at & 1)
    at /= 2;
  return at == NOWHERE ? NOWHERE : at + 1;
}

static uint32_t find_from(const extents *of, uint32_t at, uint32_t number) {
  while (at != NOWHERE) {
    bool holds = of->node[at].first <= number && number < of->node[at].end;
    if (holds && at >= of->leaves)
      return at - of->leaves;
    at = holds ? 2 * at : node_behind(at);
  }
  return NO_EXTENT;
}

uint32_t extents_first(const extents *of, uint32_t number) {
  return find_from(of, TOP, number);
}

uint32_t extents_next(const extents *of, uint32_t item, uint32_t number) {
  return find_from(of, node_behind(of->leaves + item), number);
}
