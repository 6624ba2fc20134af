/* destroy.c - giving references back, and what happens at the last one.
 *
 * Destructors release further objects, whose destructors release further ones. Up to NESTING_LIMIT
 * deep they nest, so that an object is destroyed where its last reference is released. Below that,
 * an object whose count has reached zero waits in a queue of its thread, and the destruction that
 * is NESTING_LIMIT deep works the queue off before it returns. A chain of any length thus needs a
 * fixed amount of stack, and no memory: who is dead needs no count, so that its count holds the
 * link.
 *
 * Invariant: the queue is empty unless a destruction NESTING_LIMIT deep is running on this thread.
 */
#include "allocator.h"
#include "error.h"
#include "events.h"
#include "meminfo.h"
#include "registry.h"

enum { NESTING_LIMIT = 64 };

typedef struct queue {
  unsigned depth; /* destructors running on this thread, one inside the other */
  NRT_MemInfo *first;
  NRT_MemInfo *last;
} queue;

static _Thread_local nrt__near_tls queue dying;

/* An object is aligned to 8 bytes: an eighth of its address, above NRT__DEAD, stays in the dead
 * range wherever it lies. NULL makes NRT__DEAD itself. */
static void mark_dead(NRT_MemInfo *mi, const NRT_MemInfo *next) {
  nrt__count_store_relaxed(&mi->refct, NRT__DEAD + (uintptr_t)next / 8);
}

static NRT_MemInfo *link_of(const NRT_MemInfo *mi) {
  return (NRT_MemInfo *)((nrt__count_load_relaxed(&mi->refct) - NRT__DEAD) * 8);
}

static void enqueue(queue *waiting, NRT_MemInfo *mi) {
  if (waiting->first == NULL)
    waiting->first = mi;
  else
    mark_dead(waiting->last, mi);
  waiting->last = mi;
  nrt__event_deferred();
}

static NRT_MemInfo *dequeue(queue *waiting) {
  NRT_MemInfo *mi = waiting->first;
  if (mi != NULL) {
    waiting->first = link_of(mi);
    mark_dead(mi, NULL);
  }
  return mi;
}

/* While objects are checked, the quarantine takes the memory. */
static void free_object(NRT_MemInfo *mi) {
  if (!nrt__object_gone(mi))
    nrt__free(mi, mi->external_allocator);
}

/* A block of data that only the object knows must go even when no destructor may be called. */
static void finish(NRT_MemInfo *mi) {
  if (!nrt__on(NRT__SHUTDOWN))
    mi->dtor(mi->data, mi->size, mi->dtor_info);
  else if (nrt__is_varsize(mi))
    nrt__varsize_free_data(mi);
  free_object(mi);
}

static nrt__noinline void finish_nested(NRT_MemInfo *mi) {
  queue *mine = &dying;
  if (mine->depth == NESTING_LIMIT) {
    enqueue(mine, mi);
    return;
  }
  mine->depth++;
  finish(mi);
  if (mine->depth == NESTING_LIMIT)
    while ((mi = dequeue(mine)) != NULL)
      finish(mi);
  mine->depth--;
}

/* An object without a destructor releases nothing, so it needs no place in the nesting; and nobody
 * would see the mark. */
static nrt__noinline void destruct(NRT_MemInfo *mi) {
  if (mi->dtor == NULL) {
    free_object(mi);
    return;
  }
  mark_dead(mi, NULL);
  finish_nested(mi);
}

/* What the thread's last release met. The last owner may destroy without stepping, but to find that
 * out it has to read the count, and where other processors use the object that moves its cache line
 * here twice, for reading and then for writing. So a thread that has met an object with other
 * owners steps at once next time, and one that has given back a last reference looks first. Either
 * way is right for any object. */
static _Thread_local nrt__near_tls bool expects_others;

static inline bool is_known_last(const NRT_MemInfo *mi) {
  return !(NRT__COUNTS_ARE_SHARED && expects_others) && nrt__count_is_one(&mi->refct);
}

/* Slow ways are functions of their own, at the end of the fast ones, which then need no stack. */
static nrt__noinline void after_step_down(NRT_MemInfo *mi, size_t now) {
  if (!nrt__count_after_give(&mi->refct, now))
    return;
  expects_others = false;
  destruct(mi);
}

static inline void step_down(NRT_MemInfo *mi) {
  expects_others = true;
  size_t now = nrt__count_decrement_release(&mi->refct);
  if (nrt__unlikely(!nrt__count_is_live(now)))
    after_step_down(mi, now);
}

/* While somebody counts or watches. */
static nrt__noinline void take_watched(NRT_MemInfo *mi) {
  if (nrt__watch_take(mi))
    nrt__count_take(&mi->refct);
}

static nrt__noinline void give_watched(NRT_MemInfo *mi) {
  if (nrt__on(NRT__WATCH_COUNTS) && !nrt__watch_give(mi))
    return;
  if (is_known_last(mi))
    destruct(mi);
  else
    step_down(mi);
}

static inline bool is_simple(const NRT_MemInfo *mi) {
  return mi->dtor == NULL && mi->external_allocator == NULL;
}

static inline void take(NRT_MemInfo *mi) {
  if (mi == NULL)
    return;
  if (nrt__on(NRT__WATCH_COUNTS))
    take_watched(mi);
  else
    nrt__count_take(&mi->refct);
}

/* The last release of a simple object is a few tests and a jump to free. */
static inline void give(NRT_MemInfo *mi) {
  if (mi == NULL)
    return;
  if (nrt__on(NRT__WATCH_COUNTS | NRT__STATS | NRT__LIVE))
    give_watched(mi);
  else if (!is_known_last(mi))
    step_down(mi);
  else if (is_simple(mi))
    NRT__CURRENT(free)(mi);
  else
    destruct(mi);
}

void NRT_incref(nrt_borrowed mi) {
  take(mi);
}

void NRT_MemInfo_acquire(nrt_borrowed mi) {
  take(mi);
}

void NRT_decref(nrt_consumed mi) {
  give(mi);
}

void NRT_MemInfo_release(nrt_consumed mi) {
  give(mi);
}

/* A count of zero is what compiled code leaves behind that counts inline; a live count is a caller
 * who overrides it. */
void NRT_MemInfo_call_dtor(nrt_consumed mi) {
  if (mi == NULL)
    return;
  if (nrt__count_load_relaxed(&mi->refct) >= NRT__DEAD_FIRST)
    nrt__misuse("NRT_MemInfo_call_dtor", "the object is in destruction", mi);
  else
    destruct(mi);
}

void NRT_dealloc(nrt_consumed mi) {
  if (mi != NULL)
    nrt__free(mi, mi->external_allocator);
}

void NRT_MemInfo_destroy(nrt_consumed mi) {
  if (mi != NULL)
    free_object(mi);
}
