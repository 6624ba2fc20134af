/* loops.h - what is timed: loops of one shape, so that any of them can stand in a row of the table.
 *
 * A loop runs `rounds` times on `object`. Loops that call through pointers get what they call from
 * `calls`; the others ignore it.
 */
#ifndef NRT_BENCH_LOOPS_H
#define NRT_BENCH_LOOPS_H

#include <stddef.h>

#if defined(__GNUC__)
#define BENCH_API __attribute__((visibility("default")))
#else
#define BENCH_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bench_calls {
  void (*take)(void *object);
  void (*give)(void *object);
  void *(*make)(size_t size);
  size_t size; /* bytes of data */
} bench_calls;

typedef void bench_loop(const bench_calls *calls, void *object, size_t rounds);

/* One reference taken and given back. */
BENCH_API bench_loop bench_pair_plain;      /* ++ and --, inline */
BENCH_API bench_loop bench_pair_atomic;     /* two locked operations, inline: the limit */
BENCH_API bench_loop bench_pair_called;     /* calls->take, calls->give */
BENCH_API bench_loop bench_pair_direct;     /* NRT_incref, NRT_decref of the static library */
BENCH_API bench_loop bench_pair_shared_ptr; /* a copy of a std::shared_ptr, inline */
BENCH_API bench_loop bench_pair_lowered;    /* NRT_incref and NRT_decref after nrt-lower */
BENCH_API bench_loop bench_pair_lowered_single;

/* One object of calls->size bytes made and released. */
BENCH_API bench_loop bench_alloc_malloc; /* malloc and free of the data and six words: the limit */
BENCH_API bench_loop bench_alloc_called; /* calls->make, calls->give */
BENCH_API bench_loop
    bench_alloc_direct; /* NRT_MemInfo_alloc and NRT_decref of the static library */
BENCH_API bench_loop bench_alloc_make_shared;
BENCH_API bench_loop bench_alloc_shared_ptr; /* memory of malloc under a shared_ptr with deleter */

/* An object for the pair loops above that are not called: its first word counts to 1. */
BENCH_API void *bench_new_counter(void);
BENCH_API void *bench_new_shared_ptr(void);

/* Nanoseconds a round, when `threads` threads (1 or 2) run the loop at once, each on its object. 0
 * if they did not run beside each other all of the time, so that nothing was measured. */
BENCH_API double bench_time(bench_loop *loop, const bench_calls *calls, void *const *objects,
                            int threads, size_t rounds);

#ifdef __cplusplus
}
#endif

#endif
