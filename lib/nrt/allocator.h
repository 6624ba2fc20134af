/* allocator.h - where memory comes from. */
#ifndef NRT_ALLOCATOR_H
#define NRT_ALLOCATOR_H

#include <nrt/nrt.h>

/* The sum of two sizes, or SIZE_MAX, which nrt__allocate refuses, where it does not fit. */
static inline size_t nrt__sum(size_t left, size_t right) {
  return right <= SIZE_MAX - left ? left + right : SIZE_MAX;
}

/* Memory from `external`, or from the current allocator if that is NULL. Refuses what no object can
 * be as large as: PTRDIFF_MAX bytes or more. */
void *nrt__allocate(size_t size, NRT_ExternalAllocator *external);
void *nrt__reallocate(void *block, size_t size);
void nrt__free(void *block, NRT_ExternalAllocator *external);

/* nrt__free of the current allocator without statistics: for blocks that count as freed already. */
void nrt__free_uncounted(void *block);

void nrt__allocator_reset(void);

#endif
