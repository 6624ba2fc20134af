#include "allocator.h"

#include <stdio.h>

#include <nrt/debug.h>

#include "error.h"
#include "events.h"
#include "registry.h"
#include "statistics.h"

nrt__allocator nrt__current = {malloc, realloc, free};

nrt__noinline void *nrt__refuse(size_t size) {
  char what[80];
  snprintf(what, sizeof what, "%zu bytes are more than memory can hold", size);
  nrt__set_error("allocation", what);
  nrt__block_allocated(NULL, size);
  return NULL;
}

/* realloc with size 0 may free the block and return NULL, which would look like a failure that kept
 * it. */
static void *reallocate(void *block, size_t size) {
  if (nrt__is_impossible(size))
    return nrt__refuse(size);
  void *moved = NRT__CURRENT(realloc)(block, size != 0 ? size : 1);
  if (block == NULL)
    nrt__block_allocated(moved, size);
  else if (nrt__on(NRT__STATS))
    nrt__event_reallocated(moved);
  return moved;
}

static void set_current(NRT_malloc_func malloc_func, NRT_realloc_func realloc_func,
                        NRT_free_func free_func) {
  atomic_store_explicit(&nrt__current.malloc, malloc_func, memory_order_relaxed);
  atomic_store_explicit(&nrt__current.realloc, realloc_func, memory_order_relaxed);
  atomic_store_explicit(&nrt__current.free, free_func, memory_order_relaxed);
}

void nrt__allocator_reset(void) {
  set_current(malloc, realloc, free);
}

static bool is_current(NRT_malloc_func malloc_func, NRT_realloc_func realloc_func,
                       NRT_free_func free_func) {
  return malloc_func == NRT__CURRENT(malloc) && realloc_func == NRT__CURRENT(realloc) &&
         free_func == NRT__CURRENT(free);
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
  return reallocate(ptr, size);
}

void NRT_Free(void *ptr) {
  nrt__free(ptr, NULL);
}

/* The sample allocator: what it is given back must be its own. */
static int sample_tag;

static void *sample_malloc(size_t size, void *opaque_data) {
  return opaque_data == &sample_tag ? NRT__CURRENT(malloc)(size != 0 ? size : 1) : NULL;
}

static void *sample_realloc(void *ptr, size_t new_size, void *opaque_data) {
  return opaque_data == &sample_tag ? NRT__CURRENT(realloc)(ptr, new_size != 0 ? new_size : 1)
                                    : NULL;
}

static void sample_free(void *ptr, void *opaque_data) {
  if (opaque_data == &sample_tag)
    NRT__CURRENT(free)(ptr);
}

NRT_ExternalAllocator *_nrt_get_sample_external_allocator(void) {
  static NRT_ExternalAllocator sample = {sample_malloc, sample_realloc, sample_free, &sample_tag};
  return &sample;
}
