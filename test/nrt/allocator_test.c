/* allocator_test.c - memory from elsewhere. */
#include "check.h"

static int mallocs, reallocs, frees;

static void *counting_malloc(size_t size) {
  mallocs++;
  return malloc(size);
}

static void *counting_realloc(void *block, size_t size) {
  reallocs++;
  return realloc(block, size);
}

static void counting_free(void *block) {
  frees++;
  free(block);
}

static void set_counting(void) {
  mallocs = reallocs = frees = 0;
  NRT_MemSys_set_allocator(counting_malloc, counting_realloc, counting_free);
}

static void set_allocator_is_used(void) {
  set_counting();
  NRT_decref(NRT_MemInfo_alloc(10));
  CHECK(mallocs == 1);
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize(10);
  CHECK(mallocs == 3);
  NRT_MemInfo_varsize_realloc(mi, 20);
  CHECK(reallocs == 1);
  NRT_decref(mi);
  nrt_debug_disable();
  CHECK(frees == mallocs);
}

static void plain_memory_comes_from_it(void) {
  set_counting();
  void *block = NRT_Reallocate(NRT_Allocate(10), 20);
  CHECK(mallocs == 1 && reallocs == 1);
  NRT_Free(block);
  CHECK(frees == 1);
}

/* Numba ends the process here. */
static void check_change_is_refused(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  set_counting();
  CHECK(error_mentions("blocks of the current allocator exist"));
  NRT_decref(NRT_MemInfo_alloc(10));
  CHECK(mallocs == 0);
  NRT_decref(mi);
  set_counting();
  CHECK(nrt_last_error()[0] == '\0');
  NRT_decref(NRT_MemInfo_alloc(10));
  CHECK(mallocs == 1);
}

static void change_with_blocks_is_refused_by_statistics(void) {
  nrt_stats_enable();
  check_change_is_refused();
}

static void change_with_blocks_is_refused_by_debugging(void) {
  nrt_debug_set_handler(NULL, NULL);
  CHECK(nrt_debug_enable("live") == 0);
  fprintf(stderr, "expected: ");
  check_change_is_refused();
}

static void same_allocator_again_is_no_change(void) {
  set_counting();
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  NRT_MemSys_set_allocator(counting_malloc, counting_realloc, counting_free);
  CHECK(nrt_last_error()[0] == '\0');
  NRT_decref(mi);
}

static void allocator_needs_all_functions(void) {
  NRT_MemSys_set_allocator(NULL, counting_realloc, counting_free);
  CHECK(error_mentions("all three"));
  NRT_MemSys_set_allocator(counting_malloc, NULL, counting_free);
  CHECK(error_mentions("all three"));
  NRT_MemSys_set_allocator(counting_malloc, counting_realloc, NULL);
  CHECK(error_mentions("all three"));
  NRT_decref(NRT_MemInfo_alloc(10));
}

/* What goes in and out of an external allocator. */
typedef struct ledger {
  int given;
  int taken;
} ledger;

static void *ledger_malloc(size_t size, void *opaque) {
  ((ledger *)opaque)->given++;
  return malloc(size);
}

static void *ledger_realloc(void *block, size_t size, void *opaque) {
  (void)opaque;
  return realloc(block, size);
}

static void ledger_free(void *block, void *opaque) {
  ((ledger *)opaque)->taken++;
  free(block);
}

/* R43 */
static void external_memory_goes_back_to_its_allocator(void) {
  ledger book = {0, 0};
  NRT_ExternalAllocator external = {ledger_malloc, ledger_realloc, ledger_free, &book};
  NRT_MemInfo *mi = NRT_MemInfo_alloc_external(10, &external);
  CHECK(NRT_MemInfo_external_allocator(mi) == &external);
  CHECK(book.given == 1 && book.taken == 0);
  NRT_decref(mi);
  CHECK(book.taken == 1);
  NRT_decref(NRT_MemInfo_alloc_safe_aligned_external(10, 256, &external));
  CHECK(book.given == 2 && book.taken == 2);
}

static void external_init_frees_through_the_allocator(void) {
  ledger book = {0, 0};
  NRT_ExternalAllocator external = {ledger_malloc, ledger_realloc, ledger_free, &book};
  NRT_MemInfo *mi = NRT_Allocate_External(sizeof(fields), &external);
  NRT_MemInfo_init(mi, NULL, 0, NULL, NULL, &external);
  NRT_decref(mi);
  CHECK(book.given == 1 && book.taken == 1);
}

static void null_external_is_the_current_allocator(void) {
  NRT_decref(NRT_MemInfo_alloc_external(10, NULL));
  NRT_decref(NRT_MemInfo_alloc_safe_aligned_external(10, 8, NULL));
  NRT_Free(NRT_Allocate_External(10, NULL));
}

static void sample_allocator_knows_its_tag(void) {
  NRT_ExternalAllocator sample = *_nrt_get_sample_external_allocator();
  NRT_MemInfo *mi = NRT_MemInfo_alloc_external(10, &sample);
  CHECK(mi != NULL);
  NRT_decref(mi);
  void *block = sample.realloc(sample.malloc(4, sample.opaque_data), 8, sample.opaque_data);
  CHECK(block != NULL);
  sample.free(block, sample.opaque_data);
  sample.opaque_data = NULL;
  CHECK(NRT_MemInfo_alloc_external(10, &sample) == NULL);
}

const test allocator_tests[] = {
    TEST(set_allocator_is_used),
    TEST(plain_memory_comes_from_it),
    SWITCHING_TEST(change_with_blocks_is_refused_by_statistics),
    SWITCHING_TEST(change_with_blocks_is_refused_by_debugging),
    TEST(same_allocator_again_is_no_change),
    SWITCHING_TEST(allocator_needs_all_functions),
    TEST(external_memory_goes_back_to_its_allocator),
    TEST(external_init_frees_through_the_allocator),
    TEST(null_external_is_the_current_allocator),
    TEST(sample_allocator_knows_its_tag),
    END_OF_TESTS,
};
