/* varsize_test.c - objects whose data can be moved. */
#include "check.h"

static dtor_calls latest;

static void note_dtor(void *data, size_t size, void *info) {
  CHECK(info == NULL);
  count_dtor(data, size, &latest);
}

static void data_is_freed_with_the_object(void) {
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize(100);
  CHECK(NRT_MemInfo_size(mi) == 100);
  memset(NRT_MemInfo_data(mi), 1, 100);
  NRT_decref(mi);
}

static void element_dtor_runs_before_the_data_is_freed(void) {
  latest = (dtor_calls){0};
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize_dtor(32, note_dtor);
  void *data = NRT_MemInfo_data(mi);
  NRT_decref(mi);
  CHECK(latest.count == 1 && latest.data == data && latest.size == 32);
}

static void realloc_keeps_the_contents(void) {
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize(10);
  memcpy(NRT_MemInfo_data(mi), "123456789", 10);
  void *moved = NRT_MemInfo_varsize_realloc(mi, 100000);
  CHECK(moved != NULL && moved == NRT_MemInfo_data(mi));
  CHECK(NRT_MemInfo_size(mi) == 100000);
  CHECK(memcmp(moved, "123456789", 10) == 0);
  CHECK(NRT_MemInfo_varsize_realloc(mi, 4) == NRT_MemInfo_data(mi));
  CHECK(memcmp(NRT_MemInfo_data(mi), "1234", 4) == 0);
  NRT_decref(mi);
}

/* realloc(block, 0) of libc would free it and return NULL. */
static void realloc_to_nothing_keeps_a_block(void) {
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize(10);
  CHECK(NRT_MemInfo_varsize_realloc(mi, 0) != NULL);
  CHECK(NRT_MemInfo_size(mi) == 0);
  NRT_decref(mi);
}

/* R41 */
static void failed_realloc_keeps_the_old_block(void) {
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize(10);
  void *data = NRT_MemInfo_data(mi);
  memcpy(data, "123456789", 10);
  CHECK(NRT_MemInfo_varsize_realloc(mi, SIZE_MAX) == NULL);
  CHECK(error_mentions("more than memory can hold"));
  CHECK(NRT_MemInfo_varsize_alloc(mi, SIZE_MAX) == NULL);
  CHECK(error_mentions("more than memory can hold"));
  CHECK(NRT_MemInfo_data(mi) == data && NRT_MemInfo_size(mi) == 10);
  CHECK(memcmp(data, "123456789", 10) == 0);
  NRT_decref(mi);
}

/* How Numba's lists grow: new block, copy, free the old one. */
static void alloc_leaves_the_old_block_to_the_caller(void) {
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize(4);
  void *old = NRT_MemInfo_data(mi);
  void *fresh = NRT_MemInfo_varsize_alloc(mi, 8);
  CHECK(fresh != NULL && fresh != old && NRT_MemInfo_data(mi) == fresh);
  memcpy(fresh, old, 4);
  NRT_MemInfo_varsize_free(mi, old);
  CHECK(NRT_MemInfo_data(mi) == fresh && NRT_MemInfo_size(mi) == 8);
  NRT_decref(mi);
}

static void data_can_be_freed_early(void) {
  latest = (dtor_calls){0};
  NRT_MemInfo *mi = NRT_MemInfo_new_varsize_dtor(32, note_dtor);
  NRT_MemInfo_varsize_free(mi, NRT_MemInfo_data(mi));
  CHECK(NRT_MemInfo_data(mi) == NULL);
  CHECK(NRT_MemInfo_refcount(mi) == 1);
  NRT_decref(mi);
  CHECK(latest.count == 0);
}

/* Numba ends the process here. */
static void fixed_blocks_are_left_alone(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  void *data = NRT_MemInfo_data(mi);
  CHECK(NRT_MemInfo_varsize_realloc(mi, 20) == NULL);
  CHECK(error_mentions("NRT_MemInfo_varsize_realloc: the object was not made by"));
  CHECK(NRT_MemInfo_varsize_alloc(mi, 20) == NULL);
  CHECK(error_mentions("NRT_MemInfo_varsize_alloc"));
  NRT_MemInfo_varsize_free(mi, data);
  CHECK(error_mentions("NRT_MemInfo_varsize_free"));
  CHECK(NRT_MemInfo_varsize_alloc(NULL, 20) == NULL);
  CHECK(error_mentions("NRT_MemInfo_varsize_alloc"));
  CHECK(NRT_MemInfo_data(mi) == data && NRT_MemInfo_size(mi) == 10);
  NRT_decref(mi);
}

const test varsize_tests[] = {
    TEST(data_is_freed_with_the_object),
    TEST(element_dtor_runs_before_the_data_is_freed),
    TEST(realloc_keeps_the_contents),
    TEST(realloc_to_nothing_keeps_a_block),
    TEST(failed_realloc_keeps_the_old_block),
    TEST(alloc_leaves_the_old_block_to_the_caller),
    TEST(data_can_be_freed_early),
    SWITCHING_TEST(fixed_blocks_are_left_alone),
    END_OF_TESTS,
};
