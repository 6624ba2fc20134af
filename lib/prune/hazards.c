/* hazards.c - releases, retains and observers under other names. */
#include "prune/hazards.h"

#include "prune/captures.h"

/* -- May two roots be one object? -----------------------------------------------------------------
 *
 * The default is yes. The exceptions, each with its reason: */

/* Can another name have come by the object of this root: loaded it from memory, been returned it, be a
 * phi of it? Not before a fresh object was first stored, passed on or merged. (See also root.derived.) */
bool hazards_is_captured(const view *fn, uint32_t block, uint32_t number) {
#ifdef REFPRUNE_BROKEN_NEVER_CAPTURED
  return !fn->captured[number];
#endif
  return !ALIAS_FACTS || !fn->captured[number] || fn->captured[number][block];
}

bool hazards_may_ever_be_same(const view *fn, uint32_t a, uint32_t b) {
  if (!ALIAS_FACTS)
    return true;
  const root *left = &fn->names.root[a], *right = &fn->names.root[b];
  if (left->fresh && right->fresh) /* two allocations, both alive where both have names */
    return false;
  if ((left->fresh && right->kind == ROOT_IS_OUTSIDE) ||
      (right->fresh && left->kind == ROOT_IS_OUTSIDE)) /* one existed before the other was made */
    return false;
  return true;
}

bool hazards_may_be_same(const view *fn, uint32_t block, uint32_t a, uint32_t b) {
  const root *names = fn->names.root;
  return hazards_may_ever_be_same(fn, a, b) &&
         (hazards_is_captured(fn, block, a) || names[b].derived) &&
         (hazards_is_captured(fn, block, b) || names[a].derived);
}

/* Releasing `by` releases `root` if they are one object, or if its destructor drops a reference:
 * a leaf has none to drop, and nothing can hold an object that was never captured. */
bool hazards_may_release(const view *fn, uint32_t block, uint32_t by, uint32_t object) {
#ifdef REFPRUNE_BROKEN_IGNORE_DECREFS
  (void)fn, (void)block, (void)by, (void)object;
  return false;
#else
  if (hazards_may_be_same(fn, block, by, object))
    return true;
  return !fn->names.root[by].leaf && hazards_is_captured(fn, block, object);
#endif
}

static bool may_retain(const view *fn, uint32_t block, uint32_t by, uint32_t object) {
#ifdef REFPRUNE_BROKEN_IGNORE_INCREFS
  (void)fn, (void)block, (void)by, (void)object;
  return false;
#else
  return hazards_may_be_same(fn, block, by, object);
#endif
}

/* What a covered decref gives back its own name has taken, so to others nothing has changed. Names that
 * phis link share their evidence, and so what was taken. */
static bool is_covered_for(const view *fn, const site *item, uint32_t object) {
  return item->covered &&
         fn->names.root[item->root].component != fn->names.root[object].component;
}

/* -- Skip lists -----------------------------------------------------------------------------------
 *
 * Union-find over site numbers: a site that is alive and carries the flag is its own representative,
 * any other leads to its neighbour. Sites only ever lose their flags, so paths may be compressed.
 * Forward lists end in a sentinel at site_count; backward lists are shifted by one, with the sentinel
 * at 0. */

static uint32_t follow(uint32_t *link, uint32_t at) {
  while (link[at] != at) {
    link[at] = link[link[at]];
    at = link[at];
  }
  return at;
}

static void index_forward(const view *fn, uint32_t *link, unsigned flags) {
  for (uint32_t s = 0; s < fn->site_count; s++)
    link[s] = s + !(fn->sites[s].flags & flags);
  link[fn->site_count] = fn->site_count;
}

static void reserve_lists(view *fn) {
  uint32_t needed = fn->site_count + 1;
  if (needed <= fn->list_capacity)
    return;
  fn->list_capacity = needed + needed / 2;
  fn->releases = ARENA_NEW_UNSET(fn->pool, uint32_t, fn->list_capacity);
  fn->freezes = ARENA_NEW_UNSET(fn->pool, uint32_t, fn->list_capacity);
  fn->retains = ARENA_NEW_UNSET(fn->pool, uint32_t, fn->list_capacity);
  fn->revives = ARENA_NEW_UNSET(fn->pool, uint32_t, fn->list_capacity);
}

/* Also collects the flags of all sites. */
static void build_lists(view *fn) {
  reserve_lists(fn);
  fn->retains[0] = fn->revives[0] = 0;
  for (uint32_t s = 0; s < fn->site_count; s++) {
    unsigned flags = fn->sites[s].flags;
    fn->all_flags |= flags;
    fn->releases[s] = s + !(flags & SITE_RELEASES);
    fn->retains[s + 1] = s + ((flags & (SITE_RETAINS | SITE_CLAMPS)) != 0);
    fn->revives[s + 1] = s + ((flags & SITE_REVIVES) != 0);
  }
  fn->releases[fn->site_count] = fn->site_count;
  if (fn->all_flags & SITE_FREEZES)
    index_forward(fn, fn->freezes, SITE_FREEZES);
}

void hazards_list_releases(view *fn) {
  index_forward(fn, fn->releases, SITE_RELEASES);
}

uint32_t hazards_first_release(const view *fn, uint32_t object, uint32_t from, uint32_t to) {
  if (from >= to)
    return to;
  uint32_t limit = to;
  uint32_t published = fn->published_from ? fn->published_from[fn->sites[from].block] : NO_SITE;
  if (published < limit)
    limit = published > from ? published : from;
  for (uint32_t s = follow(fn->releases, from); s < limit;
       s = follow(fn->releases, s + 1)) {
    const site *item = &fn->sites[s];
    if (item->root == NO_ROOT || (!is_covered_for(fn, item, object) &&
                                  hazards_may_release(fn, item->block, item->root, object)))
      return s;
  }
  return limit;
}

uint32_t hazards_first_freeze(const view *fn, uint32_t object, uint32_t from, uint32_t to) {
  if (!(fn->all_flags & SITE_FREEZES))
    return to;
  for (uint32_t s = follow(fn->freezes, from); s < to; s = follow(fn->freezes, s + 1)) {
    uint32_t by = fn->sites[s].root;
    if (by == NO_ROOT || by == object ||
        hazards_may_be_same(fn, fn->sites[s].block, by, object))
      return s;
  }
  return to;
}

/* Below 2 nothing changes: "one is owed" says that the object is alive, and an incref under another
 * name, if it is one of this object, says the same. Who keeps what need not be of one object with it. */
ahead hazards_before_site(const view *fn, uint32_t object, uint32_t site_number, ahead a) {
  const site *item = &fn->sites[site_number];
  if ((item->flags & SITE_REVIVES) && item->root != object &&
      hazards_is_captured(fn, item->block, object))
    a.alive = a.owed > 1 || a.alive < 1 ? a.owed : 1;
  if (item->root != NO_ROOT && item->root != object &&
      !may_retain(fn, item->block, item->root, object))
    return a;
  if (item->flags & SITE_CLAMPS)
    return (ahead){.owed = 0, .alive = a.alive < 1 ? a.alive : 1};
  if (item->flags & SITE_RETAINS) {
    a.owed -= a.owed > 0 && a.owed < UNBOUNDED;
    a.alive -= a.alive > 1 && a.alive < UNBOUNDED;
  }
  return a;
}

/* The last site before `end` (an exclusive limit) that may lower `a`, plus one; 0: none. */
static uint32_t last_lowering(const view *fn, uint32_t end, ahead a) {
  uint32_t retain = follow(fn->retains, end);
  uint32_t revive = a.alive > a.owed ? follow(fn->revives, end) : 0;
  return retain > revive ? retain : revive;
}

ahead hazards_pass_retains(const view *fn, uint32_t object, uint32_t from, uint32_t to, ahead a) {
  while (from < to && hazards_may_lower(a)) {
    uint32_t behind = last_lowering(fn, to, a);
    if (behind <= from)
      break;
    to = behind - 1;
    a = hazards_before_site(fn, object, to, a);
  }
  return a;
}

void hazards_erase(view *fn, uint32_t event_number) {
  event *item = &fn->events[event_number];
  uint32_t s = item->site;
  item->erased = true;
  fn->exits[fn->sites[s].block] = 0;
  fn->sites[s].flags &= (uint8_t) ~(SITE_RELEASES | SITE_RETAINS | SITE_REVIVES);
  fn->revives[s + 1] = s;
  if (item->kind == EVENT_DECREF)
    fn->releases[s] = s + 1;
  else
    fn->retains[s + 1] = s;
}

/* -- Published objects ----------------------------------------------------------------------------
 *
 * An atomic store, exchange or compare-exchange may hand a reference to another thread, which may
 * release it at any later time: from there on nothing that was taken proves anything. */

static uint32_t first_publishing(const view *fn, uint32_t block) {
  for (uint32_t s = fn->first_site[block]; s < fn->first_site[block + 1]; s++)
    if (fn->sites[s].flags & SITE_PUBLISHES)
      return s;
  return NO_SITE;
}

static void spread_published(view *fn, uint32_t *pending, uint32_t count) {
  const graph *cfg = &fn->cfg;
  while (count) {
    uint32_t b = pending[--count];
    for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++) {
      uint32_t next = cfg->successor[e];
      if (fn->published_from[next] == 0)
        continue;
      fn->published_from[next] = 0; /* site 0 is before every site of the block */
      pending[count++] = next;
    }
  }
}

static void find_published(view *fn) {
  if (!(fn->all_flags & SITE_PUBLISHES))
    return;
  uint32_t count = 0;
  if (!fn->published_from)
    fn->published_from = ARENA_NEW(fn->pool, uint32_t, fn->cfg.count);
  arena_mark mark = arena_position(fn->pool);
  uint32_t *pending = ARENA_NEW(fn->pool, uint32_t, 2 * fn->cfg.count);
  for (uint32_t b = 0; b < fn->cfg.count; b++) {
    fn->published_from[b] = first_publishing(fn, b);
    if (fn->published_from[b] != NO_SITE)
      pending[count++] = b;
  }
  spread_published(fn, pending, count);
  arena_rewind(fn->pool, mark);
}

/* Where something was published every site is a release. */
static void find_block_flags(view *fn) {
  for (uint32_t b = 0; b < fn->cfg.count; b++) {
    uint32_t end = fn->first_site[b + 1];
    unsigned flags = 0;
    for (uint32_t s = fn->first_site[b]; s < end; s++)
      flags |= fn->sites[s].flags;
    if (end > fn->first_site[b] && fn->sites[end - 1].ends_block)
      flags |= BLOCK_ENDS_IN_SITE;
    if (fn->published_from && fn->published_from[b] != NO_SITE)
      flags |= SITE_RELEASES;
    fn->block_flags[b] = (uint8_t)flags;
  }
}

/* -- Quiet exits ---------------------------------------------------------------------------------- */

enum { NOISE = SITE_RELEASES | SITE_RETAINS | SITE_CLAMPS | SITE_FREEZES | SITE_PUBLISHES };

static bool has_noise(const view *fn, uint32_t block) {
  for (uint32_t s = fn->first_site[block]; s < fn->first_site[block + 1]; s++)
    if (fn->sites[s].flags & NOISE)
      return true;
  return false;
}

/* An unreachable that is not behind a call that certainly stays is an exit of another kind: that call
 * may unwind. */
void hazards_find_noisy(view *fn) {
  const graph *cfg = &fn->cfg;
  memset(fn->exits, 0, cfg->count * sizeof *fn->exits);
  for (uint32_t b = 0; b < cfg->count; b++)
    fn->noisy[b] = cfg->end[b] == END_UNREACHABLE ||
                   ((fn->block_flags[b] & NOISE) && has_noise(fn, b));
  graph_spread(cfg, fn->noisy, AGAINST_EDGES, NO_BLOCK, fn->queue);
}

bool hazards_is_noise(const view *fn, uint32_t site_number) {
  return fn->sites[site_number].flags & NOISE;
}

bool hazards_quiet_behind(const view *fn, uint32_t site_number) {
  const graph *cfg = &fn->cfg;
  uint32_t b = fn->sites[site_number].block;
  if (cfg->end[b] == END_UNREACHABLE)
    return false;
  for (uint32_t s = site_number + 1; s < fn->first_site[b + 1]; s++)
    if (fn->sites[s].flags & NOISE)
      return false;
  for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++)
    if (fn->noisy[cfg->successor[e]])
      return false;
  return true;
}

void hazards_index_again(view *fn) {
  build_lists(fn);
  find_published(fn);
  find_block_flags(fn);
  if (fn->has_raises) /* nobody else asks what is quiet */
    hazards_find_noisy(fn);
}

void hazards_index(view *fn) {
  fn->noisy = ARENA_NEW(fn->pool, bool, fn->cfg.count);
  fn->exits = ARENA_NEW(fn->pool, uint8_t, fn->cfg.count);
  fn->block_flags = ARENA_NEW(fn->pool, uint8_t, fn->cfg.count);
  hazards_index_again(fn);
  captures_find(fn);
}
