/* verify_view.c - a view that was kept up to date against one that is built anew.
 *
 * Both know the same names. Numbers differ: operations that are gone keep their site in the old view,
 * and roots are numbered as they are met. So sites are matched by their instruction and roots by
 * their value and field. A root whose last operation is gone does not matter to the new view any
 * more: what the old one says of it is as true as before.
 */
#include <stdio.h>

#include "prune/hazards.h"
#include "prune/llvm_compat.h"
#include "prune/verify.h"

typedef struct comparison {
  const view *held, *fresh;
  uint32_t *site_of; /* per site of `fresh`: that of `held` */
  uint32_t *root_of; /* per root of `fresh`, likewise; NO_ROOT where it does not matter */
  bool *matters;     /* per root of `held`: `fresh` knows it, with operations */
  const char *difference;
} comparison;

static bool same(comparison *of, bool holds, const char *what) {
  if (!holds && !of->difference)
    of->difference = what;
  return holds;
}

static void match_roots(comparison *of) {
  const roots *fresh = &of->fresh->names, *held = &of->held->names;
  for (uint32_t r = 0; r < fresh->count; r++) {
    const root *item = &fresh->root[r];
    of->root_of[r] = NO_ROOT;
    if (r < FIRST_ROOT || !item->relevant)
      continue;
    uint32_t twin = roots_known(held, item->value, roots_path(fresh, item->path));
    if (!same(of, twin != NO_ROOT && held->root[twin].relevant, "a root is missing"))
      continue;
    of->root_of[r] = twin;
    of->matters[twin] = true;
    const root *other = &held->root[twin];
    same(of, other->kind == item->kind && other->fresh == item->fresh &&
                 other->leaf == item->leaf && other->block == item->block,
         "a root is another");
  }
}

/* What a site does to "any object" in the new view may be known to concern one without operations. */
static bool same_object(const comparison *of, const site *held, const site *fresh) {
  if (fresh->root == NO_ROOT)
    return held->root == NO_ROOT || !of->matters[held->root];
  return of->root_of[fresh->root] == held->root;
}

/* An operation that may not be touched acts on an object that has no others as on any. */
static bool is_forgotten(const comparison *of, const site *held, const site *fresh) {
  return fresh->root == NO_ROOT && held->root != NO_ROOT && !of->matters[held->root];
}

static bool same_hold(const comparison *of, const site *held, const site *fresh) {
  return is_forgotten(of, held, fresh) || held->hits_own == fresh->hits_own;
}

/* Of any object it may be the end, and its destructor may keep others. */
static bool same_flags(const comparison *of, const site *held, const site *fresh) {
  unsigned more = is_forgotten(of, held, fresh) ? SITE_REVIVES : 0;
  return (held->flags | more) == (fresh->flags | more);
}

static void compare_site(comparison *of, const site *held, const site *fresh) {
  same(of, held->block == fresh->block, "a site's block");
  same(of, same_flags(of, held, fresh), "a site's flags");
  same(of, held->ends_block == fresh->ends_block, "a site at a block's end");
  same(of, same_hold(of, held, fresh), "a site's hold on its own objects");
  same(of, same_object(of, held, fresh), "a site's object");
}

/* Sites that only the old view has mean nothing any more. */
static void match_sites(comparison *of) {
  const view *held = of->held, *fresh = of->fresh;
  uint32_t h = 0;
  for (uint32_t f = 0; f < fresh->site_count; f++, h++) {
    while (h < held->site_count && held->sites[h].instruction != fresh->sites[f].instruction)
      same(of, held->sites[h++].flags == 0, "a site too many");
    if (!same(of, h < held->site_count, "a site is missing"))
      return;
    of->site_of[f] = h;
    compare_site(of, &held->sites[h], &fresh->sites[f]);
  }
  for (; h < held->site_count; h++)
    same(of, held->sites[h].flags == 0, "a site too many");
}

static void compare_first_sites(comparison *of) {
  const view *held = of->held;
  for (uint32_t b = 0; b < held->cfg.count; b++)
    for (uint32_t s = held->first_site[b]; s < held->first_site[b + 1]; s++)
      same(of, held->sites[s].block == b, "a block's sites");
  same(of, held->first_site[held->cfg.count] == held->site_count, "the last block's sites");
}

static void compare_events_of(comparison *of, uint32_t held_root, uint32_t fresh_root) {
  const view *held = of->held, *fresh = of->fresh;
  uint32_t h = held->first_event[held_root], end = held->first_event[held_root + 1];
  for (uint32_t f = fresh->first_event[fresh_root]; f < fresh->first_event[fresh_root + 1];
       f++, h++) {
    while (h < end && held->events[h].erased)
      h++;
    if (!same(of, h < end, "an event is missing"))
      return;
    const event *a = &held->events[h], *b = &fresh->events[f];
    same(of, a->root == held_root && a->kind == b->kind && a->fixed == b->fixed &&
                 a->plain == b->plain && a->site == of->site_of[b->site],
         "an event is another");
  }
  for (; h < end; h++)
    same(of, held->events[h].erased, "an event too many");
}

static bool has_link(const comparison *of, uint32_t held_root, const phi_link *fresh) {
  const view *held = of->held;
  for (uint32_t i = held->first_link[held_root]; i < held->first_link[held_root + 1]; i++)
    if (held->links[i].block == fresh->block && held->links[i].phi == of->root_of[fresh->phi])
      return true;
  return false;
}

static void compare_links_of(comparison *of, uint32_t held_root, uint32_t fresh_root) {
  const view *held = of->held, *fresh = of->fresh;
  uint32_t begin = fresh->first_link[fresh_root], end = fresh->first_link[fresh_root + 1];
  same(of, held->first_link[held_root + 1] - held->first_link[held_root] == end - begin,
       "the number of links");
  for (uint32_t i = begin; i < end; i++)
    same(of, has_link(of, held_root, &fresh->links[i]), "a link is missing");
}

/* It may have been by an operation that is gone, which was told of it beside what it counted. */
static void compare_captured(comparison *of, uint32_t held_root, uint32_t fresh_root) {
  const bool *a = of->held->captured[held_root], *b = of->fresh->captured[fresh_root];
  if (!same(of, !a == !b, "whether a capture is known") || !a)
    return;
  for (uint32_t i = 0; i < of->fresh->cfg.count; i++)
    same(of, a[i] || !b[i], "where an object is captured");
}

static void compare_roots(comparison *of) {
  for (uint32_t r = FIRST_ROOT; r < of->fresh->names.count; r++) {
    if (of->root_of[r] == NO_ROOT)
      continue;
    compare_events_of(of, of->root_of[r], r);
    compare_links_of(of, of->root_of[r], r);
    compare_captured(of, of->root_of[r], r);
  }
}

/* A forward list may lead past no site with a flag of `flags`; `at`: the first such site from s on. */
static void check_forward(comparison *of, const uint32_t *link, unsigned flags) {
  uint32_t at = of->held->site_count;
  same(of, link[at] == at, "the end of a skip list");
  for (uint32_t s = at; s-- > 0;) {
    bool stop = of->held->sites[s].flags & flags;
    at = stop ? s : at;
    same(of, stop ? link[s] == s : link[s] > s && link[s] <= at,
         "a skip list");
  }
}

static void check_backward(comparison *of, const uint32_t *link, unsigned flags) {
  uint32_t at = 0;
  same(of, link[0] == 0, "the end of a skip list");
  for (uint32_t s = 1; s <= of->held->site_count; s++) {
    bool stop = of->held->sites[s - 1].flags & flags;
    at = stop ? s : at;
    same(of, stop ? link[s] == s : link[s] < s && link[s] >= at,
         "a skip list");
  }
}

static void compare_published(comparison *of) {
  const uint32_t *a = of->held->published_from, *b = of->fresh->published_from;
  if (!same(of, !a == !b, "whether objects are published") || !a)
    return;
  for (uint32_t i = 0; i < of->fresh->cfg.count; i++) {
    bool begins_here = b[i] != NO_SITE && a[i] == of->site_of[b[i]];
    same(of, b[i] == NO_SITE || b[i] == 0 ? a[i] == b[i] || begins_here : begins_here,
         "where objects are published");
  }
}

/* Flags of sites that were erased may be left. */
static void check_block_flags(comparison *of) {
  const view *a = of->held;
  for (uint32_t s = 0; s < a->site_count; s++) {
    unsigned flags = a->sites[s].flags | (a->sites[s].ends_block ? BLOCK_ENDS_IN_SITE : 0u);
    same(of, (flags & ~(unsigned)a->block_flags[a->sites[s].block]) == 0, "the flags of a block");
  }
}

static void compare_facts(comparison *of) {
  const view *a = of->held, *b = of->fresh;
  same(of, a->increfs == b->increfs && a->decrefs == b->decrefs, "the number of operations");
  same(of, a->has_raises == b->has_raises && a->has_dead_ends == b->has_dead_ends,
       "what exits there are");
  if (a->has_raises)
    same(of, memcmp(a->noisy, b->noisy, b->cfg.count * sizeof *b->noisy) == 0,
         "which blocks are noisy");
}

static void compare(comparison *of) {
  if (!same(of, of->held->cfg.count == of->fresh->cfg.count, "the number of blocks"))
    return;
  match_roots(of);
  match_sites(of);
  compare_first_sites(of);
  if (of->difference)
    return;
  compare_roots(of);
  compare_published(of);
  compare_facts(of);
  check_block_flags(of);
  check_forward(of, of->held->releases, SITE_RELEASES);
  if (of->held->all_flags & SITE_FREEZES)
    check_forward(of, of->held->freezes, SITE_FREEZES);
  check_backward(of, of->held->retains, SITE_RETAINS | SITE_CLAMPS);
  check_backward(of, of->held->revives, SITE_REVIVES);
}

void verify_view(pruner *run) {
  if (!run->options->verify)
    return;
  arena_mark mark = arena_position(run->pool);
  view fresh;
  comparison of = {.held = &run->fn, .fresh = &fresh};
  if (view_build_with(&fresh, run->pool, &run->known, run->fn.function, &run->fn.names)) {
    of.site_of = ARENA_NEW(run->pool, uint32_t, fresh.site_count);
    of.root_of = ARENA_NEW(run->pool, uint32_t, fresh.names.count);
    of.matters = ARENA_NEW(run->pool, bool, run->fn.names.count);
    compare(&of);
  } else {
    same(&of, run->fn.increfs + run->fn.decrefs == 0, "whether operations are left");
  }
  if (of.difference) {
    size_t length;
    snprintf(run->disagreement, sizeof run->disagreement,
             "verify: the view of @%.40s is not up to date, a bug in refprune: %s",
             LLVMGetValueName2(run->fn.function, &length), of.difference);
    longjmp(*run->pool->on_failure, FAILED_VERIFY);
  }
  arena_rewind(run->pool, mark);
}
