#include "events.h"

#include <string.h>

#include "meminfo.h"
#include "platform.h"
#include "registry.h"
#include "statistics.h"

/* A failed allocation counts as nothing else. */
nrt__noinline void nrt__event_allocated(void *block, size_t size) {
  if (nrt__on(NRT__UNREAD))
    nrt__read_environment();
  if (nrt__on(NRT__STATS))
    nrt__count_allocation(block != NULL, size);
  if (block != NULL && nrt__on(NRT__POISON))
    memset(block, NRT__FILL_NEW, size);
}

nrt__noinline void nrt__event_freed(void) {
  nrt__stats_add(NRT__STAT_free, 1);
}

nrt__noinline void nrt__event_reallocated(const void *block) {
  nrt__stats_add(block != NULL ? NRT__STAT_realloc : NRT__STAT_failed, 1);
}

/* Of the innermost callers one is this function, for data of our own another is make_watched. */
nrt__noinline void nrt__event_made(NRT_MemInfo *mi, bool owns_data) {
  if (nrt__on(NRT__UNREAD))
    nrt__read_environment();
  if (nrt__on(NRT__STATS))
    nrt__stats_add(NRT__STAT_mi_alloc, 1);
  if (nrt__on(NRT__LIVE)) {
    nrt__site site;
    site.depth = nrt__backtrace(site.address, NRT_DEBUG_MAX_DEPTH, owns_data ? 2 : 1);
    nrt__track(mi, owns_data, &site);
  }
}

/* The memory that the quarantine keeps counts as freed: the program has freed it. */
nrt__noinline bool nrt__event_gone(NRT_MemInfo *mi) {
  if (nrt__on(NRT__STATS))
    nrt__stats_add(NRT__STAT_mi_free, 1);
  if (!nrt__on(NRT__LIVE))
    return false;
  nrt__site site;
  site.depth = nrt__backtrace(site.address, NRT_DEBUG_MAX_DEPTH, 1);
  bool kept = nrt__untrack(mi, &site);
  if (kept)
    nrt__block_freed();
  return kept;
}

void nrt__event_deferred(void) {
  if (nrt__on(NRT__STATS))
    nrt__stats_add(NRT__STAT_deferred, 1);
}
