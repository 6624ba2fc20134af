/* world.c - counts, poisons, logs, and plays the part of everybody else. */
#include "world.h"

#include <string.h>

world test_world;
jmp_buf test_world_exit;

static scenario scene_now;

enum { PURPOSE_OWNER = 1000, PURPOSE_MEMORY, PURPOSE_INTERFERE, PURPOSE_WHOM };

static const int64_t poison = (int64_t)0xDEDEDEDEDEDEDEDEu;

bool world_is_strict(void) {
  return scene_now.strict;
}

uint64_t world_random(int purpose, int index) {
  uint64_t bits = scene_now.seed * 0x9E3779B97F4A7C15u + (uint64_t)purpose;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u + (uint64_t)index;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  bits = (bits ^ (bits >> 31)) * 0xBF58476D1CE4E5B9u;
  return bits ^ (bits >> 29);
}

_Noreturn void world_leave(ending end) {
  test_world.end = end;
  longjmp(test_world_exit, 1);
}

static _Noreturn void violate(int number, const char *what) {
  test_world.culprit = number;
  test_world.violation = what;
  world_leave(ENDED_VIOLATION);
}

void world_log(event_kind kind, int a, int b, int c) {
  if (kind != EVENT_DESTROY && test_world.event_count >= MAX_EVENTS)
    world_leave(ENDED_CUT);
  test_world.events[test_world.event_count++] = (event){.kind = kind, .a = a, .b = b, .c = c};
}

void world_require_alive(int number, const char *what) {
  if (test_world.objects[number].dead)
    violate(number, what);
}

int world_add_object(int owned) {
  const int number = test_world.object_count;
  if (number == MAX_OBJECTS)
    world_leave(ENDED_CUT);
  object *added = &test_world.objects[number];
  test_world.object_count++;
  for (int word = 0; word < PAYLOAD_WORDS; word++)
    added->payload[word] = 1000 + number;
  added->caller = scene_now.caller[number];
  added->others = scene_now.others[number];
  added->count = added->caller + added->others;
  added->owned = owned;
  return number;
}

/* A chain of owners: each object may own the next one, so that a release can destroy several. An
 * object that nobody owns begins with one reference, of the caller or of others. */
static void add_first_objects(void) {
  for (int number = 0; number < FIRST_OBJECTS; number++) {
    const bool owns = number + 1 < FIRST_OBJECTS && world_random(PURPOSE_OWNER, number) % 2 == 0;
    object *added = &test_world.objects[world_add_object(owns ? number + 1 : -1)];
    added->count++;
    if (number > 0 && test_world.objects[number - 1].owned == number)
      continue;
    if (world_random(PURPOSE_OWNER, number) % 4 < 2)
      added->others++;
    else
      added->caller++;
  }
}

void world_start(const scenario *scene) {
  memset(&test_world, 0, sizeof test_world);
  scene_now = *scene;
  test_world.culprit = -1;
  add_first_objects();
}

int64_t *world_add_memory(bool with_objects) {
  const int number = test_world.memory_count++;
  int64_t *words = test_world.memory[number];
  for (int word = 0; with_objects && word < MEMORY_WORDS; word++) {
    const uint64_t pick = world_random(PURPOSE_MEMORY, number * MEMORY_WORDS + word);
    words[word] = (int64_t)(intptr_t)&test_world.objects[pick % FIRST_OBJECTS];
  }
  memcpy(test_world.memory_at_start[number], words, sizeof test_world.memory[number]);
  return words;
}

int world_find(const void *pointer) {
  const uintptr_t first = (uintptr_t)test_world.objects;
  const uintptr_t address = (uintptr_t)pointer;
  if (address < first || address >= first + sizeof test_world.objects)
    return -1;
  return (int)((address - first) / sizeof(object));
}

void world_tick(void) {
  if (++test_world.tick_count > MAX_TICKS)
    world_leave(ENDED_CUT);
}

void world_give(int number) {
  object *given = &test_world.objects[number];
  given->count++;
  given->own++;
  given->taken++;
}

void world_retain(int number) {
  world_require_alive(number, "incref of a dead object");
  world_give(number);
}

static void destroy(int number) {
  object *gone = &test_world.objects[number];
  world_log(EVENT_DESTROY, 0, number, 0);
  gone->dead = true;
  for (int word = 0; word < PAYLOAD_WORDS; word++)
    gone->payload[word] = poison;
}

/* One reference less, of whoever; and of what the object owned, if that was the last. */
static void drop(int number) {
  while (number >= 0) {
    world_require_alive(number, "release of a dead object");
    object *released = &test_world.objects[number];
    if (--released->count > 0)
      return;
    destroy(number);
    number = released->owned;
  }
}

void world_drop_other(int number) {
  test_world.objects[number].others--;
  drop(number);
}

/* What the function has not taken itself it gives back for its caller. In the pruned function the
 * order may differ, and only what dies matters. */
void world_release(int number) {
  world_require_alive(number, "decref of a dead object");
  object *released = &test_world.objects[number];
  if (released->own > 0 || !scene_now.original || scene_now.strict) {
    released->own--;
  } else if (released->caller > 0) {
    released->caller--;
  } else {
    test_world.not_ours = true;
    violate(number, "decref of a reference of others");
  }
  drop(number);
}

void world_interfere(bool opaque) {
  const int moment = test_world.event_count;
  if (world_random(PURPOSE_INTERFERE, moment) % 2 == 0)
    return;
  const int number = (int)(world_random(PURPOSE_WHOM, moment) % (uint64_t)test_world.object_count);
  object *other = &test_world.objects[number];
  if (other->others == 0 || !((opaque && scene_now.strict) || other->published))
    return;
  world_drop_other(number);
}
