/* hazards.h - what may happen to an object under other names.
 *
 * A *release* under another name may take away a reference that this name's increfs counted on; a
 * *retain* under another name may be the reference that a later decref by this name gives back. Both
 * are written once on their site; these questions find the next one that concerns a given root.
 */
#ifndef REFPRUNE_HAZARDS_H
#define REFPRUNE_HAZARDS_H

#include "prune/view.h"

/* What an operation is to other names. A decref may end an object whose destructor, in strict mode, may
 * keep others, as any unknown code may. */
static inline unsigned hazards_of_op(const view *fn, event_kind kind, uint32_t number) {
  if (kind == EVENT_INCREF)
    return SITE_RETAINS;
  bool runs_code = fn->known->options->mode == REFPRUNE_STRICT &&
                   (number == NO_ROOT || !fn->names.root[number].leaf);
  return runs_code ? SITE_RELEASES | SITE_REVIVES : SITE_RELEASES;
}

/* Builds the skip lists and block facts of a scanned view. */
void hazards_index(view *fn);

/* Builds the skip lists and what depends on the numbers of sites again, after operations were put in. */
void hazards_index_again(view *fn);

/* Lists all releases anew, after marks of covered ones were dropped. */
void hazards_list_releases(view *fn);

/* Takes note that an operation is gone: it is a hazard for nobody any more. */
void hazards_erase(view *fn, uint32_t event_number);

/* Recomputes view.noisy, which erasing operations makes stale (too careful, never wrong). */
void hazards_find_noisy(view *fn);

/* Is anything but a store or return behind this site, up to every exit that it reaches? */
bool hazards_quiet_behind(const view *fn, uint32_t site_number);

/* Is the site an operation or a hazard, for whatever object? */
bool hazards_is_noise(const view *fn, uint32_t site_number);

/* First live site in [from, to) that may release the root's object, or freezes its count; `to` where
 * there is none. Once something was published, every site is a release. */
uint32_t hazards_first_release(const view *fn, uint32_t object, uint32_t from, uint32_t to);
uint32_t hazards_first_freeze(const view *fn, uint32_t object, uint32_t from, uint32_t to);

/* Was something published before the site, so that other threads may release there? */
static inline bool hazards_is_published(const view *fn, uint32_t site_number) {
  return fn->published_from && fn->published_from[fn->sites[site_number].block] <= site_number;
}

/* Is anything known of names that are not one object? benchmarks/ also builds a pruner that knows
 * nothing, to compare its placement with another one that does not. */
#ifdef REFPRUNE_WITHOUT_ALIAS_FACTS
enum { ALIAS_FACTS = false };
#else
enum { ALIAS_FACTS = true };
#endif

/* May another name for this root's object exist in the block? */
bool hazards_is_captured(const view *fn, uint32_t block, uint32_t number);

/* May two roots name one object at some time; in this block? */
bool hazards_may_ever_be_same(const view *fn, uint32_t a, uint32_t b);
bool hazards_may_be_same(const view *fn, uint32_t block, uint32_t a, uint32_t b);

/* May an operation on `by` in the block release an object, or take a reference to it? */
bool hazards_may_release(const view *fn, uint32_t block, uint32_t by, uint32_t object);

/* Does a site with an event of this root also act on it as a hazard? */
static inline bool hazards_hit_own(const view *fn, uint32_t site_number, unsigned flags) {
  const site *item = &fn->sites[site_number];
  return item->hits_own && (item->flags & flags);
}

/* What is certain of a count from what follows. `owed` references by this name will be given back and
 * existed already; `alive` also counts what later uses show: -p, use(p) owes one and shows a second.
 * The difference matters at a call that may take a reference of its own (keep the object in a
 * container, return it once more): such a reference may be all that the use rests on.
 *
 * UNBOUNDED is infinity, of which an incref takes nothing: it is what bounds are before any way to the
 * end is known, and no execution that ends keeps it. */
enum { UNBOUNDED = 1 << 28 };
typedef struct ahead {
  int32_t owed, alive;
} ahead;

/* May anything under another name lower it? Where nothing is owed, an object that is alive stays so. */
static inline bool hazards_may_lower(ahead a) {
  return a.alive >= 2 || a.owed;
}

/* The same before the sites [from, to), given it behind them. */
ahead hazards_pass_retains(const view *fn, uint32_t object, uint32_t from, uint32_t to,
                           ahead behind);

static inline ahead hazards_before_retains(const view *fn, uint32_t object, uint32_t from,
                                           uint32_t to, ahead behind) {
  bool lowers = from < to && hazards_may_lower(behind);
  return lowers ? hazards_pass_retains(fn, object, from, to, behind) : behind;
}

/* The same before one site that acts on the object as a hazard. */
ahead hazards_before_site(const view *fn, uint32_t object, uint32_t site_number, ahead behind);

#endif
