/* statistics_test.c - what is counted, and when. Threads are in threads_test.c. */
#include "check.h"

static nrt_stats read_stats(void) {
  nrt_stats stats;
  nrt_stats_init(&stats);
  nrt_stats_get(&stats);
  return stats;
}

/* R44 */
static void off_by_default(void) {
  CHECK(NRT_MemSys_stats_enabled() == 0);
  NRT_decref(NRT_MemInfo_alloc(10));
  nrt_stats stats = read_stats();
  CHECK(stats.alloc == 0 && stats.mi_alloc == 0 && stats.free == 0 && stats.mi_free == 0);
  CHECK(NRT_MemSys_get_stats_alloc() == 0x41414141 && NRT_MemSys_get_stats_free() == 0x41414141);
  CHECK(NRT_MemSys_get_stats_mi_alloc() == 0x41414141);
  CHECK(NRT_MemSys_get_stats_mi_free() == 0x41414141);
}

static void objects_and_blocks_are_counted(void) {
  NRT_MemSys_enable_stats();
  CHECK(NRT_MemSys_stats_enabled() == 1);
  NRT_MemInfo *fixed = NRT_MemInfo_alloc(10);
  CHECK(NRT_MemSys_get_stats_alloc() == 1 && NRT_MemSys_get_stats_mi_alloc() == 1);
  NRT_MemInfo *varsize = NRT_MemInfo_new_varsize(10);
  CHECK(NRT_MemSys_get_stats_alloc() == 3 && NRT_MemSys_get_stats_mi_alloc() == 2);
  NRT_decref(fixed);
  CHECK(NRT_MemSys_get_stats_free() == 1 && NRT_MemSys_get_stats_mi_free() == 1);
  NRT_decref(varsize);
  CHECK(NRT_MemSys_get_stats_free() == 3 && NRT_MemSys_get_stats_mi_free() == 2);
}

static void bytes_and_reallocations_are_counted(void) {
  NRT_MemSys_enable_stats();
  void *block = NRT_Reallocate(NRT_Allocate(10), 20);
  nrt_stats stats = read_stats();
  CHECK(stats.alloc == 1 && stats.alloc_bytes == 10 && stats.realloc == 1);
  NRT_Free(block);
}

/* R44 */
static void failures_count_only_as_failures(void) {
  NRT_MemSys_enable_stats();
  CHECK(NRT_MemInfo_alloc(SIZE_MAX) == NULL);
  CHECK(NRT_MemInfo_alloc_external(
            10, &(NRT_ExternalAllocator){.malloc = _nrt_get_sample_external_allocator()->malloc,
                                         .opaque_data = NULL}) == NULL);
  nrt_stats stats = read_stats();
  CHECK(stats.alloc == 0 && stats.mi_alloc == 0 && stats.alloc_bytes == 0);
  CHECK(stats.failed == 2);
  nrt_clear_error();
}

static void null_is_not_freed(void) {
  NRT_MemSys_enable_stats();
  NRT_Free(NULL);
  CHECK(NRT_MemSys_get_stats_free() == 0);
}

static void disabled_statistics_keep_their_values(void) {
  NRT_MemSys_enable_stats();
  NRT_decref(NRT_MemInfo_alloc(10));
  NRT_MemSys_disable_stats();
  NRT_decref(NRT_MemInfo_alloc(10));
  CHECK(read_stats().alloc == 1);
  NRT_MemSys_enable_stats();
  CHECK(NRT_MemSys_get_stats_alloc() == 1);
}

static void reset_starts_at_zero(void) {
  NRT_MemSys_enable_stats();
  NRT_decref(NRT_MemInfo_alloc(10));
  nrt_stats_reset();
  CHECK(NRT_MemSys_get_stats_alloc() == 0 && NRT_MemSys_get_stats_mi_free() == 0);
  NRT_decref(NRT_MemInfo_alloc(10));
  CHECK(NRT_MemSys_get_stats_alloc() == 1 && NRT_MemSys_get_stats_mi_free() == 1);
}

/* A client built when there were fewer counters. */
static void shorter_struct_is_respected(void) {
  NRT_MemSys_enable_stats();
  NRT_decref(NRT_MemInfo_alloc(10));
  nrt_stats stats;
  memset(&stats, 0x55, sizeof stats);
  stats.size = offsetof(nrt_stats, free);
  nrt_stats_get(&stats);
  CHECK(stats.size == offsetof(nrt_stats, free) && stats.version == NRT_STATS_VERSION);
  CHECK(stats.alloc == 1);
  CHECK(stats.free == UINT64_C(0x5555555555555555));
}

static void json_has_every_counter(void) {
  char json[512];
  nrt_stats stats;
  nrt_stats_init(&stats);
  stats.alloc = 3;
  stats.deferred = 7;
  size_t length = nrt_stats_json(&stats, json, sizeof json);
  CHECK(length == strlen(json));
  CHECK(strcmp(json, "{\"version\": 1, \"alloc\": 3, \"free\": 0, \"mi_alloc\": 0, \"mi_free\": 0, "
                     "\"alloc_bytes\": 0, \"realloc\": 0, \"failed\": 0, \"deferred\": 7}") == 0);
}

static void text_is_cut_where_the_buffer_ends(void) {
  char whole[1024], cut[40];
  nrt_stats stats;
  nrt_stats_init(&stats);
  size_t length = nrt_stats_text(&stats, whole, sizeof whole);
  CHECK(length == strlen(whole));
  CHECK(strstr(whole, "objects freed") != NULL);
  CHECK(nrt_stats_text(&stats, cut, sizeof cut) == length);
  CHECK(strlen(cut) == sizeof cut - 1 && strncmp(cut, whole, sizeof cut - 1) == 0);
  CHECK(nrt_stats_text(&stats, NULL, 0) == length);
}

const test statistics_tests[] = {
    SWITCHING_TEST(off_by_default),
    SWITCHING_TEST(objects_and_blocks_are_counted),
    SWITCHING_TEST(bytes_and_reallocations_are_counted),
    SWITCHING_TEST(failures_count_only_as_failures),
    SWITCHING_TEST(null_is_not_freed),
    SWITCHING_TEST(disabled_statistics_keep_their_values),
    SWITCHING_TEST(reset_starts_at_zero),
    SWITCHING_TEST(shorter_struct_is_respected),
    SWITCHING_TEST(json_has_every_counter),
    SWITCHING_TEST(text_is_cut_where_the_buffer_ends),
    END_OF_TESTS,
};
