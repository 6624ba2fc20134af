/* registry.c - records of objects: a hash table by address, and two lists in order of age.
 *
 * Everything is guarded by the platform's lock. Memory of records comes from libc, not from the
 * current allocator, so that debugging does not count, fail or recurse with the program's objects.
 * Blocks leave the quarantine outside the lock, since the current allocator is foreign code.
 */
#include "registry.h"

#include <stdlib.h>
#include <string.h>

#include "allocator.h"
#include "meminfo.h"
#include "platform.h"

typedef struct list {
  nrt__record *oldest;
  nrt__record *newest;
  size_t count;
} list;

static struct {
  nrt__record **bucket;
  size_t buckets; /* zero or a power of two */
  list live;
  list quarantine;
  uint64_t last_number;
  size_t unlisted;
  nrt__debug_settings settings;
} registry = {.settings = NRT__DEFAULT_SETTINGS};

static void list_append(list *to, nrt__record *record) {
  record->older = to->newest;
  record->newer = NULL;
  *(to->newest != NULL ? &to->newest->newer : &to->oldest) = record;
  to->newest = record;
  to->count++;
}

static void list_remove(list *from, nrt__record *record) {
  *(record->older != NULL ? &record->older->newer : &from->oldest) = record->newer;
  *(record->newer != NULL ? &record->newer->older : &from->newest) = record->older;
  from->count--;
}

/* The low bits of addresses say little. */
static nrt__record **bucket_of(const NRT_MemInfo *mi) {
  uint64_t hash = (uint64_t)(uintptr_t)mi * UINT64_C(0x9E3779B97F4A7C15);
  return &registry.bucket[(size_t)(hash >> 32) & (registry.buckets - 1)];
}

static nrt__record **find(const NRT_MemInfo *mi) {
  if (registry.buckets == 0)
    return NULL;
  for (nrt__record **link = bucket_of(mi); *link != NULL; link = &(*link)->chain)
    if ((*link)->mi == mi)
      return link;
  return NULL;
}

static void chain(nrt__record *record) {
  nrt__record **bucket = bucket_of(record->mi);
  record->chain = *bucket;
  *bucket = record;
}

static void chain_all(const list *records) {
  for (nrt__record *each = records->oldest; each != NULL; each = each->newer)
    chain(each);
}

/* A table that cannot grow still works, slower; only the first one is needed. */
static bool make_room(void) {
  size_t used = registry.live.count + registry.quarantine.count;
  if (used < registry.buckets)
    return true;
  size_t wanted = registry.buckets != 0 ? registry.buckets * 2 : 1024;
  nrt__record **bucket = calloc(wanted, sizeof(nrt__record *));
  if (bucket == NULL)
    return registry.buckets != 0;
  free(registry.bucket);
  registry.bucket = bucket;
  registry.buckets = wanted;
  chain_all(&registry.live);
  chain_all(&registry.quarantine);
  return true;
}

static void drop(list *from, nrt__record **link) {
  nrt__record *record = *link;
  *link = record->chain;
  list_remove(from, record);
  free(record);
}

static nrt__site shortened(const nrt__site *site) {
  nrt__site kept = *site;
  if (kept.depth > registry.settings.depth)
    kept.depth = registry.settings.depth;
  return kept;
}

static void add(NRT_MemInfo *mi, bool owns_data, const nrt__site *site) {
  nrt__record *record = make_room() ? malloc(sizeof *record) : NULL;
  registry.last_number++;
  if (record == NULL) {
    registry.unlisted++;
    return;
  }
  *record = (nrt__record){.number = registry.last_number,
                          .mi = mi,
                          .data = mi->data,
                          .size = mi->size,
                          .owns_data = owns_data,
                          .made = shortened(site)};
  chain(record);
  list_append(&registry.live, record);
}

/* Asks again under the lock: who switches off clears the switch first and forgets all records then,
 * so that no record of an object stays behind whose end would go unnoticed. A record with the same
 * address is of an object that went away while nobody was listening. */
void nrt__track(NRT_MemInfo *mi, bool owns_data, const nrt__site *site) {
  if (nrt__is_reporting())
    return;
  nrt__lock();
  nrt__record **stale = find(mi);
  if (stale != NULL)
    drop((*stale)->destroyed ? &registry.quarantine : &registry.live, stale);
  if (nrt__on(NRT__LIVE))
    add(mi, owns_data, site);
  nrt__unlock();
}

static void fill_data(const nrt__record *record) {
  if (nrt__on(NRT__POISON) && record->owns_data)
    memset(record->data, NRT__FILL_OLD, record->size);
}

/* Outside memory goes back to its allocator at once, which may not exist later. */
static bool retire(nrt__record **link, const nrt__site *site) {
  nrt__record *record = *link;
  fill_data(record);
  if (!nrt__on(NRT__CHECK) || record->mi->external_allocator != NULL) {
    drop(&registry.live, link);
    return false;
  }
  nrt__count_store_relaxed(&record->mi->refct, NRT__DEAD);
  record->destroyed = true;
  record->gone = shortened(site);
  list_remove(&registry.live, record);
  list_append(&registry.quarantine, record);
  return true;
}

/* The oldest block beyond `limit`, which the caller frees; NULL if there is none. */
static NRT_MemInfo *evict(size_t limit) {
  if (registry.quarantine.count <= limit)
    return NULL;
  NRT_MemInfo *mi = registry.quarantine.oldest->mi;
  drop(&registry.quarantine, find(mi));
  return mi;
}

bool nrt__untrack(NRT_MemInfo *mi, const nrt__site *site) {
  nrt__lock();
  nrt__record **link = find(mi);
  bool kept = link != NULL && !(*link)->destroyed && retire(link, site);
  NRT_MemInfo *evicted = kept ? evict(registry.settings.quarantine) : NULL;
  nrt__unlock();
  if (evicted != NULL)
    NRT__CURRENT(free)(evicted);
  return kept;
}

void nrt__empty_quarantine(void) {
  NRT_MemInfo *evicted;
  do {
    nrt__lock();
    evicted = evict(0);
    nrt__unlock();
    if (evicted != NULL)
      NRT__CURRENT(free)(evicted);
  } while (evicted != NULL);
}

void nrt__forget_all(void) {
  nrt__lock();
  while (registry.live.oldest != NULL)
    drop(&registry.live, find(registry.live.oldest->mi));
  if (registry.quarantine.count == 0) {
    free(registry.bucket);
    registry.bucket = NULL;
    registry.buckets = 0;
  }
  registry.unlisted = 0;
  nrt__unlock();
}

bool nrt__lookup(const NRT_MemInfo *mi, nrt__record *copy) {
  nrt__lock();
  nrt__record **link = find(mi);
  if (link != NULL)
    *copy = **link;
  nrt__unlock();
  return link != NULL;
}

size_t nrt__unlisted(void) {
  nrt__lock();
  size_t unlisted = registry.unlisted;
  nrt__unlock();
  return unlisted;
}

nrt__debug_settings nrt__get_settings(void) {
  nrt__lock();
  nrt__debug_settings settings = registry.settings;
  nrt__unlock();
  return settings;
}

void nrt__set_settings(const nrt__debug_settings *settings) {
  nrt__lock();
  registry.settings = *settings;
  nrt__unlock();
}

static void describe(const nrt__record *record, nrt_live_object *object) {
  object->size = sizeof *object;
  object->number = record->number;
  object->object = record->mi;
  object->data = record->data;
  object->data_size = record->size;
  object->count = NRT_MemInfo_refcount(record->mi);
  object->depth = record->made.depth;
  memcpy(object->site, record->made.address, sizeof object->site);
}

size_t nrt_debug_live(nrt_live_object *objects, size_t capacity) {
  nrt__lock();
  nrt__record *each = registry.live.oldest;
  for (size_t i = 0; i < capacity && each != NULL; i++, each = each->newer)
    describe(each, &objects[i]);
  size_t count = registry.live.count;
  nrt__unlock();
  return count;
}
