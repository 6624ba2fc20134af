#include "support/arena.h"

#include <stdlib.h>
#include <string.h>

struct arena_chunk {
  arena_chunk *older;
  char *end;
  alignas(max_align_t) char bytes[];
};

enum { FIRST_CHUNK = 64 * 1024 };

static size_t size_of(const arena_chunk *chunk) {
  return (size_t)(chunk->end - chunk->bytes);
}

/* The spare one where it is large enough, else a new one; NULL: there is no memory. */
static arena_chunk *find_chunk(arena *pool, size_t size) {
  arena_chunk *chunk = pool->spare;
  if (chunk && size_of(chunk) >= size) {
    pool->spare = NULL;
    return chunk;
  }
  chunk = size <= SIZE_MAX - sizeof *chunk ? malloc(sizeof *chunk + size) : NULL;
  if (chunk)
    chunk->end = chunk->bytes + size;
  return chunk;
}

static void add_chunk(arena *pool, size_t needed) {
  size_t size = FIRST_CHUNK;
  if (pool->chunks) /* doubling keeps the number of chunks logarithmic */
    size = 2 * size_of(pool->chunks);
  if (size < needed)
    size = needed;
  arena_chunk *chunk = find_chunk(pool, size);
  if (!chunk)
    longjmp(*pool->on_failure, 1);
  chunk->older = pool->chunks;
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

/* Of what is given back the largest chunk is kept: whoever takes and gives back again and again would
 * otherwise get it from the system, page by page, each time. */
static void release(arena *pool, arena_chunk *chunk) {
  if (pool->spare && size_of(pool->spare) >= size_of(chunk)) {
    free(chunk);
    return;
  }
  free(pool->spare);
  pool->spare = chunk;
}

void arena_rewind(arena *pool, arena_mark mark) {
  while (pool->chunks != mark.chunk) {
    arena_chunk *newest = pool->chunks;
    pool->chunks = newest->older;
    release(pool, newest);
  }
  pool->next = mark.next;
  pool->end = mark.chunk ? mark.chunk->end : NULL;
}

void arena_free(arena *pool) {
  arena_mark empty = {NULL, NULL};
  arena_rewind(pool, empty);
  free(pool->spare);
  pool->spare = NULL;
}
