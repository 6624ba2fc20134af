/* loops.c - find the blocks of each loop from the edges that close it, the inner loops first.
 *
 * A loop's head has a lower number than all its other blocks, so going down the numbers meets inner loops
 * before those around them; and a loop that has been found is stepped over as one.
 */
#include "prune/loops.h"

typedef struct search {
  const graph *cfg;
  loops *found;
  uint32_t *around;  /* per head: a loop around it, if one is known; paths are shortened */
  uint32_t *pending; /* heads and blocks in no loop so far */
  uint32_t count;
} search;

/* The outermost loop found so far that a loop is in. */
static uint32_t outermost(const search *in, uint32_t loop) {
  while (in->around[loop] != NO_BLOCK) {
    uint32_t next = in->around[in->around[loop]];
    if (next == NO_BLOCK)
      return in->around[loop];
    loop = in->around[loop] = next;
  }
  return loop;
}

/* Takes a block into the loop, with the loops around it that have been found. */
static void take(search *in, uint32_t block, uint32_t head) {
  loops *found = in->found;
  if (found->of[block] == NO_BLOCK) {
    found->of[block] = head;
    in->pending[in->count++] = block;
    return;
  }
  uint32_t inner = outermost(in, found->of[block]);
  if (inner == head)
    return;
  found->parent[inner] = in->around[inner] = head;
  in->pending[in->count++] = inner;
}

/* Goes up from the edges that close the loop, to its head. */
static void find_loop(search *in, uint32_t head) {
  const graph *cfg = in->cfg;
  in->found->of[head] = head;
  for (uint32_t e = cfg->first_predecessor[head]; e < cfg->first_predecessor[head + 1]; e++)
    if (cfg->predecessor[e] > head)
      take(in, cfg->predecessor[e], head);
  while (in->count) {
    uint32_t b = in->pending[--in->count];
    for (uint32_t e = cfg->first_predecessor[b]; e < cfg->first_predecessor[b + 1]; e++)
      take(in, cfg->predecessor[e], head);
  }
}

void loops_find(loops *found, const graph *cfg, arena *pool) {
  found->of = ARENA_NEW_UNSET(pool, uint32_t, cfg->count);
  found->parent = ARENA_NEW_UNSET(pool, uint32_t, cfg->count);
  found->depth = ARENA_NEW(pool, uint32_t, cfg->count);
  search in = {.cfg = cfg, .found = found,
               .around = ARENA_NEW_UNSET(pool, uint32_t, cfg->count),
               .pending = ARENA_NEW_UNSET(pool, uint32_t, cfg->count)};
  for (uint32_t b = 0; b < cfg->count; b++)
    found->of[b] = found->parent[b] = in.around[b] = NO_BLOCK;
  for (uint32_t b = cfg->count; b-- > 0;)
    if (graph_is_led_back_to(cfg, b))
      find_loop(&in, b);
  for (uint32_t b = 0; b < cfg->count; b++)
    if (found->of[b] == b)
      found->depth[b] = 1 + loops_depth(found, found->parent[b]);
}
