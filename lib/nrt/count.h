/* count.h - the reference count: what its values mean, and in which order memory is seen.
 *
 * Protocol. A step adds or subtracts one; the value it leads to says what it meant. With N = bits
 * of size_t (64):
 *
 *     value                            state       a step up           a step down
 *     -------------------------------  ----------  ------------------  --------------------------
 *     1 ... 2^(N-1) - 1                live        one reference more  one reference less
 *     2^(N-1) ... 3 * 2^(N-2) - 1      saturated   set to the middle   set to the middle
 *     3 * 2^(N-2) ... 2^N - 1          dead        undone, misuse      undone, misuse
 *     0                                from above:                     the last one: destroy
 *                                      from below: undone, misuse
 *
 * Overflow: the step past 2^(N-1) - 1 lands in the saturated range and is moved to its middle, from
 * where 2^(N-3) steps lead to either end. Such an object is never freed: it leaks instead of being
 * freed early.
 *
 * Release too many: a step below zero lands in the dead range, so it never destroys a second time.
 * An object in destruction is marked dead before its destructor runs, therefore a destructor that
 * takes and gives back a reference to its own object does not start again. Undoing instead of
 * storing keeps what a dead count says: destructions that wait are chained through it (destroy.c).
 *
 * Order of memory, by the names of the functions:
 *   - Taking is relaxed: who takes a reference already has one, so the object cannot go away, and
 *     nothing written before has to be seen by anybody because of it.
 *   - Giving back releases: what this thread did with the object happens before its destruction,
 *     which another thread may carry out.
 *   - Destruction acquires what all others released. Each of their steps is part of the release
 *     sequence that ends in the last step, so that an acquiring load that reads the last step's
 * zero, or the one that they left to us, synchronises with all of them. A load, not a fence: thread
 *     sanitizers understand loads.
 *   - Destruction without a step: a count of 1, read by the owner of a reference, means that this
 *     is the only one. No other thread may touch the count then, since it would need a reference to
 *     do so. Thus the last owner need not write the count: an atomic operation saved.
 *
 * libnrt_single is compiled with NRT_SINGLE_THREAD: the same protocol on a plain count.
 */
#ifndef NRT_COUNT_H
#define NRT_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "switches.h"

#define NRT__SATURATED_FIRST (SIZE_MAX / 2 + 1)
#define NRT__SATURATED (NRT__SATURATED_FIRST + SIZE_MAX / 8 + 1)
#define NRT__DEAD_FIRST (NRT__SATURATED_FIRST + SIZE_MAX / 4 + 1)
#define NRT__DEAD (NRT__DEAD_FIRST + SIZE_MAX / 32 + 1)

#if defined(NRT_SINGLE_THREAD)
typedef size_t nrt__count;
enum { NRT__COUNTS_ARE_SHARED = 0 };

static inline size_t nrt__count_load_relaxed(const nrt__count *count) {
  return *count;
}

static inline size_t nrt__count_load_acquire(const nrt__count *count) {
  return *count;
}

static inline void nrt__count_store_relaxed(nrt__count *count, size_t value) {
  *count = value;
}

/* These return the new value. */
static inline size_t nrt__count_increment_relaxed(nrt__count *count) {
  return ++*count;
}

static inline size_t nrt__count_decrement_release(nrt__count *count) {
  return --*count;
}

#else
#include <stdatomic.h>
typedef _Atomic(size_t) nrt__count;
enum { NRT__COUNTS_ARE_SHARED = 1 };

static inline size_t nrt__count_load_relaxed(const nrt__count *count) {
  return atomic_load_explicit(count, memory_order_relaxed);
}

static inline size_t nrt__count_load_acquire(const nrt__count *count) {
  return atomic_load_explicit(count, memory_order_acquire);
}

static inline void nrt__count_store_relaxed(nrt__count *count, size_t value) {
  atomic_store_explicit(count, value, memory_order_relaxed);
}

/* These return the new value. */
static inline size_t nrt__count_increment_relaxed(nrt__count *count) {
  return atomic_fetch_add_explicit(count, 1, memory_order_relaxed) + 1;
}

static inline size_t nrt__count_decrement_release(nrt__count *count) {
  return atomic_fetch_sub_explicit(count, 1, memory_order_release) - 1;
}
#endif

/* Signed, so that one test of the flags that counting leaves covers zero and both upper ranges. */
static inline bool nrt__count_is_live(size_t value) {
  return (ptrdiff_t)value > 0;
}

static inline bool nrt__count_is_dead(size_t value) {
  return value == 0 || value >= NRT__DEAD_FIRST;
}

/* What a step meant that did not lead to a live count; see count.c. True: it gave the last
 * reference back, and the caller has acquired the object. */
void nrt__count_after_take(nrt__count *count, size_t now);
bool nrt__count_after_give(nrt__count *count, size_t now);

static inline void nrt__count_take(nrt__count *count) {
  size_t now = nrt__count_increment_relaxed(count);
  if (nrt__unlikely(!nrt__count_is_live(now)))
    nrt__count_after_take(count, now);
}

/* For the owner of a reference: is it the only one? If so, it has acquired the object. */
static inline bool nrt__count_is_one(const nrt__count *count) {
  return nrt__count_load_acquire(count) == 1;
}

#endif
