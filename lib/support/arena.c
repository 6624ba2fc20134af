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

static void add_chunk(arena *arena, size_t needed) {
  size_t size = FIRST_CHUNK;
  if (arena->chunks) /* doubling keeps the number of chunks logarithmic */
    size = 2 * (size_t)(arena->chunks->end - arena->chunks->bytes);
  if (size < needed)
    size = needed;
  arena_chunk *chunk = NULL;
  if (size <= SIZE_MAX - sizeof *chunk)
    chunk = malloc(sizeof *chunk + size);
  if (!chunk)
    longjmp(arena->on_failure, 1);
  chunk->older = arena->chunks;
  chunk->end = chunk->bytes + size;
  arena->chunks = chunk;
  arena->next = chunk->bytes;
  arena->end = chunk->end;
}

static size_t round_up(size_t bytes) {
  const size_t unit = alignof(max_align_t);
  return (bytes + unit - 1) / unit * unit;
}

void *arena_alloc(arena *arena, size_t count, size_t size) {
  if (size && count > (SIZE_MAX / 4) / size)
    longjmp(arena->on_failure, 1);
  size_t bytes = round_up(count * size);
  if (bytes > (size_t)(arena->end - arena->next) || !arena->next)
    add_chunk(arena, bytes);
  void *result = arena->next;
  arena->next += bytes;
  if (bytes)
    memset(result, 0, bytes);
  return result;
}

void *arena_grow(arena *arena, const void *old, size_t old_count, size_t new_count, size_t size) {
  void *result = arena_alloc(arena, new_count, size);
  if (old_count)
    memcpy(result, old, old_count * size);
  return result;
}

arena_mark arena_position(const arena *arena) {
  arena_mark mark = {arena->chunks, arena->next};
  return mark;
}

void arena_rewind(arena *arena, arena_mark mark) {
  while (arena->chunks != mark.chunk) {
    arena_chunk *older = arena->chunks->older;
    free(arena->chunks);
    arena->chunks = older;
  }
  arena->next = mark.next;
  arena->end = mark.chunk ? mark.chunk->end : NULL;
}

void arena_free(arena *arena) {
  arena_mark empty = {NULL, NULL};
  arena_rewind(arena, empty);
}
