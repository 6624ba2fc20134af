/* failure_test.c - fails each allocation in turn.
 *
 * The program is linked so that every allocation of the runtime, whether for the program, for the
 * statistics or for debugging, goes through the functions below. A scenario is run again and again,
 * with the first, the second, ... allocation failing, until it gets through without a failure.
 * After each run no block may be left, and the counters must balance.
 */
#include <pthread.h>

#include "check.h"

static int failures;
static unsigned until_failure; /* allocations that still succeed; 0: none fails any more */
static bool failed;            /* one was made to fail in this run */
static long blocks;            /* allocated and not freed */

void check_failed(const char *file, int line, const char *condition) {
  fprintf(stderr, "%s:%d: failed: %s\n", file, line, condition);
  failures++;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t align, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t align, size_t size);
void __wrap_free(void *block);

static bool fails_now(void) {
  if (until_failure == 0 || --until_failure > 0)
    return false;
  failed = true;
  return true;
}

static void *counted(void *block) {
  blocks += block != NULL;
  return block;
}

void *__wrap_malloc(size_t size) {
  return fails_now() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size) {
  return fails_now() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size) {
  if (fails_now())
    return NULL;
  void *moved = __real_realloc(block, size);
  return block == NULL ? counted(moved) : moved;
}

void *__wrap_aligned_alloc(size_t align, size_t size) {
  return fails_now() ? NULL : counted(__real_aligned_alloc(align, size));
}

void __wrap_free(void *block) {
  blocks -= block != NULL;
  __real_free(block);
}

/* ---- Scenarios: everything that allocates, each result used or known to be missing ---------- */

static void use(NRT_MemInfo *mi, size_t size) {
  if (mi == NULL)
    return;
  memset(NRT_MemInfo_data(mi), 1, size);
  NRT_incref(mi);
  NRT_decref(mi);
  NRT_decref(mi);
}

static void no_dtor(void *data, size_t size, void *info) {
  (void)data, (void)size, (void)info;
}

static void fixed_objects(void) {
  use(NRT_MemInfo_alloc(10), 10);
  use(NRT_MemInfo_alloc_safe(10), 10);
  use(NRT_MemInfo_alloc_dtor(10, no_dtor), 10);
  use(NRT_MemInfo_alloc_dtor_safe(10, no_dtor), 10);
  use(NRT_MemInfo_alloc_aligned(10, 64), 10);
  use(NRT_MemInfo_alloc_safe_aligned(10, 64), 10);
  use(NRT_MemInfo_alloc_external(10, _nrt_get_sample_external_allocator()), 10);
}

static void outside_objects(void) {
  char data[10];
  dtor_calls calls = {0};
  NRT_MemInfo *mi = NRT_MemInfo_new(data, sizeof data, count_dtor, &calls);
  bool got_one = mi != NULL;
  use(mi, sizeof data);
  CHECK(calls.count == (got_one ? 1 : 0));
  use(NRT_get_api()->manage_memory(data, NULL), sizeof data);
}

static void varsize_objects(void) {
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize_dtor(10, no_dtor);
  if (mi == NULL)
    return;
  memcpy(NRT_MemInfo_data(mi), "123456789", 10);
  void *moved = NRT_MemInfo_varsize_realloc(mi, 5000);
  CHECK(NRT_MemInfo_size(mi) == (moved != NULL ? 5000 : 10));
  CHECK(memcmp(NRT_MemInfo_data(mi), "123456789", 10) == 0);
  void *old = NRT_MemInfo_data(mi);
  if (NRT_MemInfo_varsize_alloc(mi, 20) != NULL)
    NRT_MemInfo_varsize_free(mi, old);
  else
    CHECK(NRT_MemInfo_data(mi) == old);
  NRT_decref(mi);
}

static void plain_memory(void) {
  void *block = NRT_Allocate(10);
  void *moved = NRT_Reallocate(block, 1000);
  NRT_Free(moved != NULL ? moved : block);
  NRT_Free(NRT_Reallocate(NULL, 5));
}

static void everything(void) {
  fixed_objects();
  outside_objects();
  varsize_objects();
  plain_memory();
}

static void with_statistics(void) {
  nrt_stats_enable();
  everything();
}

static void with_debugging(void) {
  nrt_stats_enable();
  if (nrt_debug_enable("live,poison,check,quarantine=2") == 0)
    everything();
  CHECK(nrt_debug_live(NULL, 0) == 0);
}

/* The report itself needs memory, for a copy of the list. Without addresses: libc allocates their
 * names out of sight, and the runtime frees them. */
static void reporting(void) {
  char line[80] = "";
  FILE *out = tmpfile();
  if (nrt_debug_enable("live,depth=0") == 0) {
    NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
    nrt_debug_report(out);
    rewind(out);
    CHECK(fgets(line, sizeof line, out) != NULL && strncmp(line, "NRT: ", 5) == 0);
    use(mi, 10);
  }
  fclose(out);
}

void count_dtor(void *data, size_t size, void *info) {
  (void)data, (void)size;
  ((dtor_calls *)info)->count++;
}

/* ---- Running them --------------------------------------------------------------------------- */

static void check_clean(void) {
  nrt_stats stats;
  nrt_stats_init(&stats);
  nrt_stats_get(&stats);
  CHECK(stats.alloc == stats.free && stats.mi_alloc == stats.mi_free);
}

/* A thread of its own, so that statistics look for a slot each time. */
static void *run_scenario(void *argument) {
  void (**scenario)(void) = argument;
  (*scenario)();
  check_clean();
  nrt_debug_disable();
  NRT_MemSys_init();
  return NULL;
}

static bool run_with_failure(void (*scenario)(void), unsigned which) {
  pthread_t thread;
  until_failure = which;
  failed = false;
  if (pthread_create(&thread, NULL, run_scenario, &scenario) != 0)
    abort();
  pthread_join(thread, NULL);
  until_failure = 0;
  return failed;
}

static unsigned run_all(void (*scenario)(void)) {
  unsigned which = 1;
  long before = blocks;
  while (run_with_failure(scenario, which)) {
    CHECK(blocks == before);
    which++;
  }
  CHECK(blocks == before);
  return which - 1;
}

static void one_counted_object(void) {
  nrt_stats_enable();
  use(NRT_MemInfo_alloc(10), 10);
}

/* The slot of the first thread that counts is the second allocation. When it fails that count is
 * made without one, and the next count tries again. A slot is kept for later threads: the only
 * block that ever stays. */
static void fail_the_slot(void) {
  CHECK(run_with_failure(one_counted_object, 2));
  CHECK(blocks == 1);
}

static const struct {
  const char *name;
  void (*run)(void);
  unsigned at_least; /* allocations that fail in turn */
} scenarios[] = {{"nothing switched on", everything, 16},
                 {"statistics", with_statistics, 16},
                 {"debugging", with_debugging, 20},
                 {"report", reporting, 3}};

int main(void) {
  fail_the_slot();
  for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
    unsigned tried = run_all(scenarios[i].run);
    printf("%s: failed each of %u allocations\n", scenarios[i].name, tried);
    CHECK(tried >= scenarios[i].at_least);
  }
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
