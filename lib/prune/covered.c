/* covered.c - which decrefs are paid for by increfs of the same name.
 *
 * For each root q, t(q) is the number of increfs of q that are certainly outstanding: a sweep
 * along control flow over the blocks in which it can be above 0, with the minimum where ways meet
 * and 0 behind whatever may release q's object. A decref at which t(q) >= 1 is covered and stops
 * being such a release for others. Roots are taken in the order of their decrefs, so that inner
 * windows go first, until nothing new is found; since each mark rests on earlier marks only,
 * stopping at any time is sound.
 */
#include "prune/covered.h"

#include "prune/hazards.h"

enum { MOST_HELD = 3, MOST_ROUNDS = 8 };

typedef struct cover {
  view *fn;
  uint32_t root;
  uint8_t *in;     /* per block with the current stamp: t at its start */
  uint8_t *out;    /* likewise, at its end */
  bool *pending;   /* likewise: t at its start is news */
  uint32_t *first; /* per block that has events of the root: the first one, if ... */
  uint32_t *noted; /* ... this is the current stamp */
  bool *alone;     /* per root: no other root is linked to it */
  uint32_t *tried; /* per root: how many marks there were when it was last looked at, + 1 */
  uint32_t count;  /* blocks in fn->queue */
  uint32_t defined_in; /* the block in which a new instance of the root is made, or NO_BLOCK */
  uint32_t last;   /* the last block with a decref that has no mark */
  bool hopeful;    /* some decref without a mark may be covered */
  bool marking;
  uint32_t *found; /* the sites of new marks */
  uint32_t found_count;
} cover;

/* -- Along one block ------------------------------------------------------------------------------ */

static void mark(cover *of, const event *decref) {
  site *item = &of->fn->sites[decref->site];
  if (item->covered)
    return;
  item->covered = of->fn->has_covered = true;
  of->fn->names.root[of->root].covers_fixed |= decref->fixed;
  of->found[of->found_count++] = decref->site;
  if (of->alone[of->root]) /* nobody is left to whom it is a hazard */
    of->fn->releases[decref->site] = decref->site + 1;
}

static uint8_t behind_event(cover *of, const event *item, uint8_t held) {
  if (hazards_is_published(of->fn, item->site) || hazards_hit_own(of->fn, item->site, SITE_RELEASES))
    return 0;
  switch (item->kind) {
  case EVENT_INCREF:
    return (uint8_t)(held + (item->plain && held < MOST_HELD));
  case EVENT_DECREF:
    if (held == 0 || !item->plain)
      return 0;
    of->hopeful |= !of->fn->sites[item->site].covered;
    if (of->marking)
      mark(of, item);
    return (uint8_t)(held - 1);
  default:
    return held;
  }
}

/* Behind the sites [from, to): what was outstanding counts no more if one of them may release. */
static uint8_t behind_gap(const cover *of, uint32_t from, uint32_t to, uint8_t held) {
#ifdef REFPRUNE_BROKEN_COVER_FOR_EVER
  (void)of, (void)from, (void)to;
  return held;
#else
  return held && hazards_first_release(of->fn, of->root, from, to) < to ? 0 : held;
#endif
}

static uint8_t through_sites(cover *of, uint32_t block, uint8_t held) {
  const view *fn = of->fn;
  uint32_t from = fn->first_site[block], end = fn->first_site[block + 1];
  uint32_t behind = fn->first_event[of->root + 1];
  uint32_t e = of->noted[block] == fn->clock ? of->first[block] : behind;
  for (; e < behind && fn->events[e].site < end; e++) {
    const event *item = &fn->events[e];
    if (item->erased)
      continue;
    held = behind_event(of, item, behind_gap(of, from, item->site, held));
    from = item->site + 1;
  }
  return behind_gap(of, from, end, held);
}

/* t at the end of a block, given it at its start. */
static inline uint8_t through(cover *of, uint32_t block, uint8_t held) {
  const uint32_t *first_site = of->fn->first_site + block;
  return first_site[0] == first_site[1] ? held : through_sites(of, block, held);
}

/* -- Over the blocks of one root ------------------------------------------------------------------ */

static bool is_in(const cover *of, uint32_t block) {
  return of->fn->stamp[block] == of->fn->clock;
}

/* A block whose cycle begins behind the last decref in question reaches none of them, nor does what lies
 * behind it. */
static inline bool is_of_interest(const cover *of, uint32_t block) {
  return of->fn->cfg.floor[block] <= of->last;
}

/* What comes into a block of interest from at least one side; true if that is news. */
static bool raise_in(cover *of, uint32_t block, uint8_t held) {
  if (block == of->defined_in)
    held = 0; /* a new instance */
  if (is_in(of, block)) {
    if (of->in[block] >= held)
      return false;
  } else {
    of->fn->stamp[block] = of->fn->clock;
    of->fn->queue[of->count++] = block;
  }
  of->in[block] = held;
  of->pending[block] = true;
  return true;
}

/* Notes where events stand; the way begins in blocks with increfs. */
static void start(cover *of) {
  view *fn = of->fn;
  of->count = 0;
  fn->clock++;
  for (uint32_t e = fn->first_event[of->root]; e < fn->first_event[of->root + 1]; e++) {
    const event *item = &fn->events[e];
    uint32_t block = fn->sites[item->site].block;
    if (item->erased)
      continue;
    if (of->noted[block] != fn->clock) {
      of->noted[block] = fn->clock;
      of->first[block] = e;
    }
    if (item->kind == EVENT_INCREF && is_of_interest(of, block) && !is_in(of, block))
      raise_in(of, block, 0);
  }
}

/* The blocks in which t can be above 0, with its maximum over all ways. */
static void spread(cover *of) {
  const view *fn = of->fn;
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i < of->count; i++) {
      uint32_t b = fn->queue[i];
      if (!of->pending[b])
        continue;
      of->pending[b] = false;
      of->out[b] = through(of, b, of->in[b]);
      if (of->out[b] == 0)
        continue;
      for (uint32_t k = fn->cfg.first_successor[b]; k < fn->cfg.first_successor[b + 1]; k++)
        if (is_of_interest(of, fn->cfg.successor[k]))
          again |= raise_in(of, fn->cfg.successor[k], of->out[b]);
    }
  }
}

static uint8_t least_in(const cover *of, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  uint8_t held = of->in[block];
  for (uint32_t k = cfg->first_predecessor[block]; k < cfg->first_predecessor[block + 1]; k++) {
    uint32_t before = cfg->predecessor[k];
    uint8_t brought = is_in(of, before) ? of->out[before] : 0;
    held = brought < held ? brought : held;
  }
  return held;
}

/* From the maximum down to the minimum over all ways. */
static void settle(cover *of) {
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i < of->count; i++) {
      uint32_t b = of->fn->queue[i];
      uint8_t held = least_in(of, b);
      if (held == of->in[b])
        continue;
      of->in[b] = held;
      of->out[b] = through(of, b, held);
      again = true;
    }
  }
}

/* Is there an incref beside a decref without a mark? Finds the last of these. */
static bool has_open_pair(cover *of) {
  const view *fn = of->fn;
  bool up = false, down = false;
  for (uint32_t e = fn->first_event[of->root]; e < fn->first_event[of->root + 1]; e++) {
    const event *item = &fn->events[e];
    const site *at = &fn->sites[item->site];
    up |= item->kind == EVENT_INCREF && !item->erased;
    if (item->kind != EVENT_DECREF || item->erased || at->covered)
      continue;
    down = true;
    of->last = at->block;
  }
  return up && down;
}

/* What even the maximum does not cover, the minimum does not. */
static void cover_root(cover *of, uint32_t number) {
  const root *item = &of->fn->names.root[number];
  of->root = number;
  of->defined_in = item->kind == ROOT_IS_OUTSIDE ? NO_BLOCK : item->block;
  of->marking = of->hopeful = false;
  if (!has_open_pair(of))
    return;
  start(of);
  spread(of);
  if (!of->hopeful)
    return;
  settle(of);
  of->marking = true;
  for (uint32_t i = 0; i < of->count; i++)
    through(of, of->fn->queue[i], of->in[of->fn->queue[i]]);
}

/* -- All roots ------------------------------------------------------------------------------------ */

static void find_alone(cover *of) {
  const roots *names = &of->fn->names;
  uint32_t *size = ARENA_NEW(of->fn->pool, uint32_t, names->count);
  of->alone = ARENA_NEW(of->fn->pool, bool, names->count);
  for (uint32_t r = FIRST_ROOT; r < names->count; r++)
    size[names->root[r].component] += names->root[r].relevant;
  for (uint32_t r = FIRST_ROOT; r < names->count; r++)
    of->alone[r] = size[names->root[r].component] == 1;
}

/* One look at each root that has a decref, in the order of the first ones. A root's own marks change
 * nothing for it, so without others since its last look, another one would find nothing. */
static void cover_roots(cover *of, uint64_t *work) {
  const view *fn = of->fn;
  for (uint32_t s = 0; s < fn->site_count && *work; s++) {
    uint32_t number = fn->sites[s].root;
    if (!(fn->sites[s].flags & SITE_RELEASES) || number == NO_ROOT ||
        of->tried[number] == of->found_count + 1)
      continue;
    of->count = 0;
    cover_root(of, number);
    of->tried[number] = of->found_count + 1;
    work_spend(work, of->count);
  }
}

void covered_find(view *fn, uint32_t *found, uint32_t *count, uint64_t *work) {
  arena_mark before = arena_position(fn->pool);
  cover of = {.fn = fn, .found = found, .found_count = *count};
  of.in = ARENA_NEW_UNSET(fn->pool, uint8_t, fn->cfg.count);
  of.out = ARENA_NEW(fn->pool, uint8_t, fn->cfg.count);
  of.pending = ARENA_NEW(fn->pool, bool, fn->cfg.count);
  of.first = ARENA_NEW_UNSET(fn->pool, uint32_t, fn->cfg.count);
  of.noted = ARENA_NEW(fn->pool, uint32_t, fn->cfg.count);
  of.tried = ARENA_NEW(fn->pool, uint32_t, fn->names.count);
  find_alone(&of);
  for (uint32_t round = 0; round < MOST_ROUNDS; round++) {
    uint32_t known = of.found_count;
    cover_roots(&of, work);
    if (of.found_count == known)
      break;
  }
  *count = of.found_count;
  arena_rewind(fn->pool, before);
}

void covered_forget(view *fn) {
  if (!fn->has_covered)
    return;
  fn->has_covered = false;
  fn->covers_forgotten++;
  for (uint32_t s = 0; s < fn->site_count; s++)
    fn->sites[s].covered = false;
  hazards_list_releases(fn);
}

void covered_recheck(view *fn, uint32_t number) {
  uint32_t end = fn->first_event[number + 1];
  for (uint32_t e = fn->first_event[number]; e < end && fn->has_covered; e++)
    if (!fn->events[e].erased && fn->sites[fn->events[e].site].covered)
      covered_forget(fn);
}
