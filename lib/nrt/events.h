/* events.h - what statistics and debugging want to know; nothing happens while both are off. */
#ifndef NRT_EVENTS_H
#define NRT_EVENTS_H

#include <nrt/nrt.h>

#include "switches.h"

/* The slow ways, in events.c. */
void nrt__event_allocated(void *block, size_t size);
void nrt__event_freed(void);
void nrt__event_reallocated(const void *block);
void nrt__event_made(NRT_MemInfo *mi, bool owns_data);
bool nrt__event_gone(NRT_MemInfo *mi);
void nrt__event_deferred(void);

static inline void nrt__block_allocated(void *block, size_t size) {
  if (nrt__on(NRT__WATCH_BLOCKS))
    nrt__event_allocated(block, size);
}

static inline void nrt__block_freed(void) {
  if (nrt__on(NRT__STATS))
    nrt__event_freed();
}

/* `owns_data`: the data lies in memory of the runtime, which may fill it. */
static inline void nrt__object_made(NRT_MemInfo *mi, bool owns_data) {
  if (nrt__on(NRT__WATCH_OBJECTS))
    nrt__event_made(mi, owns_data);
}

/* True if debugging keeps the memory of the object for now. */
static inline bool nrt__object_gone(NRT_MemInfo *mi) {
  return nrt__on(NRT__STATS | NRT__LIVE) && nrt__event_gone(mi);
}

#endif
