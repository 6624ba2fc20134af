/* The map from pointers to numbers, against a plain list. */
#include "support/pointer_map.h"

#include <stdbool.h>

#include "check.h"

enum { KEYS = 5000, TAGS = 3 };

static char objects[KEYS * 16]; /* keys that differ in the bits that allocations differ in */

static void an_empty_map_has_nothing(void) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  pointer_map map = {.pool = &pool};
  CHECK(pointer_map_get(&map, objects, 0) == POINTER_MAP_NONE);
  pointer_map_set(&map, objects, 0, 0);
  CHECK(pointer_map_get(&map, objects, 0) == 0);
  CHECK(pointer_map_get(&map, objects, 1) == POINTER_MAP_NONE);
  CHECK(pointer_map_get(&map, objects + 16, 0) == POINTER_MAP_NONE);
  arena_free(&pool);
}

static void values_are_replaced(void) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  pointer_map map = {.pool = &pool};
  for (uint32_t value = 0; value < 1000; ++value)
    pointer_map_set(&map, objects, 7, value);
  CHECK(pointer_map_get(&map, objects, 7) == 999);
  CHECK(map.count == 1);
  pointer_map_reserve(&map, 1000);
  CHECK(map.capacity >= 2000);
  CHECK(pointer_map_get(&map, objects, 7) == 999);
  pointer_map_reserve(&map, 1);
  CHECK(map.capacity >= 2000);
  arena_free(&pool);
}

/* Every third key stays out. The map is asked about all of them while it grows. */
static uint32_t value_of(uint32_t key, uint32_t tag) {
  return key * TAGS + tag;
}

static bool agrees(const pointer_map *map, uint32_t up_to) {
  for (uint32_t key = 0; key < KEYS; ++key)
    for (uint32_t tag = 0; tag < TAGS; ++tag) {
      bool inside = key < up_to && key % 3 != 0;
      uint32_t wanted = inside ? value_of(key, tag) : POINTER_MAP_NONE;
      if (pointer_map_get(map, objects + (size_t)key * 16, tag) != wanted)
        return false;
    }
  return true;
}

static void many_keys_are_told_apart(void) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  pointer_map map = {.pool = &pool};
  for (uint32_t key = 0; key < KEYS; ++key) {
    for (uint32_t tag = 0; tag < TAGS && key % 3 != 0; ++tag)
      pointer_map_set(&map, objects + (size_t)key * 16, tag, value_of(key, tag));
    if (key % 500 == 499)
      CHECK(agrees(&map, key + 1));
  }
  CHECK(map.count == (KEYS - (KEYS + 2) / 3) * TAGS);
  arena_free(&pool);
}

int main(void) {
  an_empty_map_has_nothing();
  values_are_replaced();
  many_keys_are_told_apart();
  return finish_checks();
}
