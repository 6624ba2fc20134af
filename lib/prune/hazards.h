/* hazards.h - what may happen to an object under other names.
 *
 * A *release* under another name may take away a reference that this name's increfs counted on; a
 * *retain* under another name may be the reference that a later decref by this name gives back. Both
 * are written once on their site; these questions find the next one that concerns a given root.
 */
#ifndef REFPRUNE_HAZARDS_H
#define REFPRUNE_HAZARDS_H

#include "prune/view.h"

/* Builds the skip lists and block facts of a scanned view. */
void hazards_index(view *fn);

/* Takes note that an operation is gone: it is a hazard for nobody any more. */
void hazards_erase(view *fn, uint32_t event_number);

/* Recomputes view.noisy, which erasing operations makes stale (too careful, never wrong). */
void hazards_find_noisy(view *fn);

/* Is anything but a store or return behind this site, up to every exit that it reaches? */
bool hazards_quiet_behind(const view *fn, uint32_t site_number);

/* First live site in [from, to) that may release the root's object, or freezes its count; `to` where
 * there is none. Once something was published, every site is a release. */
uint32_t hazards_first_release(const view *fn, uint32_t object, uint32_t from, uint32_t to);
uint32_t hazards_first_freeze(const view *fn, uint32_t object, uint32_t from, uint32_t to);

/* May two roots name one object at the same time? */
bool hazards_may_be_same(const view *fn, uint32_t a, uint32_t b);

/* Does a site with an event of this root also act on it as a hazard? */
bool hazards_hit_own(const view *fn, uint32_t site_number, unsigned flags);

/* Lower bound of what must still be given back before the sites [from, to), from that behind them. */
int32_t hazards_before_retains(const view *fn, uint32_t object, uint32_t from, uint32_t to,
                               int32_t behind);

#endif
