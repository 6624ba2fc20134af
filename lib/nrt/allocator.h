/* allocator.h - where memory comes from. */
#ifndef NRT_ALLOCATOR_H
#define NRT_ALLOCATOR_H

#include <stdatomic.h>

#include <nrt/nrt.h>

#include "events.h"

/* The current allocator. Relaxed atomics: the functions are code, which needs no publishing. */
typedef struct nrt__allocator {
  _Atomic(NRT_malloc_func) malloc;
  _Atomic(NRT_realloc_func) realloc;
  _Atomic(NRT_free_func) free;
} nrt__allocator;

extern nrt__allocator nrt__current;

#define NRT__CURRENT(function) atomic_load_explicit(&nrt__current.function, memory_order_relaxed)

/* The sum of two sizes, or SIZE_MAX, which nrt__allocate refuses, where it does not fit. */
static inline size_t nrt__sum(size_t left, size_t right) {
  return right <= SIZE_MAX - left ? left + right : SIZE_MAX;
}

/* No object can be as large: a difference of two pointers into it would not fit. */
static inline bool nrt__is_impossible(size_t size) {
  return nrt__unlikely(size >= PTRDIFF_MAX);
}

/* Counts a failure, remembers an error, and returns NULL. */
void *nrt__refuse(size_t size);

/* Memory from `external`, or from the current allocator if that is NULL; NULL if there is none. */
static inline void *nrt__allocate_uncounted(size_t size, NRT_ExternalAllocator *external) {
  return external != NULL ? external->malloc(size, external->opaque_data)
                          : NRT__CURRENT(malloc)(size != 0 ? size : 1);
}

/* The same for any size, with all that there is to say about it. */
static inline void *nrt__allocate(size_t size, NRT_ExternalAllocator *external) {
  if (nrt__is_impossible(size))
    return nrt__refuse(size);
  void *block = nrt__allocate_uncounted(size, external);
  nrt__block_allocated(block, size);
  return block;
}

/* `block` may be NULL. The call of free comes last, so that it can be a jump. */
static inline void nrt__free(void *block, NRT_ExternalAllocator *external) {
  if (block == NULL)
    return;
  nrt__block_freed();
  if (external != NULL)
    external->free(block, external->opaque_data);
  else
    NRT__CURRENT(free)(block);
}

void nrt__allocator_reset(void);

#endif
