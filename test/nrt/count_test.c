/* count_test.c - each row of the protocol of lib/nrt/count.h. */
#include "check.h"

static void set_count(NRT_MemInfo *mi, size_t count) {
  ((fields *)mi)->refct = count;
}

static size_t raw_count(const NRT_MemInfo *mi) {
  return ((const fields *)mi)->refct;
}

/* Brings a count that a test has bent back to one reference, and gives that back. */
static void free_bent(NRT_MemInfo *mi) {
  set_count(mi, 1);
  NRT_decref(mi);
}

static void new_object_has_one_reference(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc(8);
  CHECK(NRT_MemInfo_refcount(mi) == 1);
  CHECK(raw_count(mi) == 1);
  NRT_decref(mi);
}

static void null_is_ignored(void) {
  NRT_incref(NULL);
  NRT_decref(NULL);
  NRT_MemInfo_acquire(NULL);
  NRT_MemInfo_release(NULL);
  CHECK(NRT_MemInfo_refcount(NULL) == (size_t)-1);
}

static void references_add_up(void) {
  dtor_calls calls = {0};
  NRT_MemInfo *mi = NRT_MemInfo_new(NULL, 0, count_dtor, &calls);
  NRT_incref(mi);
  NRT_MemInfo_acquire(mi);
  CHECK(NRT_MemInfo_refcount(mi) == 3);
  NRT_decref(mi);
  NRT_MemInfo_release(mi);
  CHECK(NRT_MemInfo_refcount(mi) == 1);
  CHECK(calls.count == 0);
  NRT_decref(mi);
  CHECK(calls.count == 1);
}

/* R39: what numba/numba#9393 lost without atomics. */
static void last_decref_runs_the_destructor_once(void) {
  dtor_calls calls = {0};
  NRT_MemInfo *mi = NRT_MemInfo_new(NULL, 0, count_dtor, &calls);
  NRT_incref(mi);
  NRT_decref(mi);
  CHECK(calls.count == 0);
  NRT_decref(mi);
  CHECK(calls.count == 1);
}

static void largest_live_count_is_exact(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc(8);
  set_count(mi, SIZE_MAX / 2 - 1);
  NRT_incref(mi);
  CHECK(NRT_MemInfo_refcount(mi) == SIZE_MAX / 2);
  NRT_decref(mi);
  CHECK(NRT_MemInfo_refcount(mi) == SIZE_MAX / 2 - 1);
  free_bent(mi);
}

static void overflow_saturates(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc(8);
  set_count(mi, SIZE_MAX / 2);
  NRT_incref(mi);
  size_t saturated = raw_count(mi);
  CHECK(saturated > SIZE_MAX / 2);
  for (int i = 0; i < 1000; i++)
    NRT_incref(mi);
  CHECK(raw_count(mi) == saturated);
  for (int i = 0; i < 5000; i++)
    NRT_decref(mi);
  CHECK(raw_count(mi) == saturated);
  CHECK(NRT_MemInfo_refcount(mi) == saturated);
  free_bent(mi);
}

static void saturated_object_is_never_destroyed(void) {
  dtor_calls calls = {0};
  NRT_MemInfo *mi = NRT_MemInfo_new(NULL, 0, count_dtor, &calls);
  set_count(mi, SIZE_MAX / 2 + 3);
  NRT_decref(mi);
  CHECK(calls.count == 0);
  CHECK(raw_count(mi) > SIZE_MAX / 2 + 1000000);
  free_bent(mi);
}

/* Among them the value below zero, from which a step up leads to zero. */
static void dead_count_neither_rises_nor_falls(void) {
  const size_t dead[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 8 * 7};
  NRT_MemInfo *mi = NRT_MemInfo_alloc(8);
  for (size_t i = 0; i < sizeof dead / sizeof *dead; i++) {
    set_count(mi, dead[i]);
    NRT_incref(mi);
    CHECK(raw_count(mi) == dead[i]);
    CHECK(error_mentions("incref"));
    NRT_decref(mi);
    CHECK(raw_count(mi) == dead[i]);
    CHECK(error_mentions("decref"));
    CHECK(NRT_MemInfo_refcount(mi) == 0);
  }
  free_bent(mi);
}

static void decref_of_zero_destroys_nothing(void) {
  dtor_calls calls = {0};
  NRT_MemInfo *mi = NRT_MemInfo_new(NULL, 0, count_dtor, &calls);
  set_count(mi, 0);
  NRT_decref(mi);
  CHECK(calls.count == 0);
  CHECK(raw_count(mi) == 0);
  CHECK(error_mentions("has been destroyed"));
  free_bent(mi);
}

const test count_tests[] = {
    TEST(new_object_has_one_reference),
    TEST(null_is_ignored),
    TEST(references_add_up),
    TEST(last_decref_runs_the_destructor_once),
    TEST(largest_live_count_is_exact),
    TEST(overflow_saturates),
    TEST(saturated_object_is_never_destroyed),
    SWITCHING_TEST(dead_count_neither_rises_nor_falls),
    SWITCHING_TEST(decref_of_zero_destroys_nothing),
    END_OF_TESTS,
};
