#include "support/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct arena_chunk {
  arena_chunk *older;
  char *end;
  alignas(max_align_t) char bytes[];
};

enum { FIRST_CHUNK = 64 * 1024 };

static void add_chunk(arena *pool, size_t needed) {
  size_t size = FIRST_CHUNK;
  if (pool->chunks) /* doubling keeps the number of chunks logarithmic */
    size = 2 * (size_t)(pool->chunks->end - pool->chunks->bytes);
  if (size < needed)
    size = needed;
  arena_chunk *chunk = NULL;
  if (size <= SIZE_MAX - sizeof *chunk)
    chunk = malloc(sizeof *chunk + size);
  if (!chunk)
    longjmp(*pool->on_failure, 1);
  chunk->older = pool->chunks;
  chunk->end = chunk->bytes + size;
  pool->chunks = chunk;
  pool->next = chunk->bytes;
  pool->end = chunk->end;
}

static size_t round_up(size_t bytes) {
  const size_t unit = alignof(max_align_t);
  return (bytes + unit - 1) / unit * unit;
}

/* Memory as it comes; `bytes` is set to how much. */
static void *take(arena *pool, size_t count, size_t size, size_t *bytes) {
  if (size && count > (SIZE_MAX / 4) / size)
    longjmp(*pool->on_failure, 1);
  *bytes = round_up(count * size);
  if (*bytes > (size_t)(pool->end - pool->next) || !pool->next)
    add_chunk(pool, *bytes);
  void *result = pool->next;
  pool->next += *bytes;
  return result;
}

void *arena_alloc(arena *pool, size_t count, size_t size) {
  size_t bytes;
  void *result = take(pool, count, size, &bytes);
  if (bytes)
    memset(result, 0, bytes);
  return result;
}

void *arena_grow(arena *pool, const void *old, size_t old_count, size_t new_count, size_t size) {
  size_t bytes, kept = old_count * size;
  char *result = take(pool, new_count, size, &bytes);
  if (kept)
    memcpy(result, old, kept);
  if (bytes > kept)
    memset(result + kept, 0, bytes - kept);
  return result;
}

arena_mark arena_position(const arena *pool) {
  arena_mark mark = {pool->chunks, pool->next};
  return mark;
}

void arena_rewind(arena *pool, arena_mark mark) {
  while (pool->chunks != mark.chunk) {
    arena_chunk *older = pool->chunks->older;
    free(pool->chunks);
    pool->chunks = older;
  }
  pool->next = mark.next;
  pool->end = mark.chunk ? mark.chunk->end : NULL;
}

void arena_free(arena *pool) {
  arena_mark empty = {NULL, NULL};
  arena_rewind(pool, empty);
}
