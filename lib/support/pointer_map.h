/* pointer_map.h - an insert-only hash map from pointers to 32-bit numbers, in an arena.
 *
 * The LLVM C API offers no way to hang data on a value; this is how phases number them. Iteration
 * is not offered on purpose: its order would depend on addresses, and results must not.
 */
#ifndef REFPRUNE_SUPPORT_POINTER_MAP_H
#define REFPRUNE_SUPPORT_POINTER_MAP_H

#include "support/arena.h"

#define POINTER_MAP_NONE UINT32_MAX

typedef struct pointer_map_entry {
  const void *key; /* NULL: free */
  uint32_t tag;
  uint32_t value;
} pointer_map_entry;

typedef struct pointer_map {
  arena *pool;
  pointer_map_entry *entries;
  uint32_t count;
  uint32_t capacity; /* zero or a power of two, and more than count */
} pointer_map;

/* Of `entries`, the one that holds (key, tag), or the free one where it belongs. The keys' low bits say
 * little and a product's high bits are well mixed (Fibonacci hashing). */
static inline pointer_map_entry *pointer_map_slot(pointer_map_entry *entries, uint32_t capacity,
                                                  const void *key, uint32_t tag) {
  uint64_t mixed = ((uint64_t)(uintptr_t)key >> 4) + ((uint64_t)tag << 40);
  mixed *= UINT64_C(0x9e3779b97f4a7c15);
  uint32_t slot = (uint32_t)(mixed >> 32) & (capacity - 1);
  while (entries[slot].key && (entries[slot].key != key || entries[slot].tag != tag))
    slot = (slot + 1) & (capacity - 1);
  return &entries[slot];
}

/* The number stored for (key, tag), or POINTER_MAP_NONE. */
static inline uint32_t pointer_map_get(const pointer_map *map, const void *key, uint32_t tag) {
  if (!map->capacity)
    return POINTER_MAP_NONE;
  const pointer_map_entry *entry = pointer_map_slot(map->entries, map->capacity, key, tag);
  return entry->key ? entry->value : POINTER_MAP_NONE;
}

/* Stores or replaces a number. key is not NULL. */
void pointer_map_set(pointer_map *map, const void *key, uint32_t tag, uint32_t value);

/* Makes room for so many numbers at once. */
void pointer_map_reserve(pointer_map *map, uint32_t count);

#endif
