/* object_test.c - making objects: fields, sizes, alignment, fill patterns. */
#include "check.h"

static bool all_bytes(const void *memory, size_t size, int byte) {
  const unsigned char *bytes = memory;
  for (size_t i = 0; i < size; i++)
    if (bytes[i] != byte)
      return false;
  return true;
}

static void layout_is_numbas(void) {
  int info = 0;
  char data[3];
  NRT_MemInfo *mi = NRT_MemInfo_new(data, sizeof data, NULL, &info);
  const fields *raw = (const fields *)mi;
  CHECK(raw->refct == 1 && raw->dtor == NULL && raw->dtor_info == &info);
  CHECK(raw->data == data && raw->size == sizeof data && raw->external_allocator == NULL);
  NRT_decref(mi);
}

static void accessors_return_the_fields(void) {
  int info = 0;
  char data[3];
  NRT_MemInfo *mi = NRT_MemInfo_new(data, sizeof data, NULL, &info);
  CHECK(NRT_MemInfo_data(mi) == data && NRT_MemInfo_data_fast(mi) == data);
  CHECK(NRT_MemInfo_size(mi) == sizeof data && NRT_MemInfo_parent(mi) == &info);
  CHECK(NRT_MemInfo_external_allocator(mi) == NULL);
  NRT_decref(mi);
}

static void accessors_accept_null(void) {
  CHECK(NRT_MemInfo_data(NULL) == NULL && NRT_MemInfo_data_fast(NULL) == NULL);
  CHECK(NRT_MemInfo_size(NULL) == 0 && NRT_MemInfo_parent(NULL) == NULL);
  CHECK(NRT_MemInfo_external_allocator(NULL) == NULL);
  NRT_MemInfo_call_dtor(NULL);
  NRT_MemInfo_destroy(NULL);
  NRT_dealloc(NULL);
  NRT_Free(NULL);
}

static void data_can_be_written(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc(1000);
  memset(NRT_MemInfo_data(mi), 1, 1000);
  CHECK(NRT_MemInfo_size(mi) == 1000);
  NRT_decref(mi);
}

static void safe_data_is_filled(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc_safe(100);
  CHECK(all_bytes(NRT_MemInfo_data(mi), 100, 0xCB));
  NRT_decref(mi);
}

/* An allocator whose free shows what was in the memory last. */
static unsigned char last_byte;

static void *plain_malloc(size_t size, void *opaque) {
  (void)opaque;
  return malloc(size);
}

static void *plain_realloc(void *block, size_t size, void *opaque) {
  (void)opaque;
  return realloc(block, size);
}

static void peeking_free(void *block, void *opaque) {
  (void)opaque;
  const fields *raw = block;
  last_byte = ((unsigned char *)raw->data)[raw->size - 1];
  free(block);
}

static void safe_data_is_filled_when_freed(void) {
  NRT_ExternalAllocator peeking = {plain_malloc, plain_realloc, peeking_free, NULL};
  NRT_MemInfo *mi = NRT_MemInfo_alloc_safe_aligned_external(100, 16, &peeking);
  last_byte = 0;
  NRT_decref(mi);
  CHECK(last_byte == 0xDE);
}

static dtor_calls latest;

static void note_dtor(void *data, size_t size, void *info) {
  CHECK(info == NULL);
  count_dtor(data, size, &latest);
}

static void filled_dtor(void *data, size_t size, void *info) {
  CHECK(all_bytes(data, size, 0xCB));
  note_dtor(data, size, info);
}

static void dtor_gets_data_and_size(void) {
  latest = (dtor_calls){0};
  NRT_MemInfo *mi = NRT_MemInfo_alloc_dtor(24, note_dtor);
  void *data = NRT_MemInfo_data(mi);
  NRT_decref(mi);
  CHECK(latest.count == 1 && latest.data == data && latest.size == 24);
}

static void safe_dtor_sees_the_data_before_the_fill(void) {
  latest = (dtor_calls){0};
  NRT_MemInfo *mi = NRT_MemInfo_alloc_dtor_safe(24, filled_dtor);
  NRT_decref(mi);
  CHECK(latest.count == 1 && latest.size == 24);
}

static void null_dtor_is_none(void) {
  NRT_decref(NRT_MemInfo_alloc_dtor(5, NULL));
  NRT_decref(NRT_MemInfo_alloc_dtor_safe(5, NULL));
  NRT_decref(NRT_MemInfo_new(NULL, 5, NULL, NULL));
}

static void check_aligned(NRT_MemInfo *mi, unsigned align) {
  CHECK(mi != NULL);
  CHECK(align == 0 || (uintptr_t)NRT_MemInfo_data(mi) % align == 0);
  memset(NRT_MemInfo_data(mi), 2, 40);
  NRT_decref(mi);
}

/* Powers of two and others; memory checkers see writes past the block. */
static void data_is_aligned(void) {
  const unsigned aligns[] = {0, 1, 2, 3, 8, 16, 24, 64, 100, 4096, 65536};
  for (size_t i = 0; i < sizeof aligns / sizeof *aligns; i++) {
    check_aligned(NRT_MemInfo_alloc_aligned(40, aligns[i]), aligns[i]);
    check_aligned(NRT_MemInfo_alloc_safe_aligned(40, aligns[i]), aligns[i]);
  }
}

/* R41 */
static void size_zero_is_an_object(void) {
  NRT_MemInfo *made[] = {NRT_MemInfo_alloc(0), NRT_MemInfo_alloc_safe(0),
                         NRT_MemInfo_alloc_aligned(0, 64), NRT_MemInfo_new_varsize(0)};
  for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
    CHECK(made[i] != NULL);
    CHECK(NRT_MemInfo_data(made[i]) != NULL);
    CHECK(NRT_MemInfo_size(made[i]) == 0);
    NRT_decref(made[i]);
  }
}

static void check_impossible(size_t size) {
  CHECK(NRT_MemInfo_alloc(size) == NULL);
  CHECK(error_mentions("more than memory can hold"));
  CHECK(NRT_MemInfo_alloc_safe(size) == NULL);
  CHECK(NRT_MemInfo_alloc_dtor(size, note_dtor) == NULL);
  CHECK(NRT_MemInfo_alloc_aligned(size, 64) == NULL);
  CHECK(NRT_MemInfo_alloc_safe_aligned(size, 4096) == NULL);
  CHECK(NRT_MemInfo_alloc_aligned(size, ~0u) == NULL);
  CHECK(NRT_MemInfo_alloc_external(size, _nrt_get_sample_external_allocator()) == NULL);
  CHECK(NRT_MemInfo_new_varsize(size) == NULL);
  CHECK(NRT_Allocate(size) == NULL);
  CHECK(NRT_Reallocate(NULL, size) == NULL);
  nrt_clear_error();
}

/* R41: sums that would wrap around, and sizes that only malloc could refuse. */
static void impossible_sizes_are_refused(void) {
  const size_t sizes[] = {SIZE_MAX,          SIZE_MAX - sizeof(fields),
                          SIZE_MAX - 2 * 64, SIZE_MAX - 2 * 4096,
                          SIZE_MAX / 2 + 1,  PTRDIFF_MAX};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    check_impossible(sizes[i]);
}

static void init_makes_an_object_of_memory(void) {
  dtor_calls calls = {0};
  char data[4];
  NRT_MemInfo *mi = NRT_Allocate(sizeof(fields));
  NRT_MemInfo_init(mi, data, sizeof data, count_dtor, &calls, NULL);
  CHECK(NRT_MemInfo_refcount(mi) == 1 && NRT_MemInfo_data(mi) == data);
  NRT_decref(mi);
  CHECK(calls.count == 1 && calls.data == data && calls.size == sizeof data);
}

static void dump_writes_one_line(void) {
  char line[200] = "";
  NRT_MemInfo *mi = NRT_MemInfo_alloc(77);
  FILE *out = tmpfile();
  CHECK(out != NULL);
  NRT_MemInfo_dump(mi, out);
  rewind(out);
  CHECK(fgets(line, sizeof line, out) != NULL);
  CHECK(strstr(line, "count 1") != NULL && strstr(line, "77 bytes") != NULL);
  CHECK(fgetc(out) == EOF);
  fclose(out);
  NRT_decref(mi);
}

const test object_tests[] = {
    TEST(layout_is_numbas),
    TEST(accessors_return_the_fields),
    TEST(accessors_accept_null),
    TEST(data_can_be_written),
    TEST(safe_data_is_filled),
    TEST(safe_data_is_filled_when_freed),
    TEST(dtor_gets_data_and_size),
    TEST(safe_dtor_sees_the_data_before_the_fill),
    TEST(null_dtor_is_none),
    TEST(data_is_aligned),
    TEST(size_zero_is_an_object),
    TEST(impossible_sizes_are_refused),
    TEST(init_makes_an_object_of_memory),
    TEST(dump_writes_one_line),
    END_OF_TESTS,
};
