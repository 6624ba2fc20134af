/* Several threads add modules to one JIT, each other's functions awaited in slots, and run them at
 * the same time; one more thread calls through slots while they are being patched. Then each thread
 * has a JIT of its own, and they compile at the same time. For ThreadSanitizer. */
#include <pthread.h>
#include <stdatomic.h>

#include <nrt/nrt.h>

#include "jit_check.h"

enum { THREADS = 2, ROUNDS = 12 };

static refprune_jit *shared_jit;
static atomic_int wrong_results;
static atomic_bool finished;

static void require(bool condition) {
  if (!condition)
    atomic_fetch_add(&wrong_results, 1);
}

static bool add_numbered(refprune_jit *jit, const char *self, const char *other, int at_zero) {
  LLVMErrorRef error = add_countdown(jit, self, other, at_zero);
  if (error)
    LLVMConsumeError(error);
  return !error;
}

static int32_t call(refprune_jit *jit, const char *name, int32_t argument) {
  uint64_t address = 0;
  LLVMErrorRef error = refprune_jit_lookup(jit, name, &address);
  if (error) {
    LLVMConsumeError(error);
    return -1;
  }
  return ((status_of_int)(uintptr_t)address)(argument);
}

/* Each thread adds one half of a pair per round, and calls it; the thread whose half comes second
 * sees the whole. */
static void *add_halves(void *context) {
  int half = *(const int *)context;
  for (int round = 0; round < ROUNDS; round++) {
    char self[32], other[32];
    snprintf(self, sizeof self, "half%d_%d", half, round);
    snprintf(other, sizeof other, "half%d_%d", 1 - half, round);
    require(add_numbered(shared_jit, self, other, half));
    int32_t result = call(shared_jit, self, 5);
    require(result == 1 - half || result == 1); /* 1: the other half is not there yet */
  }
  return NULL;
}

static void *call_slots(void *context) {
  status_of_int function = *(status_of_int *)context;
  int32_t result = 1;
  while (!atomic_load(&finished))
    result = function(1);
  require(function(1) == 0 && (result == 0 || result == 1));
  return NULL;
}

static void check_pairs(void) {
  for (int round = 0; round < ROUNDS; round++) {
    char name[32];
    snprintf(name, sizeof name, "half0_%d", round);
    CHECK(call(shared_jit, name, 6) == 0 && call(shared_jit, name, 7) == 1);
    snprintf(name, sizeof name, "half1_%d", round);
    CHECK(call(shared_jit, name, 6) == 1 && call(shared_jit, name, 7) == 0);
  }
}

static void run_threads(void) {
  static const int halves[THREADS] = {0, 1};
  pthread_t threads[THREADS], caller;
  status_of_int function = find_status(shared_jit, "early");
  pthread_create(&caller, NULL, call_slots, &function);
  for (int i = 0; i < THREADS; i++)
    pthread_create(&threads[i], NULL, add_halves, (void *)(uintptr_t)&halves[i]);
  for (int i = 0; i < THREADS; i++)
    pthread_join(threads[i], NULL);
  CHECK(add_numbered(shared_jit, "late", "early", 0));
  atomic_store(&finished, true);
  pthread_join(caller, NULL);
}

/* ---- a JIT for each thread ---- */

static void *use_own_jit(void *context) {
  (void)context;
  refprune_jit *jit;
  LLVMErrorRef error = refprune_jit_create(&jit, NULL);
  require(!error);
  for (int round = 0; jit && round < ROUNDS; round++) {
    char even[32], odd[32];
    snprintf(even, sizeof even, "even%d", round);
    snprintf(odd, sizeof odd, "odd%d", round);
    require(add_numbered(jit, even, odd, 1) && add_numbered(jit, odd, even, 0));
    require(call(jit, even, 10) == 1 && call(jit, odd, 10) == 0);
  }
  error = refprune_jit_dispose(jit);
  require(!error);
  return NULL;
}

static void run_own_jits(void) {
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&threads[i], NULL, use_own_jit, NULL);
  for (int i = 0; i < THREADS; i++)
    pthread_join(threads[i], NULL);
}

int main(void) {
  CHECK_WORKS(refprune_jit_create(&shared_jit, NULL));
  CHECK(add_numbered(shared_jit, "early", "late", 1));
  run_threads();
  check_pairs();
  run_own_jits();
  CHECK(atomic_load(&wrong_results) == 0);
  const char *unused[1];
  CHECK(refprune_jit_slots(shared_jit, REFPRUNE_JIT_PENDING, unused, 1) == 0);
  CHECK(refprune_jit_slots(shared_jit, REFPRUNE_JIT_RESOLVED, unused, 1) == 2 * ROUNDS + 2);
  CHECK_WORKS(refprune_jit_dispose(shared_jit));
  return finish_checks();
}
