/* table_test.c - what C clients and recursion slots reach by address. */
#include "check.h"

static int managed_calls;
static void *managed_data;

static void managed_dtor(void *data) {
  managed_calls++;
  managed_data = data;
  free(data);
}

/* The C example of Numba's documentation in our words: a fresh reference to managed memory. */
static NRT_MemInfo *make_managed(const NRT_api_functions *nrt) {
  NRT_MemInfo *mi = nrt->manage_memory(malloc(10), managed_dtor);
  nrt->acquire(mi);
  nrt->release(mi);
  return mi;
}

static void managed_memory_goes_to_its_destructor(void) {
  const NRT_api_functions *nrt = NRT_get_api();
  managed_calls = 0;
  NRT_MemInfo *mi = make_managed(nrt);
  void *data = nrt->get_data(mi);
  CHECK(data != NULL && managed_calls == 0);
  nrt->release(mi);
  CHECK(managed_calls == 1 && managed_data == data);
}

static void managed_memory_without_destructor(void) {
  char data[1];
  const NRT_api_functions *nrt = NRT_get_api();
  NRT_MemInfo *mi = nrt->manage_memory(data, NULL);
  CHECK(nrt->get_data(mi) == data);
  nrt->release(mi);
}

static void table_allocates(void) {
  const NRT_api_functions *nrt = NRT_get_api();
  NRT_MemInfo *mi = nrt->allocate(10);
  CHECK(NRT_MemInfo_size(mi) == 10 && NRT_MemInfo_refcount(mi) == 1);
  nrt->release(mi);
  NRT_ExternalAllocator *sample = _nrt_get_sample_external_allocator();
  mi = nrt->allocate_external(10, sample);
  CHECK(NRT_MemInfo_external_allocator(mi) == sample);
  nrt->release(mi);
}

static void table_is_in_numbas_order(void) {
  void *const *slots = (void *const *)NRT_get_api();
  CHECK(sizeof(NRT_api_functions) == 6 * sizeof(void *));
  CHECK(slots[0] == (void *)(uintptr_t)NRT_MemInfo_alloc);
  CHECK(slots[1] == (void *)(uintptr_t)NRT_MemInfo_alloc_external);
  CHECK(slots[3] == (void *)(uintptr_t)NRT_MemInfo_acquire);
  CHECK(slots[4] == (void *)(uintptr_t)NRT_MemInfo_release);
  CHECK(slots[5] == (void *)(uintptr_t)NRT_MemInfo_data);
}

/* R43: numba/numba#7584 */
static void extension_manages_memory_with_size_and_data(void) {
  const nrt_api_extension *more = nrt_get_api_extension();
  dtor_calls calls = {0};
  char data[5];
  CHECK(more->version == NRT_API_EXTENSION_VERSION && more->size == sizeof *more);
  CHECK(more->functions == NRT_get_api());
  NRT_MemInfo *mi = more->manage_memory(data, sizeof data, count_dtor, &calls);
  CHECK(more->get_size(mi) == sizeof data && more->get_refcount(mi) == 1);
  more->functions->release(mi);
  CHECK(calls.count == 1 && calls.data == data && calls.size == sizeof data);
  CHECK(more->last_error()[0] == '\0');
}

static int handled;

static void handle_unresolved(void *context) {
  CHECK(context == &handled);
  CHECK(strstr(nrt_last_error(), "has not been compiled") != NULL);
  handled++;
}

/* Slots are called through whatever type the missing function has. */
typedef int32_t no_arguments(void);
typedef int32_t like_numba(void *result, void **exception, long a, double b);
typedef int32_t many(double, long, double, long, double, long, double, long, double, long, double);

/* R46 */
static void unresolved_returns_its_status_for_any_arguments(void) {
  void *slot = (void *)(uintptr_t)nrt_unresolved_abort;
  handled = 0;
  CHECK(((no_arguments *)(uintptr_t)slot)() == 1);
  CHECK(error_mentions("has not been compiled"));
  nrt_set_unresolved_handler(handle_unresolved, &handled);
  nrt_set_unresolved_status(-7);
  CHECK(((like_numba *)(uintptr_t)slot)(NULL, NULL, 3, 4.0) == -7);
  CHECK(((many *)(uintptr_t)slot)(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) == -7);
  CHECK(handled == 2);
  nrt_set_unresolved_handler(NULL, NULL);
  nrt_set_unresolved_status(1);
  nrt_clear_error();
}

static void errors_can_be_cleared(void) {
  nrt_unresolved_abort();
  CHECK(nrt_last_error()[0] != '\0');
  nrt_clear_error();
  CHECK(nrt_last_error()[0] == '\0');
}

static void library_knows_itself(void) {
  CHECK(strcmp(nrt_version(), NRT_TEST_VERSION) == 0);
  CHECK(nrt_is_single_threaded() == NRT_TEST_SINGLE);
}

const test table_tests[] = {
    TEST(managed_memory_goes_to_its_destructor),
    TEST(managed_memory_without_destructor),
    TEST(table_allocates),
    TEST(table_is_in_numbas_order),
    TEST(extension_manages_memory_with_size_and_data),
    SWITCHING_TEST(unresolved_returns_its_status_for_any_arguments),
    SWITCHING_TEST(errors_can_be_cleared),
    SWITCHING_TEST(library_knows_itself),
    END_OF_TESTS,
};
