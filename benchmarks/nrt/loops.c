/* loops.c - the loops in C, and the clock. */
#define _POSIX_C_SOURCE 200809L

#include "loops.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <nrt/nrt.h>

/* The compiler may not look through an address that has been here. */
static void *hide(void *address) {
  void *volatile hidden = address;
  return hidden;
}

void bench_pair_plain(const bench_calls *calls, void *object, size_t rounds) {
  volatile size_t *count = object;
  (void)calls;
  for (size_t i = 0; i < rounds; i++) {
    *count = *count + 1;
    *count = *count - 1;
    if (*count == 0)
      abort();
  }
}

/* The least that a thread-safe pair can be: the orders of the protocol, and the test for the end.
 */
void bench_pair_atomic(const bench_calls *calls, void *object, size_t rounds) {
  _Atomic(size_t) *count = object;
  (void)calls;
  for (size_t i = 0; i < rounds; i++) {
    atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
    if (atomic_fetch_sub_explicit(count, 1, memory_order_release) == 1)
      abort();
  }
}

void bench_pair_called(const bench_calls *calls, void *object, size_t rounds) {
  for (size_t i = 0; i < rounds; i++) {
    calls->take(object);
    calls->give(object);
  }
}

void bench_pair_direct(const bench_calls *calls, void *object, size_t rounds) {
  (void)calls;
  for (size_t i = 0; i < rounds; i++) {
    NRT_incref(object);
    NRT_decref(object);
  }
}

enum { HEADER = 6 * sizeof(void *) };

void bench_alloc_malloc(const bench_calls *calls, void *object, size_t rounds) {
  (void)object;
  for (size_t i = 0; i < rounds; i++)
    free(hide(malloc(HEADER + calls->size)));
}

void bench_alloc_called(const bench_calls *calls, void *object, size_t rounds) {
  (void)object;
  for (size_t i = 0; i < rounds; i++)
    calls->give(hide(calls->make(calls->size)));
}

void bench_alloc_direct(const bench_calls *calls, void *object, size_t rounds) {
  (void)object;
  for (size_t i = 0; i < rounds; i++)
    NRT_decref(hide(NRT_MemInfo_alloc(calls->size)));
}

/* Apart from everything else, also from the lines that processors fetch along. */
void *bench_new_counter(void) {
  size_t *counter = aligned_alloc(256, 256);
  if (counter == NULL)
    abort();
  memset(counter, 0, 256);
  *counter = 1;
  return counter;
}

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

typedef struct job {
  bench_loop *loop;
  const bench_calls *calls;
  void *object;
  size_t rounds;
  pthread_barrier_t *start;
  double begin;
  double end;
  double processor; /* time that the thread ran */
} job;

static void *run_job(void *argument) {
  job *self = argument;
  self->loop(self->calls, self->object, self->rounds / 16);
  pthread_barrier_wait(self->start);
  double processor = now(CLOCK_THREAD_CPUTIME_ID);
  self->begin = now(CLOCK_MONOTONIC);
  self->loop(self->calls, self->object, self->rounds);
  self->end = now(CLOCK_MONOTONIC);
  self->processor = now(CLOCK_THREAD_CPUTIME_ID) - processor;
  return NULL;
}

static double least(double left, double right) {
  return left < right ? left : right;
}

static double most(double left, double right) {
  return left > right ? left : right;
}

/* The slower thread's time, if each had a processor for nearly all of it, and nearly all of it was
 * spent beside the other. */
static double judge(const job *jobs, int threads) {
  const job *first = &jobs[0], *last = &jobs[threads - 1];
  for (int i = 0; i < threads; i++)
    if (jobs[i].processor < 0.95 * (jobs[i].end - jobs[i].begin))
      return 0;
  double slowest = most(first->end - first->begin, last->end - last->begin);
  double together = least(first->end, last->end) - most(first->begin, last->begin);
  return together < 0.9 * slowest ? 0 : slowest / (double)first->rounds;
}

/* Always on threads of its own: std::shared_ptr counts without atomics as long as there never was a
 * second thread. */
double bench_time(bench_loop *loop, const bench_calls *calls, void *const *objects, int threads,
                  size_t rounds) {
  pthread_t thread[2];
  job jobs[2];
  pthread_barrier_t start;
  pthread_barrier_init(&start, NULL, (unsigned)threads);
  for (int i = 0; i < threads; i++) {
    jobs[i] = (job){loop, calls, objects[i], rounds, &start, 0, 0, 0};
    if (pthread_create(&thread[i], NULL, run_job, &jobs[i]) != 0)
      abort();
  }
  for (int i = 0; i < threads; i++)
    pthread_join(thread[i], NULL);
  pthread_barrier_destroy(&start);
  return judge(jobs, threads);
}
