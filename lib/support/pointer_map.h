/* pointer_map.h - an insert-only hash map from pointers to 32-bit numbers, in an arena.
 *
 * The LLVM C API offers no way to hang data on a value; this is how phases number them. Iteration
 * is not offered on purpose: its order would depend on addresses, and results must not.
 */
#ifndef REFPRUNE_SUPPORT_POINTER_MAP_H
#define REFPRUNE_SUPPORT_POINTER_MAP_H

#include <stdint.h>

#include "support/arena.h"

#define POINTER_MAP_NONE UINT32_MAX

typedef struct pointer_map_entry {
  const void *key;
  uint32_t tag;
  uint32_t value;
} pointer_map_entry;

typedef struct pointer_map {
  arena *pool;
  pointer_map_entry *entries;
  uint32_t count;
  uint32_t capacity; /* zero or a power of two */
} pointer_map;

/* The number stored for (key, tag), or POINTER_MAP_NONE. */
uint32_t pointer_map_get(const pointer_map *map, const void *key, uint32_t tag);

/* The number stored for (key, tag); where there is none, `value` after storing it. key is not NULL. */
uint32_t pointer_map_add(pointer_map *map, const void *key, uint32_t tag, uint32_t value);

/* Stores or replaces a number. key is not NULL. */
void pointer_map_set(pointer_map *map, const void *key, uint32_t tag, uint32_t value);

#endif
