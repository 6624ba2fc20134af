/* callees.c - opaque callees of test inputs: they look at what they get, and answer by the
 * scenario. */
#include "callees.h"

#include <string.h>

#include "world.h"

enum {
  CALL_USE,
  CALL_WORK,
  CALL_COND,
  CALL_CHOOSE,
  CALL_MAKE,
  CALL_OTHER,
  CALL_STEAL,
  CALL_FAILS,
  CALL_COUNT,
  CALL_KEEP,
};

/* An opaque callee looks at each object it is handed, which C6 says is alive. */
static void hand_over(int callee, void *first, void *second) {
  const int one = world_find(first), other = world_find(second);
  if (one >= 0)
    world_require_alive(one, "a callee got a dead object");
  if (other >= 0)
    world_require_alive(other, "a callee got a dead object");
  world_log(EVENT_CALL, callee, one, other);
}

static uint64_t answer(int callee) {
  hand_over(callee, NULL, NULL);
  const uint64_t bits = world_random(callee, test_world.event_count);
  world_interfere(true);
  return bits;
}

/* In strict mode a callee may empty the container that held the object and then hold it for us. */
static void drop_and_retain(int number) {
  if (number < 0 || test_world.objects[number].others == 0)
    return;
  world_drop_other(number);
  world_retain(number);
}

/* It may also put the object into a container, which then holds a reference of its own. */
static void keep(int number) {
  if (number < 0)
    return;
  test_world.objects[number].others++;
  test_world.objects[number].count++;
}

static void callee_use(void *pointer) {
  hand_over(CALL_USE, pointer, NULL);
  const uint64_t bits = world_random(CALL_KEEP, test_world.event_count);
  if (bits % 4 == 0)
    keep(world_find(pointer));
  else if (bits % 4 == 1 && world_is_strict())
    drop_and_retain(world_find(pointer));
  else
    world_interfere(true);
}

static void callee_use_two(void *first, void *second) {
  hand_over(CALL_USE, first, second);
  world_interfere(true);
}

static void callee_work(void) {
  (void)answer(CALL_WORK);
}

static bool callee_cond(void) {
  return answer(CALL_COND) % 2 != 0;
}

static int32_t callee_choose(void) {
  return (int32_t)(answer(CALL_CHOOSE) % 4);
}

/* A reference of others becomes the function's, or that of a new object. */
static void move_reference(object *from) {
  from->others--;
  from->count--;
}

/* What a callee returns: an object that is there already, lent, with a new reference, or with one
 * that a container gives up; or a new object, which may take over a reference of others. */
static void *give(uint64_t bits, bool must_be_new) {
  const unsigned how = (unsigned)(bits % 8);
  const int newest = test_world.object_count - 1;
  const int any = (int)(bits / 16 % (uint64_t)test_world.object_count);
  int pick = bits / 8 % 2 == 0 ? newest : any;
  object *old = &test_world.objects[pick];
  const bool can_move = old->others > 0;
  if (!must_be_new && !old->dead && (how < 3 || (how < 5 && can_move))) {
    if (how >= 3)
      move_reference(old);
    if (how == 0 || how >= 3)
      world_give(pick);
    return old;
  }
  const bool owns = how >= 6 && can_move;
  pick = world_add_object(owns ? pick : -1);
  old->others -= owns;
  world_give(pick);
  return &test_world.objects[pick];
}

static void *callee_make(void) {
  return give(answer(CALL_MAKE), false);
}

static void *callee_new_object(void) {
  return give(answer(CALL_MAKE), true);
}

/* The runtime's own allocator, which drops nothing, and whose objects own nothing. */
static void *callee_new_leaf(void) {
  hand_over(CALL_MAKE, NULL, NULL);
  const int number = world_add_object(-1);
  world_give(number);
  return &test_world.objects[number];
}

static void *callee_same(void *pointer) {
  hand_over(CALL_OTHER, pointer, NULL);
  return pointer;
}

static void *callee_other(void *pointer) {
  hand_over(CALL_OTHER, pointer, NULL);
  const uint64_t bits = world_random(CALL_OTHER, test_world.event_count);
  return bits % 2 == 0 ? pointer : give(bits / 2, false);
}

static void callee_steal(void *pointer) {
  hand_over(CALL_STEAL, pointer, NULL);
  if (world_find(pointer) >= 0)
    world_release(world_find(pointer));
}

static int32_t callee_fails(void *pointer) {
  hand_over(CALL_FAILS, pointer, NULL);
  return (int32_t)(world_random(CALL_FAILS, test_world.event_count) % 2);
}

static int64_t callee_pure(int64_t number) {
  return number * 3 + 1;
}

static void callee_stop(void) {
  world_leave(ENDED_STOP);
}

static void callee_incref(void *pointer) {
  if (world_find(pointer) >= 0)
    world_retain(world_find(pointer));
}

static void callee_decref(void *pointer) {
  if (world_find(pointer) >= 0)
    world_release(world_find(pointer));
}

static int64_t callee_refcount(void *pointer) {
  hand_over(CALL_COUNT, pointer, NULL);
  const int number = world_find(pointer);
  return number < 0 ? -1 : test_world.objects[number].count;
}

static void callee_access(void *address) {
  if (address == NULL) {
    test_world.violation = "null was accessed";
    world_leave(ENDED_VIOLATION);
  }
  world_interfere(false);
  const int number = world_find(address);
  if (number >= 0)
    world_require_alive(number, "the memory of a dead object was accessed");
  world_log(EVENT_ACCESS, 0, number, 0);
}

static void callee_publish(int64_t word) {
  const int number = world_find((void *)(intptr_t)word);
  if (number >= 0)
    test_world.objects[number].published = true;
}

static void callee_sync(void) {
  (void)answer(CALL_WORK);
}

/* Not an event: an endless loop is cut short, whatever it counts. */
static void callee_tick(void) {
  world_tick();
}

/* Nothing unwinds here: a personality is only linked against. */
static int32_t callee_personality(void) {
  return 0;
}

typedef void (*any_function)(void);

static const struct {
  const char *name;
  unsigned parameters;
  any_function function;
} callees[] = {
    {"NRT_incref", 1, (any_function)callee_incref},
    {"NRT_decref", 1, (any_function)callee_decref},
    {"NRT_MemInfo_refcount", 1, (any_function)callee_refcount},
    {"NRT_MemInfo_alloc", 1, (any_function)callee_new_leaf},
    {"NRT_incref_debug", 1, (any_function)callee_use},
    {"use", 1, (any_function)callee_use},
    {"keeps", 1, (any_function)callee_use},
    {"borrow", 1, (any_function)callee_use},
    {"use_two", 2, (any_function)callee_use_two},
    {"callee", 2, (any_function)callee_use_two},
    {"work", 0, callee_work},
    {"cond", 0, (any_function)callee_cond},
    {"choose", 0, (any_function)callee_choose},
    {"make", 0, (any_function)callee_make},
    {"new_object", 0, (any_function)callee_new_object},
    {"new_leaf", 0, (any_function)callee_new_leaf},
    {"same", 1, (any_function)callee_same},
    {"other", 1, (any_function)callee_other},
    {"steal", 1, (any_function)callee_steal},
    {"take", 1, (any_function)callee_steal},
    {"fails", 1, (any_function)callee_fails},
    {"pure", 1, (any_function)callee_pure},
    {"abort", 0, callee_stop},
    {"stop", 0, callee_stop},
    {"stop_or_unwind", 0, callee_stop},
    {"personality", 0, (any_function)callee_personality},
    {CALLEE_ACCESS, 1, (any_function)callee_access},
    {CALLEE_PUBLISH, 1, (any_function)callee_publish},
    {CALLEE_TICK, 0, callee_tick},
    {CALLEE_SYNC, 0, callee_sync},
};

unsigned long long callee_address(const char *name, unsigned parameters) {
  for (unsigned index = 0; index < sizeof callees / sizeof *callees; index++)
    if (strcmp(callees[index].name, name) == 0 && callees[index].parameters == parameters)
      return (unsigned long long)(uintptr_t)callees[index].function;
  return 0;
}
