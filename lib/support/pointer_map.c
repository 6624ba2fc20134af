#include "support/pointer_map.h"

static void resize(pointer_map *map, uint32_t capacity) {
  pointer_map_entry *entries = ARENA_NEW(map->pool, pointer_map_entry, capacity);
  for (uint32_t i = 0; i < map->capacity; i++) {
    const pointer_map_entry *old = &map->entries[i];
    if (old->key)
      *pointer_map_slot(entries, capacity, old->key, old->tag) = *old;
  }
  map->entries = entries;
  map->capacity = capacity;
}

void pointer_map_reserve(pointer_map *map, uint32_t count) {
  uint32_t capacity = map->capacity ? map->capacity : 16;
  while (capacity / 2 < count)
    capacity *= 2;
  if (capacity > map->capacity)
    resize(map, capacity);
}

void pointer_map_set(pointer_map *map, const void *key, uint32_t tag, uint32_t value) {
  if (map->count * 2 >= map->capacity)
    resize(map, map->capacity ? map->capacity * 2 : 64);
  pointer_map_entry *entry = pointer_map_slot(map->entries, map->capacity, key, tag);
  map->count += !entry->key;
  *entry = (pointer_map_entry){.key = key, .tag = tag, .value = value};
}
