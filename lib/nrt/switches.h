/* switches.h - one word that says what is on, so that all that is off costs one predictable branch.
 *
 * The word starts with UNREAD set: the first allocation goes the slow way, reads NRT_DEBUG and
 * clears it. That is how the environment counts before main without a constructor, and why nothing
 * needs an initialisation call.
 */
#ifndef NRT_SWITCHES_H
#define NRT_SWITCHES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h> /* for __GLIBC__, which the compiler's own headers do not define */

#if defined(__GNUC__)
#define nrt__unlikely(condition) __builtin_expect(!!(condition), 0)
#define nrt__noinline __attribute__((noinline))
#define nrt__always_inline inline __attribute__((always_inline))
#else
#define nrt__unlikely(condition) (condition)
#define nrt__noinline
#define nrt__always_inline inline
#endif

/* A few words of thread-local storage that are reached without a call. The C library reserves some
 * for libraries that are loaded late; others may refuse to load them, so only where it is known to.
 */
#if defined(__GNUC__) && defined(__GLIBC__)
#define nrt__near_tls __attribute__((tls_model("initial-exec")))
#else
#define nrt__near_tls
#endif

enum {
  NRT__UNREAD = 1u << 0,
  NRT__STATS = 1u << 1,
  NRT__SHUTDOWN = 1u << 2,
  NRT__LIVE = 1u << 3,
  NRT__REPORT = 1u << 4,
  NRT__POISON = 1u << 5,
  NRT__CHECK = 1u << 6,
  NRT__TRACE = 1u << 7,
  NRT__STOP = 1u << 8,

  NRT__DEBUG = NRT__LIVE | NRT__REPORT | NRT__POISON | NRT__CHECK | NRT__TRACE | NRT__STOP,
  /* What makes each kind of event take the slow way. */
  NRT__WATCH_BLOCKS = NRT__UNREAD | NRT__STATS | NRT__POISON,
  NRT__WATCH_OBJECTS = NRT__UNREAD | NRT__STATS | NRT__LIVE,
  NRT__WATCH_COUNTS = NRT__CHECK | NRT__TRACE,
};

extern _Atomic(unsigned) nrt__switches;

/* Relaxed: a switch orders nothing; a thread that sees it late has only missed events. */
static inline bool nrt__on(unsigned any_of) {
  return nrt__unlikely(atomic_load_explicit(&nrt__switches, memory_order_relaxed) & any_of);
}

void nrt__switch_on(unsigned switches);
void nrt__switch_off(unsigned switches);

/* Takes NRT_DEBUG into account; afterwards UNREAD is off. */
void nrt__read_environment(void);

#endif
