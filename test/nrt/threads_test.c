/* threads_test.c - what only several threads can show: threads_test [SCALE].
 *
 * A thread sanitizer looks for races while these run; the programs themselves check that each
 * object is destroyed exactly once, that its destructor saw what every thread did, and that sums
 * are exact.
 */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "check.h"

static atomic_int failures;
static unsigned scale = 1;

void check_failed(const char *file, int line, const char *condition) {
  fprintf(stderr, "%s:%d: failed: %s\n", file, line, condition);
  atomic_fetch_add(&failures, 1);
}

enum { THREADS = 4 };

/* Runs `body` on `count` threads, each with its number. */
static void run_threads(void *(*body)(void *), int count) {
  pthread_t threads[THREADS];
  for (int i = 0; i < count; i++)
    if (pthread_create(&threads[i], NULL, body, (void *)(intptr_t)i) != 0)
      abort();
  for (int i = 0; i < count; i++)
    pthread_join(threads[i], NULL);
}

/* ---- R40: the destructor sees the writes of all owners -------------------------------------- */

typedef struct notes {
  int written[2]; /* by thread 0 and by thread 1, each before its decref */
} notes;

static NRT_MemInfo *noted;
static pthread_barrier_t barrier;
static atomic_int note_dtors;

static void check_notes(void *data, size_t size, void *info) {
  (void)size, (void)info;
  const notes *self = data;
  CHECK(self->written[0] == 1 && self->written[1] == 2);
  atomic_fetch_add_explicit(&note_dtors, 1, memory_order_relaxed);
}

static void *write_and_release(void *argument) {
  intptr_t me = (intptr_t)argument;
  unsigned rounds = 500 * scale;
  for (unsigned i = 0; i < rounds; i++) {
    if (me == 0) {
      noted = NRT_MemInfo_alloc_dtor(sizeof(notes), check_notes);
      NRT_incref(noted);
    }
    pthread_barrier_wait(&barrier);
    NRT_MemInfo *mi = noted;
    ((notes *)NRT_MemInfo_data(mi))->written[me] = (int)me + 1;
    NRT_decref(mi);
    pthread_barrier_wait(&barrier);
  }
  return NULL;
}

static void destructor_sees_all_writes(void) {
  atomic_store(&note_dtors, 0);
  pthread_barrier_init(&barrier, NULL, 2);
  run_threads(write_and_release, 2);
  pthread_barrier_destroy(&barrier);
  CHECK((unsigned)atomic_load(&note_dtors) == 500 * scale);
}

/* ---- References wander between threads through mailboxes ------------------------------------ */

enum { BOXES = 8 };
static _Atomic(NRT_MemInfo *) box[BOXES];
static atomic_uint made, destroyed;

static void count_destroyed(void *data, size_t size, void *info) {
  (void)info;
  CHECK(size == sizeof(unsigned) && *(unsigned *)data == 0xC0FFEE);
  *(unsigned *)data = 0;
  atomic_fetch_add_explicit(&destroyed, 1, memory_order_relaxed);
}

static unsigned next_random(unsigned *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 16;
}

static NRT_MemInfo *make_parcel(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc_dtor(sizeof(unsigned), count_destroyed);
  *(unsigned *)NRT_MemInfo_data(mi) = 0xC0FFEE;
  atomic_fetch_add_explicit(&made, 1, memory_order_relaxed);
  return mi;
}

/* Put one reference in, take what was there out: it is ours now, whoever put it in. */
static void post(NRT_MemInfo *mi, unsigned where) {
  NRT_decref(atomic_exchange_explicit(&box[where % BOXES], mi, memory_order_acq_rel));
}

static void *wander(void *argument) {
  unsigned state = (unsigned)(intptr_t)argument + 1;
  NRT_MemInfo *mine = make_parcel();
  for (unsigned i = 0; i < 20000 * scale; i++) {
    unsigned dice = next_random(&state);
    if (dice % 4 == 0) {
      NRT_decref(mine);
      mine = make_parcel();
    }
    NRT_incref(mine);
    post(mine, dice >> 3);
  }
  NRT_decref(mine);
  return NULL;
}

static void references_wander_between_threads(void) {
  atomic_store(&made, 0);
  atomic_store(&destroyed, 0);
  run_threads(wander, THREADS);
  for (unsigned i = 0; i < BOXES; i++)
    post(NULL, i);
  CHECK(atomic_load(&made) > 1000 && atomic_load(&made) == atomic_load(&destroyed));
}

/* ---- All threads count one object ----------------------------------------------------------- */

static NRT_MemInfo *common;

static void *count_common(void *argument) {
  (void)argument;
  for (unsigned i = 0; i < 20000 * scale; i++) {
    NRT_incref(common);
    NRT_decref(common);
  }
  NRT_decref(common);
  return NULL;
}

static void common_object_is_destroyed_once(void) {
  atomic_store(&destroyed, 0);
  common = make_parcel();
  for (int i = 0; i < THREADS; i++)
    NRT_incref(common);
  run_threads(count_common, THREADS);
  CHECK(atomic_load(&destroyed) == 0 && NRT_MemInfo_refcount(common) == 1);
  NRT_decref(common);
  CHECK(atomic_load(&destroyed) == 1);
}

/* ---- Each thread has its own queue of deferred destructions --------------------------------- */

static void release_next(void *data, size_t size, void *info) {
  (void)size, (void)info;
  NRT_decref(*(NRT_MemInfo **)data);
  atomic_fetch_add_explicit(&destroyed, 1, memory_order_relaxed);
}

static void *destroy_chain(void *argument) {
  (void)argument;
  NRT_MemInfo *head = NULL;
  for (unsigned i = 0; i < 5000 * scale; i++) {
    NRT_MemInfo *mi = NRT_MemInfo_alloc_dtor(sizeof head, release_next);
    *(NRT_MemInfo **)NRT_MemInfo_data(mi) = head;
    head = mi;
  }
  NRT_decref(head);
  return NULL;
}

static void chains_die_on_all_threads_at_once(void) {
  atomic_store(&destroyed, 0);
  run_threads(destroy_chain, THREADS);
  CHECK(atomic_load(&destroyed) == THREADS * 5000 * scale);
}

/* ---- Statistics, errors, and switching while others run ------------------------------------- */

static void *allocate_and_release(void *argument) {
  (void)argument;
  for (unsigned i = 0; i < 1000 * scale; i++)
    NRT_decref(NRT_MemInfo_alloc(i % 100));
  return NULL;
}

/* More threads one after the other than slots at a time. */
static void sums_over_threads_are_exact(void) {
  nrt_stats stats;
  nrt_stats_enable();
  nrt_stats_reset();
  for (int i = 0; i < 5; i++)
    run_threads(allocate_and_release, THREADS);
  nrt_stats_init(&stats);
  nrt_stats_get(&stats);
  uint64_t expected = UINT64_C(5) * THREADS * 1000 * scale;
  CHECK(stats.alloc == expected && stats.free == expected);
  CHECK(stats.mi_alloc == expected && stats.mi_free == expected);
  nrt_stats_disable();
}

static void *make_error(void *argument) {
  char expected[40];
  size_t impossible = SIZE_MAX - (size_t)(intptr_t)argument;
  snprintf(expected, sizeof expected, "%zu bytes", impossible);
  for (unsigned i = 0; i < 1000 * scale; i++) {
    CHECK(NRT_Allocate(impossible) == NULL);
    CHECK(strstr(nrt_last_error(), expected) != NULL);
  }
  return NULL;
}

static void errors_belong_to_their_thread(void) {
  run_threads(make_error, THREADS);
  CHECK(nrt_last_error()[0] == '\0');
}

static atomic_bool stop;

static void *switch_things(void *argument) {
  nrt_live_object object;
  (void)argument;
  while (!atomic_load(&stop)) {
    nrt_stats_enable();
    CHECK(nrt_debug_enable("live,poison,check,quarantine=5") == 0);
    nrt_debug_live(&object, 1);
    NRT_MemSys_get_stats_alloc();
    sched_yield();
    nrt_debug_disable();
    nrt_stats_reset();
    nrt_stats_disable();
  }
  return NULL;
}

static void everything_may_be_switched_while_threads_run(void) {
  pthread_t switcher;
  atomic_store(&stop, false);
  if (pthread_create(&switcher, NULL, switch_things, NULL) != 0)
    abort();
  references_wander_between_threads();
  atomic_store(&stop, true);
  pthread_join(switcher, NULL);
}

static void with_debugging(void (*body)(void)) {
  CHECK(nrt_debug_enable("live,poison,check,quarantine=100,depth=4") == 0);
  body();
  CHECK(nrt_debug_live(NULL, 0) == 0);
  nrt_debug_disable();
}

int main(int argc, char **argv) {
  if (argc > 1)
    scale = (unsigned)strtoul(argv[1], NULL, 10);
  destructor_sees_all_writes();
  references_wander_between_threads();
  common_object_is_destroyed_once();
  chains_die_on_all_threads_at_once();
  sums_over_threads_are_exact();
  errors_belong_to_their_thread();
  with_debugging(destructor_sees_all_writes);
  with_debugging(common_object_is_destroyed_once);
  everything_may_be_switched_while_threads_run();
  printf("%d failures\n", atomic_load(&failures));
  return atomic_load(&failures) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
