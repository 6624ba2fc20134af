#include "support/arena.h"

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

void *arena_take_more(arena *pool, size_t bytes) {
  if (bytes > (size_t)(pool->end - pool->next) || !pool->next)
    add_chunk(pool, bytes);
  void *result = pool->next;
  pool->next += bytes;
  return result;
}

void *arena_grow(arena *pool, const void *old, size_t old_count, size_t new_count, size_t size) {
  void *result = arena_take(pool, new_count, size);
  if (old_count)
    memcpy(result, old, old_count * size);
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
