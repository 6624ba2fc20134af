/* forgive.c - which raising exits forgive, and on which ways. */
#include "prune/forgive.h"

#include "prune/hazards.h"

/* Components of the graph are told apart by their smallest block. */
static bool is_in_cycle(const graph *cfg, uint32_t block) {
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    if (cfg->floor[cfg->predecessor[e]] == cfg->floor[block])
      return true;
  return false;
}

/* The marked store of a block that is an exit that forgives, or NO_SITE. */
static uint32_t marked_site(const view *fn, uint32_t block) {
  uint32_t first = fn->first_site[block], s = fn->first_site[block + 1];
  while (s > first && !(fn->sites[s - 1].flags & SITE_RAISES))
    s--;
  bool leaves = s > first && fn->cfg.reaches_return[block] && !is_in_cycle(&fn->cfg, block);
  return leaves && hazards_quiet_behind(fn, s - 1) ? s - 1 : NO_SITE;
}

uint8_t forgive_classify(const view *fn, uint32_t block) {
  uint32_t mark = marked_site(fn, block);
  uint8_t kind = mark == NO_SITE ? NO_EXIT : EXIT_FROM_START;
  for (uint32_t s = fn->first_site[block]; kind == EXIT_FROM_START && s <= mark; s++)
    if (hazards_is_noise(fn, s))
      kind = EXIT_FROM_MARK;
  fn->exits[block] = kind;
  return kind;
}

uint32_t forgive_find_changed(const view *fn, uint8_t *known) {
  uint32_t highest = NO_BLOCK;
  for (uint32_t b = 0; b < fn->cfg.count; b++) {
    uint8_t kind = fn->block_flags[b] & SITE_RAISES ? forgive_exit(fn, b) : NO_EXIT;
    if (kind != known[b])
      highest = b;
    known[b] = kind;
  }
  return highest;
}

/* -- What lies ahead of an exit, or behind it ------------------------------------------------------- */

const bool *forgive_find_open(view *fn, const account *accounts, uint32_t count) {
  bool *open = ARENA_NEW(fn->pool, bool, fn->cfg.count);
  for (uint32_t i = 0; i < count; i++) {
    const span *part = accounts[i].part;
    for (uint32_t k = 0; k < accounts[i].count; k++) {
      uint32_t node = accounts[i].nodes[k];
      open[part->blocks[part->local_of[node]].block] |= part->d[node] != 0;
    }
  }
  forgive_add_leading(fn, open);
  return open;
}

bool forgive_is_closed_behind(const view *fn, const bool *open, uint32_t block, bool itself) {
  bool found = itself && open[block];
  for (uint32_t e = fn->cfg.first_successor[block]; e < fn->cfg.first_successor[block + 1]; e++)
    found |= open[fn->cfg.successor[e]];
  return !found;
}

void forgive_add_behind(const view *fn, bool *set, uint32_t block, bool itself) {
  set[block] |= itself;
  for (uint32_t e = fn->cfg.first_successor[block]; e < fn->cfg.first_successor[block + 1]; e++)
    set[fn->cfg.successor[e]] = true;
}

void forgive_add_leading(view *fn, bool *set) {
  fn->steps += graph_spread(&fn->cfg, set, AGAINST_EDGES, NO_BLOCK, fn->queue);
}

void forgive_add_reached(view *fn, bool *set, uint32_t barred) {
  fn->steps += graph_spread(&fn->cfg, set, ALONG_EDGES, barred, fn->queue);
}
