#include "support/pointer_map.h"

#include <stddef.h>

static uint32_t hash(const void *key, uint32_t tag) {
  uint64_t mixed = ((uint64_t)(uintptr_t)key >> 4) + ((uint64_t)tag << 40);
  mixed *= UINT64_C(0x9e3779b97f4a7c15); /* Fibonacci hashing: the high bits are well mixed */
  return (uint32_t)(mixed >> 32);
}

/* The slot that holds (key, tag), or the free one where it belongs. */
static pointer_map_entry *find(pointer_map_entry *entries, uint32_t capacity, const void *key,
                               uint32_t tag) {
  uint32_t mask = capacity - 1;
  uint32_t slot = hash(key, tag) & mask;
  while (entries[slot].key && (entries[slot].key != key || entries[slot].tag != tag))
    slot = (slot + 1) & mask;
  return &entries[slot];
}

static void grow(pointer_map *map) {
  uint32_t capacity = map->capacity ? map->capacity * 2 : 64;
  pointer_map_entry *entries = ARENA_NEW(map->pool, pointer_map_entry, capacity);
  for (uint32_t i = 0; i < map->capacity; i++) {
    const pointer_map_entry *old = &map->entries[i];
    if (old->key)
      *find(entries, capacity, old->key, old->tag) = *old;
  }
  map->entries = entries;
  map->capacity = capacity;
}

uint32_t pointer_map_get(const pointer_map *map, const void *key, uint32_t tag) {
  if (!map->capacity)
    return POINTER_MAP_NONE;
  const pointer_map_entry *entry = find(map->entries, map->capacity, key, tag);
  return entry->key ? entry->value : POINTER_MAP_NONE;
}

static pointer_map_entry *find_or_add(pointer_map *map, const void *key, uint32_t tag,
                                      uint32_t value) {
  if (map->count * 2 >= map->capacity)
    grow(map);
  pointer_map_entry *entry = find(map->entries, map->capacity, key, tag);
  if (!entry->key) {
    *entry = (pointer_map_entry){.key = key, .tag = tag, .value = value};
    map->count++;
  }
  return entry;
}

uint32_t pointer_map_add(pointer_map *map, const void *key, uint32_t tag, uint32_t value) {
  return find_or_add(map, key, tag, value)->value;
}

void pointer_map_set(pointer_map *map, const void *key, uint32_t tag, uint32_t value) {
  find_or_add(map, key, tag, value)->value = value;
}
