#include "allocator.h"

#include <stdatomic.h>
#include <stdio.h>

#include <nrt/debug.h>

#include "error.h"
#include "events.h"
#include "registry.h"
#include "statistics.h"

/* Relaxed atomics: the functions are code, which needs no publishing. */
static struct {
  _Atomic(NRT_malloc_func) malloc;
  _Atomic(NRT_realloc_func) realloc;
  _Atomic(NRT_free_func) free;
} current = {malloc, realloc, free};

#define CURRENT(function) atomic_load_explicit(&current.function, memory_order_relaxed)

static nrt__noinline void *refuse(size_t size) {
  char what[80];
  snprintf(what, sizeof what, "%zu bytes are more than memory can hold", size);
  nrt__set_error("allocation", what);
  nrt__block_allocated(NULL, size);
  return NULL;
}

static inline bool is_impossible(size_t size) {
  return nrt__unlikely(size >= PTRDIFF_MAX);
}

void *nrt__allocate(size_t size, NRT_ExternalAllocator *external) {
  if (is_impossible(size))
    return refuse(size);
  void *block = external != NULL ? external->malloc(size, external->opaque_data)
                                 : CURRENT(malloc)(size != 0 ? size : 1);
  nrt__block_allocated(block, size);
  return block;
}

/* realloc with size 0 may free the block and return NULL, which would look like a failure that kept
 * it. */
void *nrt__reallocate(void *block, size_t size) {
  if (is_impossible(size))
    return refuse(size);
  void *moved = CURRENT(realloc)(block, size != 0 ? size : 1);
  if (block == NULL)
    nrt__block_allocated(moved, size);
  else if (nrt__on(NRT__STATS))
    nrt__event_reallocated(moved);
  return moved;
}

void nrt__free(void *block, NRT_ExternalAllocator *external) {
  if (block == NULL)
    return;
  if (external != NULL)
    external->free(block, external->opaque_data);
  else
    nrt__free_uncounted(block);
  nrt__block_freed();
}

void nrt__free_uncounted(void *block) {
  CURRENT(free)(block);
}

static void set_current(NRT_malloc_func malloc_func, NRT_realloc_func realloc_func,
                        NRT_free_func free_func) {
  atomic_store_explicit(&current.malloc, malloc_func, memory_order_relaxed);
  atomic_store_explicit(&current.realloc, realloc_func, memory_order_relaxed);
  atomic_store_explicit(&current.free, free_func, memory_order_relaxed);
}

void nrt__allocator_reset(void) {
  set_current(malloc, realloc, free);
}

static bool is_current(NRT_malloc_func malloc_func, NRT_realloc_func realloc_func,
                       NRT_free_func free_func) {
  return malloc_func == CURRENT(malloc) && realloc_func == CURRENT(realloc) &&
         free_func == CURRENT(free);
}

static bool blocks_exist(void) {
  return (nrt__on(NRT__STATS) && !nrt__stats_balance()) || nrt_debug_live(NULL, 0) != 0;
}

void NRT_MemSys_set_allocator(NRT_malloc_func malloc_func, NRT_realloc_func realloc_func,
                              NRT_free_func free_func) {
  if (malloc_func == NULL || realloc_func == NULL || free_func == NULL) {
    nrt__misuse("NRT_MemSys_set_allocator", "an allocator needs all three functions", NULL);
    return;
  }
  if (is_current(malloc_func, realloc_func, free_func))
    return;
  if (blocks_exist()) {
    nrt__misuse("NRT_MemSys_set_allocator", "blocks of the current allocator exist", NULL);
    return;
  }
  nrt__empty_quarantine();
  set_current(malloc_func, realloc_func, free_func);
}

void *NRT_Allocate(size_t size) {
  return nrt__allocate(size, NULL);
}

void *NRT_Allocate_External(size_t size, NRT_ExternalAllocator *allocator) {
  return nrt__allocate(size, allocator);
}

void *NRT_Reallocate(void *ptr, size_t size) {
  return nrt__reallocate(ptr, size);
}

void NRT_Free(void *ptr) {
  nrt__free(ptr, NULL);
}

/* The sample allocator: what it is given back must be its own. */
static int sample_tag;

static void *sample_malloc(size_t size, void *opaque_data) {
  return opaque_data == &sample_tag ? CURRENT(malloc)(size != 0 ? size : 1) : NULL;
}

static void *sample_realloc(void *ptr, size_t new_size, void *opaque_data) {
  return opaque_data == &sample_tag ? CURRENT(realloc)(ptr, new_size != 0 ? new_size : 1) : NULL;
}

static void sample_free(void *ptr, void *opaque_data) {
  if (opaque_data == &sample_tag)
    CURRENT(free)(ptr);
}

NRT_ExternalAllocator *_nrt_get_sample_external_allocator(void) {
  static NRT_ExternalAllocator sample = {sample_malloc, sample_realloc, sample_free, &sample_tag};
  return &sample;
}
