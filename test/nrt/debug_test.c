/* debug_test.c - the live list, poison, checks and traces, and that they can be switched at any
 * time. */
#include "check.h"

/* What the handler received. */
static char heard[16384];
static int lines;

static void hear(void *context, const char *line) {
  CHECK(context == heard);
  lines++;
  size_t length = strlen(heard);
  snprintf(heard + length, sizeof heard - length, "%s\n", line);
}

static void listen_to(const char *items) {
  heard[0] = '\0';
  lines = 0;
  nrt_debug_set_handler(hear, heard);
  CHECK(nrt_debug_enable(items) == 0);
}

static void live_objects_are_listed_by_age(void) {
  nrt_live_object objects[4];
  listen_to("live");
  NRT_MemInfo *first = NRT_MemInfo_alloc(11);
  NRT_MemInfo *second = NRT_MemInfo_new_varsize(22);
  NRT_MemInfo *third = NRT_MemInfo_new(heard, 33, NULL, NULL);
  NRT_incref(third);
  NRT_decref(second);
  CHECK(nrt_debug_live(objects, 4) == 2);
  CHECK(objects[0].object == first && objects[0].data_size == 11 && objects[0].count == 1);
  CHECK(objects[1].object == third && objects[1].data == heard && objects[1].count == 2);
  CHECK(objects[0].number < objects[1].number);
  CHECK(objects[0].size == sizeof objects[0] && objects[0].depth > 0);
  CHECK(nrt_debug_live(objects, 1) == 2);
  NRT_decref(first);
  NRT_decref(third);
  NRT_decref(third);
  CHECK(nrt_debug_live(NULL, 0) == 0);
}

static void depth_limits_the_site(void) {
  nrt_live_object object;
  listen_to("live,depth=2");
  NRT_MemInfo *mi = NRT_MemInfo_alloc(1);
  CHECK(nrt_debug_live(&object, 1) == 1 && object.depth == 2);
  NRT_decref(mi);
  listen_to("depth=0");
  mi = NRT_MemInfo_alloc(1);
  CHECK(nrt_debug_live(&object, 1) == 1 && object.depth == 0);
  NRT_decref(mi);
}

enum { MANY = 3000 };

static void many_objects_are_found_again(void) {
  static NRT_MemInfo *objects[MANY];
  listen_to("live,check,quarantine=10");
  for (int i = 0; i < MANY; i++)
    objects[i] = NRT_MemInfo_alloc(8);
  CHECK(nrt_debug_live(NULL, 0) == MANY);
  for (int i = 0; i < MANY; i += 2)
    NRT_decref(objects[i]);
  CHECK(nrt_debug_live(NULL, 0) == MANY / 2);
  for (int i = MANY - 1; i > 0; i -= 2)
    NRT_decref(objects[i]);
  CHECK(nrt_debug_live(NULL, 0) == 0 && lines == 0);
}

static void read_back(FILE *file, char *text, size_t capacity) {
  rewind(file);
  text[fread(text, 1, capacity - 1, file)] = '\0';
  fclose(file);
}

static void report_names_what_leaks(void) {
  char text[8192];
  FILE *file = tmpfile();
  listen_to("live");
  NRT_MemInfo *mi = NRT_MemInfo_alloc(1234);
  nrt_debug_report(file);
  read_back(file, text, sizeof text);
  CHECK(strncmp(text, "NRT: 1 live object, 1234 bytes\nNRT: #", 37) == 0);
  CHECK(strstr(text, ": 1234 bytes, count 1, object 0x") != NULL);
  CHECK(strstr(text, "\nNRT:     ") != NULL);
  NRT_decref(mi);
  file = tmpfile();
  nrt_debug_report(file);
  read_back(file, text, sizeof text);
  CHECK(strcmp(text, "NRT: 0 live objects, 0 bytes\n") == 0);
}

static void fresh_data_is_poisoned(void) {
  listen_to("poison");
  NRT_MemInfo *mi = NRT_MemInfo_alloc(64);
  const unsigned char *data = NRT_MemInfo_data(mi);
  CHECK(data[0] == 0xCB && data[63] == 0xCB);
  NRT_decref(mi);
}

/* The quarantine keeps the memory, so that the test may look. */
static void freed_data_is_poisoned(void) {
  listen_to("poison,check");
  NRT_MemInfo *mi = NRT_MemInfo_alloc_aligned(64, 64);
  unsigned char *data = NRT_MemInfo_data(mi);
  data[0] = data[63] = 1;
  NRT_decref(mi);
  CHECK(data[0] == 0xDE && data[63] == 0xDE);
}

static void outside_data_is_not_poisoned(void) {
  char data[4] = "abc";
  listen_to("poison,check");
  NRT_decref(NRT_MemInfo_new(data, sizeof data, NULL, NULL));
  CHECK(strcmp(data, "abc") == 0);
}

static void check_reported(const char *operation, const char *number) {
  CHECK(strstr(heard, operation) != NULL);
  CHECK(strstr(heard, "has been destroyed") != NULL);
  CHECK(strstr(heard, number) != NULL);
  CHECK(strstr(heard, "destroyed by") != NULL);
  CHECK(strstr(heard, "misused by") != NULL);
  CHECK(error_mentions(operation));
  heard[0] = '\0';
}

static void use_after_destruction_is_reported(void) {
  dtor_calls calls = {0};
  char number[32];
  nrt_live_object object;
  listen_to("check");
  NRT_MemInfo *mi = NRT_MemInfo_new(heard, 5, count_dtor, &calls);
  CHECK(nrt_debug_live(&object, 1) == 1);
  snprintf(number, sizeof number, "#%llu: 5 bytes", (unsigned long long)object.number);
  NRT_decref(mi);
  CHECK(lines == 0 && calls.count == 1);
  NRT_decref(mi);
  check_reported("decref", number);
  NRT_incref(mi);
  check_reported("incref", number);
  CHECK(calls.count == 1);
}

static void quarantine_frees_the_oldest(void) {
  nrt_stats stats;
  nrt_stats_enable();
  listen_to("check,quarantine=2");
  for (int i = 0; i < 10; i++)
    NRT_decref(NRT_MemInfo_alloc(10));
  nrt_stats_init(&stats);
  nrt_stats_get(&stats);
  CHECK(stats.alloc == 10 && stats.free == 10);
}

static void traced_object_tells_each_step(void) {
  nrt_live_object object;
  listen_to("live");
  NRT_MemInfo *mi = NRT_MemInfo_alloc(1), *untraced = NRT_MemInfo_alloc(1);
  CHECK(nrt_debug_live(&object, 1) == 2);
  CHECK(nrt_debug_trace(object.number) == 0);
  NRT_incref(mi);
  NRT_incref(untraced);
  NRT_decref(untraced);
  CHECK(strstr(heard, "incref, count 1 -> 2, called by\n") != NULL);
  CHECK(strstr(heard, "decref") == NULL);
  NRT_decref(mi);
  CHECK(strstr(heard, "decref, count 2 -> 1, called by\n") != NULL);
  heard[0] = '\0';
  CHECK(nrt_debug_trace(0) == 0);
  NRT_decref(mi);
  NRT_decref(untraced);
  CHECK(heard[0] == '\0');
}

static void misuse_is_reported_to_the_handler(void) {
  listen_to("live");
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  CHECK(NRT_MemInfo_varsize_realloc(mi, 20) == NULL);
  CHECK(strstr(heard, "NRT: misuse: NRT_MemInfo_varsize_realloc: the object was not made") != NULL);
  CHECK(error_mentions("varsize"));
  NRT_decref(mi);
}

/* A handler may use the runtime; what it does is neither listed nor reported. */
static void busy_handler(void *context, const char *line) {
  (void)context, (void)line;
  NRT_MemInfo *mi = NRT_MemInfo_alloc(1);
  NRT_incref(mi);
  NRT_decref(mi);
  NRT_decref(mi);
  lines++;
}

static void handler_may_use_the_runtime(void) {
  listen_to("check,trace=1");
  nrt_debug_set_handler(busy_handler, NULL);
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  CHECK(NRT_MemInfo_varsize_realloc(mi, 20) == NULL);
  CHECK(lines > 1 && nrt_debug_live(NULL, 0) == 1);
  nrt_clear_error();
  NRT_decref(mi);
}

static void objects_from_before_are_unknown(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  listen_to("live,poison,check");
  NRT_incref(mi);
  NRT_decref(mi);
  NRT_decref(mi);
  CHECK(lines == 0);
}

static void objects_outlive_debugging(void) {
  listen_to("live,poison,check");
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  nrt_debug_disable();
  CHECK(nrt_debug_live(NULL, 0) == 0);
  NRT_decref(mi);
}

/* The second object may get the address that the record of the first one has. */
static void stale_records_are_replaced(void) {
  listen_to("live");
  NRT_MemInfo *mi = NRT_Allocate(sizeof(fields));
  NRT_MemInfo_init(mi, heard, 1, NULL, NULL, NULL);
  NRT_MemInfo_init(mi, heard, 2, NULL, NULL, NULL);
  nrt_live_object object;
  CHECK(nrt_debug_live(&object, 1) == 1 && object.data_size == 2);
  NRT_decref(mi);
}

static void unknown_items_change_nothing(void) {
  const char *const bad[] = {"liv",
                             "live,,nonsense",
                             "trace=",
                             "trace=-1",
                             "depth=33",
                             "depth=1x",
                             "quarantine=none",
                             "livelivelivelivelivelivelivelivelivelivelivelivelive"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    CHECK(nrt_debug_enable(bad[i]) == -1);
    CHECK(error_mentions("no item"));
    NRT_MemInfo *mi = NRT_MemInfo_alloc(1);
    CHECK(nrt_debug_live(NULL, 0) == 0);
    NRT_decref(mi);
  }
}

const test debug_tests[] = {
    SWITCHING_TEST(live_objects_are_listed_by_age),
    SWITCHING_TEST(depth_limits_the_site),
    SWITCHING_TEST(many_objects_are_found_again),
    SWITCHING_TEST(report_names_what_leaks),
    SWITCHING_TEST(fresh_data_is_poisoned),
    SWITCHING_TEST(freed_data_is_poisoned),
    SWITCHING_TEST(outside_data_is_not_poisoned),
    SWITCHING_TEST(use_after_destruction_is_reported),
    SWITCHING_TEST(quarantine_frees_the_oldest),
    SWITCHING_TEST(traced_object_tells_each_step),
    SWITCHING_TEST(misuse_is_reported_to_the_handler),
    SWITCHING_TEST(handler_may_use_the_runtime),
    SWITCHING_TEST(objects_from_before_are_unknown),
    SWITCHING_TEST(objects_outlive_debugging),
    SWITCHING_TEST(stale_records_are_replaced),
    SWITCHING_TEST(unknown_items_change_nothing),
    END_OF_TESTS,
};
