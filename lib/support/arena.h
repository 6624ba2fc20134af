/* arena.h - memory of one run: allocate freely, free everything at once.
 *
 * A pass allocates hundreds of small arrays that all die together. The arena hands them out zeroed,
 * unless asked not to, and never returns NULL: when the system has no memory left it jumps to
 * `on_failure`, which the driver has set before it called any phase. Phases therefore contain no
 * error paths, and the IR is only changed by code that allocates nothing.
 */
#ifndef REFPRUNE_SUPPORT_ARENA_H
#define REFPRUNE_SUPPORT_ARENA_H

#include <setjmp.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct arena_chunk arena_chunk;

typedef struct arena {
  arena_chunk *chunks; /* newest first */
  arena_chunk *spare;  /* given back, or NULL */
  char *next;
  char *end;
  jmp_buf *on_failure; /* may serve several arenas */
} arena;

/* A place to which arena_rewind returns. */
typedef struct arena_mark {
  arena_chunk *chunk;
  char *next;
} arena_mark;

/* What arena_take does where the chunk in hand is full, or nearly so. */
void *arena_take_more(arena *pool, size_t bytes);

/* Memory for `count` objects of `size` bytes, aligned for any type. Its bytes are not set. */
static inline void *arena_take(arena *pool, size_t count, size_t size) {
  const size_t unit = alignof(max_align_t);
  size_t bytes = SIZE_MAX; /* more than there is */
  if (count <= SIZE_MAX / 4 / size)
    bytes = (count * size + unit - 1) / unit * unit;
  if (bytes >= (size_t)(pool->end - pool->next)) /* also where there is no chunk yet */
    return arena_take_more(pool, bytes);
  void *result = pool->next;
  pool->next += bytes;
  return result;
}

/* The same, zeroed. */
static inline void *arena_alloc(arena *pool, size_t count, size_t size) {
  void *result = arena_take(pool, count, size);
  if (count)
    memset(result, 0, count * size);
  return result;
}

/* A larger copy of an array; the old one stays until the arena is rewound. The new elements are not
 * set. */
void *arena_grow(arena *pool, const void *old, size_t old_count, size_t new_count, size_t size);

arena_mark arena_position(const arena *pool);

/* Frees everything allocated since `mark`. */
void arena_rewind(arena *pool, arena_mark mark);

/* Frees everything. An arena that is all zero (but for on_failure) is ready for use. */
void arena_free(arena *pool);

#define ARENA_NEW(pool, type, count) ((type *)arena_alloc((pool), (count), sizeof(type)))

/* For arrays that are filled before they are read: not zeroed. */
#define ARENA_NEW_UNSET(pool, type, count) ((type *)arena_take((pool), (count), sizeof(type)))

/* Makes room for `more` elements from `array[count]` on; `capacity` is the caller's. */
#define ARENA_RESERVE_MORE(pool, array, count, more, capacity)                                    \
  do {                                                                                             \
    if ((capacity) - (count) < (more)) {                                                           \
      size_t wanted_ = (capacity) ? (size_t)(capacity)*2 : 8;                                      \
      if (wanted_ - (count) < (more))                                                              \
        wanted_ = (size_t)(count) + (more);                                                        \
      (array) = arena_grow((pool), (array), (count), wanted_, sizeof *(array));                   \
      (capacity) = (uint32_t)wanted_;                                                              \
    }                                                                                              \
  } while (0)

#define ARENA_RESERVE(pool, array, count, capacity)                                               \
  ARENA_RESERVE_MORE(pool, array, count, 1u, capacity)

#endif
