/* destroy_test.c - what destructors may do, and in which order they run. */
#include "check.h"

/* Objects that own others: their data is a node. */
typedef struct node {
  int id;
  NRT_MemInfo *next[2];
} node;

enum { TRACE_CAPACITY = 256 };
static int destroyed;
static int order[TRACE_CAPACITY];

static void destroy_node(void *data, size_t size, void *info) {
  (void)size, (void)info;
  node self = *(node *)data;
  NRT_decref(self.next[0]);
  NRT_decref(self.next[1]);
  if (destroyed < TRACE_CAPACITY)
    order[destroyed] = self.id;
  destroyed++;
}

static NRT_MemInfo *make_node(int id, NRT_MemInfo *first, NRT_MemInfo *second) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc_dtor(sizeof(node), destroy_node);
  *(node *)NRT_MemInfo_data(mi) = (node){id, {first, second}};
  return mi;
}

static NRT_MemInfo *make_chain(int length) {
  NRT_MemInfo *head = NULL;
  for (int id = length; id > 0; id--)
    head = make_node(id, head, NULL);
  destroyed = 0;
  return head;
}

/* Node 1 is the outermost: it ends last, as in Numba. */
static void short_chain_nests(void) {
  NRT_decref(make_chain(5));
  CHECK(destroyed == 5);
  for (int i = 0; i < 5; i++)
    CHECK(order[i] == 5 - i);
}

/* 64 nest; the others follow the 64th in the order of dying, before the 63rd ends. */
static void deep_chain_is_put_off(void) {
  NRT_decref(make_chain(70));
  CHECK(destroyed == 70);
  for (int i = 0; i < 7; i++)
    CHECK(order[i] == 64 + i);
  for (int i = 7; i < 70; i++)
    CHECK(order[i] == 70 - i);
}

/* R45 */
static void million_objects_need_no_stack(void) {
  NRT_decref(make_chain(1000000));
  CHECK(destroyed == 1000000);
}

/* Two chains below one node at the limit share the queue. */
static void queue_is_first_in_first_out(void) {
  NRT_MemInfo *left = make_node(101, make_node(102, NULL, NULL), NULL);
  NRT_MemInfo *right = make_node(201, make_node(202, NULL, NULL), NULL);
  NRT_MemInfo *head = make_node(64, left, right);
  for (int id = 63; id > 0; id--)
    head = make_node(id, head, NULL);
  destroyed = 0;
  NRT_decref(head);
  const int expected[] = {64, 101, 201, 102, 202, 63};
  for (int i = 0; i < 6; i++)
    CHECK(order[i] == expected[i]);
  CHECK(destroyed == 68);
}

static void deferred_destructions_are_counted(void) {
  nrt_stats stats;
  nrt_stats_enable();
  NRT_decref(make_chain(64));
  nrt_stats_init(&stats);
  nrt_stats_get(&stats);
  CHECK(stats.deferred == 0);
  NRT_decref(make_chain(70));
  nrt_stats_get(&stats);
  CHECK(stats.deferred == 6);
}

static NRT_MemInfo *other;
static int own_calls;

static void busy_dtor(void *data, size_t size, void *info) {
  (void)data, (void)size, (void)info;
  NRT_MemInfo *fresh = NRT_MemInfo_alloc(10);
  NRT_incref(other);
  NRT_decref(fresh);
  own_calls++;
}

static void dtor_allocates_releases_and_acquires(void) {
  other = NRT_MemInfo_alloc(1);
  own_calls = 0;
  NRT_decref(NRT_MemInfo_alloc_dtor(8, busy_dtor));
  CHECK(own_calls == 1);
  CHECK(NRT_MemInfo_refcount(other) == 2);
  NRT_decref(other);
  NRT_decref(other);
}

/* In Numba the second decref would start the destruction again. */
static void selfish_dtor(void *data, size_t size, void *info) {
  (void)size, (void)info;
  NRT_MemInfo *self = *(NRT_MemInfo **)data;
  own_calls++;
  CHECK(NRT_MemInfo_refcount(self) == 0);
  NRT_incref(self);
  CHECK(error_mentions("incref"));
  NRT_decref(self);
  CHECK(error_mentions("decref"));
  NRT_MemInfo_call_dtor(self);
  CHECK(error_mentions("call_dtor"));
}

static void dtor_cannot_revive_its_object(void) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc_dtor(sizeof mi, selfish_dtor);
  *(NRT_MemInfo **)NRT_MemInfo_data(mi) = mi;
  own_calls = 0;
  NRT_decref(mi);
  CHECK(own_calls == 1);
}

static void call_dtor_after_an_inline_decref(void) {
  dtor_calls calls = {0};
  NRT_MemInfo *mi = NRT_MemInfo_new(NULL, 0, count_dtor, &calls);
  ((fields *)mi)->refct = 0;
  NRT_MemInfo_call_dtor(mi);
  CHECK(calls.count == 1);
}

static void destroy_calls_no_destructor(void) {
  dtor_calls calls = {0};
  NRT_MemInfo_destroy(NRT_MemInfo_new(NULL, 0, count_dtor, &calls));
  CHECK(calls.count == 0);
}

static void after_shutdown_memory_is_freed_without_destructors(void) {
  nrt_stats_enable();
  dtor_calls calls = {0};
  NRT_MemInfo *mi = NRT_MemInfo_new(NULL, 0, count_dtor, &calls);
  NRT_MemInfo *varsize = NRT_MemInfo_new_varsize(10);
  NRT_MemSys_shutdown();
  NRT_decref(mi);
  NRT_decref(varsize);
  CHECK(calls.count == 0);
}

static void init_ends_a_shutdown(void) {
  dtor_calls calls = {0};
  NRT_MemInfo *mi = NRT_MemInfo_new(NULL, 0, count_dtor, &calls);
  NRT_MemSys_shutdown();
  NRT_MemSys_init();
  NRT_decref(mi);
  CHECK(calls.count == 1);
}

const test destroy_tests[] = {
    TEST(short_chain_nests),
    TEST(deep_chain_is_put_off),
    SWITCHING_TEST(million_objects_need_no_stack),
    TEST(queue_is_first_in_first_out),
    SWITCHING_TEST(deferred_destructions_are_counted),
    TEST(dtor_allocates_releases_and_acquires),
    SWITCHING_TEST(dtor_cannot_revive_its_object),
    TEST(call_dtor_after_an_inline_decref),
    TEST(destroy_calls_no_destructor),
    SWITCHING_TEST(after_shutdown_memory_is_freed_without_destructors),
    SWITCHING_TEST(init_ends_a_shutdown),
    END_OF_TESTS,
};
