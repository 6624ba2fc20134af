/* The arena: zeroed, aligned, rewound; and what happens when there is no memory left. */
#include "support/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>

#include "check.h"

static bool is_zero(const unsigned char *bytes, size_t size) {
  for (size_t i = 0; i < size; ++i)
    if (bytes[i] != 0)
      return false;
  return true;
}

/* Memory that was used before must come back as zeroes, too. */
static void memory_is_zeroed_and_aligned(void) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  for (int round = 0; round < 2; ++round) {
    arena_mark mark = arena_position(&pool);
    for (size_t size = 1; size < 2000; size += 7) {
      unsigned char *bytes = ARENA_NEW(&pool, unsigned char, size);
      CHECK((uintptr_t)bytes % alignof(max_align_t) == 0);
      CHECK(is_zero(bytes, size));
      memset(bytes, 0xa5, size);
      CHECK((uintptr_t)ARENA_NEW_UNSET(&pool, char, size) % alignof(max_align_t) == 0);
    }
    arena_rewind(&pool, mark);
  }
  arena_free(&pool);
}

static void a_rewound_place_is_used_again_and_the_rest_is_kept(void) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  int *kept = ARENA_NEW(&pool, int, 3);
  kept[2] = 17;
  arena_mark mark = arena_position(&pool);
  char *first = ARENA_NEW(&pool, char, 100);
  ARENA_NEW(&pool, char, 10000000); /* in a chunk of its own */
  arena_rewind(&pool, mark);
  CHECK(ARENA_NEW(&pool, char, 100) == first);
  CHECK(kept[2] == 17);
  arena_free(&pool);
  CHECK(pool.chunks == NULL);
}

static void arrays_grow_and_keep_their_elements(void) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  uint32_t *array = NULL, capacity = 0;
  for (uint32_t count = 0; count < 100000; ++count) {
    ARENA_RESERVE(&pool, array, count, capacity);
    array[count] = count;
  }
  bool all = true;
  for (uint32_t i = 0; i < 100000; ++i)
    all &= array[i] == i;
  CHECK(all && capacity >= 100000);
  uint32_t before = capacity;
  ARENA_RESERVE_MORE(&pool, array, 100000u, before - 100000, capacity);
  CHECK(capacity == before);
  ARENA_RESERVE_MORE(&pool, array, 100000u, 3 * before, capacity); /* doubling is not enough */
  CHECK(capacity >= 100000 + 3 * before && array[99999] == 99999);
  array[100000 + 3 * before - 1] = 1; /* the sanitizers know if this is ours */
  arena_free(&pool);
}

/* The sanitizers' allocators would rather end the process than fail. */
const char *__asan_default_options(void);
const char *__tsan_default_options(void);
__attribute__((visibility("default"))) const char *__asan_default_options(void) {
  return "allocator_may_return_null=1";
}
__attribute__((visibility("default"))) const char *__tsan_default_options(void) {
  return "allocator_may_return_null=1";
}

/* What was allocated before must still be there, and the arena usable. */
static void check_failing_allocation(size_t count, size_t size) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  int *const kept = ARENA_NEW(&pool, int, 1);
  *kept = 5;
  if (setjmp(on_failure) == 0) {
    arena_alloc(&pool, count, size);
    note_check(0, __FILE__, __LINE__, "the allocation must not return");
  } else {
    CHECK(*kept == 5);
    CHECK(ARENA_NEW(&pool, char, 1) != NULL);
  }
  arena_free(&pool);
}

/* Sizes that no machine has: as one number too large, and as a product that overflows. */
static void a_failing_allocation_jumps(void) {
  static const size_t sizes[][2] = {
      {SIZE_MAX / 8, 1}, {SIZE_MAX, 1}, {SIZE_MAX / 2 + 1, 2}, {1, SIZE_MAX}, {SIZE_MAX, SIZE_MAX}};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i)
    check_failing_allocation(sizes[i][0], sizes[i][1]);
}

static void nothing_can_be_allocated(void) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  CHECK(ARENA_NEW(&pool, int, 0) != NULL);
  arena_free(&pool);
  arena_free(&pool);
}

int main(void) {
  memory_is_zeroed_and_aligned();
  a_rewound_place_is_used_again_and_the_rest_is_kept();
  arrays_grow_and_keep_their_elements();
  a_failing_allocation_jumps();
  nothing_can_be_allocated();
  return finish_checks();
}
