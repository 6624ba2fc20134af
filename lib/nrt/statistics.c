/* statistics.c - every thread counts in a slot of its own; readers add all slots up.
 *
 * Slots form a list that only grows. A thread takes a slot on its first count and leaves it, values
 * included, to another thread when it ends, so that there are as many slots as there were ever
 * threads counting at once. Only the owner writes a slot: a relaxed load and a relaxed store, no
 * locked operation and no line that moves between processors. Threads that find no memory for a
 * slot share the static one, with atomic additions.
 */
#include "statistics.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allocator.h"
#include "platform.h"
#include "switches.h"

/* Twice the usual cache line: processors fetch lines in pairs. */
enum { ISOLATION = 128 };

typedef struct slot {
  alignas(ISOLATION) _Atomic(uint64_t) value[NRT__STAT_COUNT];
  atomic_bool taken;
  struct slot *next;
} slot;

static slot shared_slot;
static _Atomic(slot *) slots = &shared_slot;
static _Thread_local nrt__near_tls slot *mine;

/* What nrt_stats_reset has seen; guarded by the platform's lock. */
static uint64_t baseline[NRT__STAT_COUNT];

static slot *first_slot(void) {
  return atomic_load_explicit(&slots, memory_order_acquire);
}

/* Release hands the values over to the next owner, whose exchange acquires them. */
static void leave_slot(void *owned) {
  mine = NULL;
  atomic_store_explicit(&((slot *)owned)->taken, false, memory_order_release);
}

static slot *reuse_slot(void) {
  for (slot *each = first_slot(); each != &shared_slot; each = each->next)
    if (!atomic_exchange_explicit(&each->taken, true, memory_order_acquire))
      return each;
  return NULL;
}

static slot *add_slot(void) {
  slot *fresh = aligned_alloc(ISOLATION, sizeof *fresh);
  if (fresh == NULL)
    return NULL;
  memset(fresh, 0, sizeof *fresh);
  atomic_init(&fresh->taken, true);
  fresh->next = first_slot();
  while (!atomic_compare_exchange_weak_explicit(&slots, &fresh->next, fresh, memory_order_release,
                                                memory_order_acquire))
    continue;
  return fresh;
}

static nrt__noinline slot *take_slot(void) {
  slot *found = reuse_slot();
  if (found == NULL)
    found = add_slot();
  if (found == NULL)
    return &shared_slot;
  if (!nrt__at_thread_exit(leave_slot, found)) {
    leave_slot(found);
    return &shared_slot;
  }
  mine = found;
  return found;
}

static inline slot *my_slot(void) {
  slot *known = mine;
  return known != NULL ? known : take_slot();
}

static inline void add(slot *to, nrt__stat which, uint64_t amount) {
  _Atomic(uint64_t) *value = &to->value[which];
  if (nrt__unlikely(to == &shared_slot)) {
    atomic_fetch_add_explicit(value, amount, memory_order_relaxed);
    return;
  }
  uint64_t now = atomic_load_explicit(value, memory_order_relaxed);
  atomic_store_explicit(value, now + amount, memory_order_relaxed);
}

void nrt__stats_add(nrt__stat which, uint64_t amount) {
  add(my_slot(), which, amount);
}

void nrt__count_allocation(bool succeeded, size_t size) {
  slot *to = my_slot();
  if (!succeeded) {
    add(to, NRT__STAT_failed, 1);
    return;
  }
  add(to, NRT__STAT_alloc, 1);
  add(to, NRT__STAT_alloc_bytes, size);
}

static uint64_t sum(nrt__stat which) {
  uint64_t total = 0;
  for (slot *each = first_slot(); each != NULL; each = each->next)
    total += atomic_load_explicit(&each->value[which], memory_order_relaxed);
  return total;
}

void nrt_stats_init(nrt_stats *stats) {
  memset(stats, 0, sizeof *stats);
  stats->size = sizeof *stats;
  stats->version = NRT_STATS_VERSION;
}

void nrt_stats_enable(void) {
  nrt__switch_on(NRT__STATS);
}

void nrt_stats_disable(void) {
  nrt__switch_off(NRT__STATS);
}

void nrt_stats_reset(void) {
  nrt__lock();
  for (unsigned which = 0; which < NRT__STAT_COUNT; which++)
    baseline[which] = sum((nrt__stat)which);
  nrt__unlock();
}

static nrt_stats read_all(void) {
  nrt_stats all;
  nrt_stats_init(&all);
  nrt__lock();
#define X(name, text) all.name = sum(NRT__STAT_##name) - baseline[NRT__STAT_##name];
  NRT_STATS_LIST(X)
#undef X
  nrt__unlock();
  return all;
}

void nrt_stats_get(nrt_stats *stats) {
  nrt_stats all = read_all();
  all.size = stats->size;
  memcpy(stats, &all, all.size < sizeof all ? all.size : sizeof all);
}

bool nrt__stats_balance(void) {
  nrt_stats all = read_all();
  return all.alloc == all.free && all.mi_alloc == all.mi_free;
}

/* A text that grows in a buffer as far as there is room, and whose length counts in any case. */
typedef struct text {
  char *buffer;
  size_t capacity;
  size_t length;
} text;

static void append(text *to, const char *format, const char *name, uint64_t value) {
  size_t room = to->length < to->capacity ? to->capacity - to->length : 0;
  int length = snprintf(room != 0 ? to->buffer + to->length : NULL, room, format, name,
                        (unsigned long long)value);
  to->length += (size_t)length;
}

size_t nrt_stats_text(const nrt_stats *stats, char *buffer, size_t capacity) {
  text out = {buffer, capacity, 0};
#define X(name, description) append(&out, "%-70s %12llu\n", description, stats->name);
  NRT_STATS_LIST(X)
#undef X
  return out.length;
}

size_t nrt_stats_json(const nrt_stats *stats, char *buffer, size_t capacity) {
  text out = {buffer, capacity, 0};
  append(&out, "{\"%s\": %llu", "version", stats->version);
#define X(name, description) append(&out, ", \"%s\": %llu", #name, stats->name);
  NRT_STATS_LIST(X)
#undef X
  append(&out, "%s}", "", 0);
  return out.length;
}

void NRT_MemSys_enable_stats(void) {
  nrt_stats_enable();
}

void NRT_MemSys_disable_stats(void) {
  nrt_stats_disable();
}

size_t NRT_MemSys_stats_enabled(void) {
  return nrt__on(NRT__STATS) ? 1 : 0;
}

/* What Numba's getters return while statistics are off. */
static const size_t stats_are_off = 0x41414141;

static size_t get(nrt__stat which) {
  if (!nrt__on(NRT__STATS))
    return stats_are_off;
  nrt__lock();
  uint64_t total = sum(which) - baseline[which];
  nrt__unlock();
  return (size_t)total;
}

size_t NRT_MemSys_get_stats_alloc(void) {
  return get(NRT__STAT_alloc);
}

size_t NRT_MemSys_get_stats_free(void) {
  return get(NRT__STAT_free);
}

size_t NRT_MemSys_get_stats_mi_alloc(void) {
  return get(NRT__STAT_mi_alloc);
}

size_t NRT_MemSys_get_stats_mi_free(void) {
  return get(NRT__STAT_mi_free);
}

void NRT_MemSys_init(void) {
  nrt__switch_off(NRT__STATS | NRT__SHUTDOWN);
  nrt_stats_reset();
  nrt__allocator_reset();
}

void NRT_MemSys_shutdown(void) {
  nrt__switch_on(NRT__SHUTDOWN);
}
