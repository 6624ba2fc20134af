/* nrt/nrt_external.h - the function table of Numba's runtime, as Numba 0.68 lays it out.
 *
 *     const NRT_api_functions *nrt = NRT_get_api();      (declared in nrt/nrt.h)
 *     NRT_MemInfo *object = nrt->manage_memory(malloc(10), free);
 *     nrt->acquire(object);
 *     nrt->release(object);
 *     nrt->release(object);                              (calls free)
 *
 * Threads: every function of the table may be called from any thread at any time, also before any
 * initialisation. Errors: functions that return an object return NULL when memory is short.
 */

/* Numba's own header has this guard: whichever is included first declares the types. */
#ifndef NUMBA_NRT_EXTERNAL_H_
#define NUMBA_NRT_EXTERNAL_H_

#include <stdlib.h>

/* A reference-counted object. Its fields are an ABI for compiled code, see docs/runtime.md. */
typedef struct MemInfo NRT_MemInfo;

/* Gives memory back that was handed to manage_memory. Called once, by the thread that released the
 * last reference. */
typedef void NRT_managed_dtor(void *data);

/* Shaped like malloc, realloc and free, with a pointer of the allocator's own at the end. They must
 * be thread-safe if objects are, and must not unwind. */
typedef void *(*NRT_external_malloc_func)(size_t size, void *opaque_data);
typedef void *(*NRT_external_realloc_func)(void *ptr, size_t new_size, void *opaque_data);
typedef void (*NRT_external_free_func)(void *ptr, void *opaque_data);

/* Memory from elsewhere. Borrowed by every object made with it: it must outlive them all. */
struct ExternalMemAllocator {
  NRT_external_malloc_func malloc;
  NRT_external_realloc_func realloc;
  NRT_external_free_func free;
  void *opaque_data;
};
typedef struct ExternalMemAllocator NRT_ExternalAllocator;

typedef struct {
  /* A new object with `nbytes` bytes of uninitialised data; the caller owns the one reference. */
  NRT_MemInfo *(*allocate)(size_t nbytes);

  /* The same in memory of `allocator`, whose free will be called for it. NULL: the runtime's own.
   */
  NRT_MemInfo *(*allocate_external)(size_t nbytes, NRT_ExternalAllocator *allocator);

  /* A new object for memory that exists. The object owns `data` from now on and gives it to `dtor`
   * (may be NULL: nothing is called) when its last reference is released. On failure, NULL, the
   * caller still owns `data`. */
  NRT_MemInfo *(*manage_memory)(void *data, NRT_managed_dtor dtor);

  /* Take one more reference to a live object. NULL is ignored. */
  void (*acquire)(NRT_MemInfo *mi);

  /* Give one reference back; the last one destroys the object. NULL is ignored. */
  void (*release)(NRT_MemInfo *mi);

  /* The object's data, borrowed: valid as long as a reference is held. */
  void *(*get_data)(NRT_MemInfo *mi);
} NRT_api_functions;

#endif
