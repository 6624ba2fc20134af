/* nrt/nrt.h - reference-counted memory for compiled code, compatible with Numba 0.68's runtime.
 *
 *     NRT_MemInfo *object = NRT_MemInfo_alloc(100);   count 1, ours
 *     NRT_incref(object);                             count 2
 *     NRT_decref(object);                             count 1
 *     NRT_decref(object);                             destroyed, its memory is free
 *
 * Names: NRT_* is Numba's ABI and does not change; nrt_* is what libnrt adds to it.
 *
 * Threads: every function may be called from any thread at any time, also before NRT_MemSys_init,
 * unless its comment says otherwise. An object itself is protected only by its count: who holds a
 * reference may use it. (In libnrt_single all objects belong to one thread.)
 *
 * Errors: a function that returns a pointer returns NULL when memory is short or a size cannot be
 * addressed, and has then changed and counted nothing. Misuse changes nothing and leaves a sentence
 * in nrt_last_error. Nothing prints or ends the process unless nrt/debug.h was asked to.
 *
 * Ownership: the typedefs below say what happens to a reference that crosses a call.
 */
#ifndef NRT_NRT_H
#define NRT_NRT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <nrt/nrt_external.h>

#if defined(__GNUC__)
#define NRT_API __attribute__((visibility("default")))
#else
#define NRT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A reference that the callee gives to the caller, who must release it. NULL on failure. */
typedef NRT_MemInfo *nrt_given;
/* A reference that the caller keeps: the callee only looks, for as long as the call lasts. */
typedef NRT_MemInfo *nrt_borrowed;
/* A reference that the callee consumes: afterwards the caller may not use the object through it. */
typedef NRT_MemInfo *nrt_consumed;

/* Called once, before the memory of an object is freed, with its data, the data's size in bytes and
 * the pointer that was registered with it. It may allocate objects and take and release references
 * to others. It must return: no longjmp, no exception. */
typedef void (*NRT_dtor_function)(void *ptr, size_t size, void *info);

typedef void *(*NRT_malloc_func)(size_t size);
typedef void *(*NRT_realloc_func)(void *ptr, size_t new_size);
typedef void (*NRT_free_func)(void *ptr);

/* ---- References ---------------------------------------------------------------------------- */

/* Take one more reference. `mi` is NULL, which is ignored, or live. Order: relaxed. */
NRT_API void NRT_incref(nrt_borrowed mi);
NRT_API void NRT_MemInfo_acquire(nrt_borrowed mi);

/* Give one reference back. The last one runs the destructor on this thread, then frees the object.
 * What this thread did before the call has happened before the destructor, wherever that runs.
 * Destructors that release further objects nest 64 deep; what dies deeper is destroyed, in the
 * order of dying, before the release at depth 64 returns. */
NRT_API void NRT_decref(nrt_consumed mi);
NRT_API void NRT_MemInfo_release(nrt_consumed mi);

/* The number of references, a guess as soon as another thread may change it: 0 while an object is
 * being destroyed, (size_t)-1 for NULL. */
NRT_API size_t NRT_MemInfo_refcount(nrt_borrowed mi);

/* ---- Objects whose data lies behind them --------------------------------------------------- */

/* A new object with `size` bytes of data; 0 is allowed. Variants:
 *   _safe       the data is filled with 0xCB now and with 0xDE after the destructor
 *   _dtor       `dtor` is called with the data, `size` and NULL; NULL: none
 *   _aligned    the data's address is a multiple of `align` bytes, any number; 0 counts as 1
 *   _external   in memory of `allocator` (borrowed until the object is freed), NULL: the usual */
NRT_API nrt_given NRT_MemInfo_alloc(size_t size);
NRT_API nrt_given NRT_MemInfo_alloc_safe(size_t size);
NRT_API nrt_given NRT_MemInfo_alloc_dtor(size_t size, NRT_dtor_function dtor);
NRT_API nrt_given NRT_MemInfo_alloc_dtor_safe(size_t size, NRT_dtor_function dtor);
NRT_API nrt_given NRT_MemInfo_alloc_aligned(size_t size, unsigned align);
NRT_API nrt_given NRT_MemInfo_alloc_safe_aligned(size_t size, unsigned align);
NRT_API nrt_given NRT_MemInfo_alloc_external(size_t size, NRT_ExternalAllocator *allocator);
NRT_API nrt_given NRT_MemInfo_alloc_safe_aligned_external(size_t size, unsigned align,
                                                          NRT_ExternalAllocator *allocator);

/* ---- Objects for data that exists ---------------------------------------------------------- */

/* A new object that owns `data`; `dtor` (may be NULL) gets `data`, `size` and `dtor_info`. On
 * failure the caller still owns `data`. */
NRT_API nrt_given NRT_MemInfo_new(void *data, size_t size, NRT_dtor_function dtor, void *dtor_info);

/* Makes an object of 48 bytes at `mi` that came from NRT_Allocate, or from `external_allocator`,
 * with one reference, which belongs to the caller. It is freed as if the runtime had made it. */
NRT_API void NRT_MemInfo_init(NRT_MemInfo *mi, void *data, size_t size, NRT_dtor_function dtor,
                              void *dtor_info, NRT_ExternalAllocator *external_allocator);

/* ---- Objects whose data can be reallocated ------------------------------------------------- */

/* A new object with `size` bytes of data in a block of its own. `dtor` (may be NULL) gets the data,
 * its size and NULL before the data is freed, unless it has been freed early. */
NRT_API nrt_given NRT_MemInfo_new_varsize(size_t size);
NRT_API nrt_given NRT_MemInfo_new_varsize_dtor(size_t size, NRT_dtor_function dtor);

/* Gives the object another block of `size` bytes, which is returned. The caller keeps the old block
 * and frees it with NRT_MemInfo_varsize_free. On failure the object keeps the old block. One thread
 * at a time for one object. */
NRT_API void *NRT_MemInfo_varsize_alloc(nrt_borrowed mi, size_t size);

/* Moves the data to a block of `size` bytes, which is returned, as realloc does. On failure the
 * object keeps the old block and its contents. One thread at a time for one object. */
NRT_API void *NRT_MemInfo_varsize_realloc(nrt_borrowed mi, size_t size);

/* Frees `ptr`, a block that the object has or had; if it is its data, the object has none from now
 * on. One thread at a time for one object. */
NRT_API void NRT_MemInfo_varsize_free(nrt_borrowed mi, void *ptr);

/* ---- Looking at objects -------------------------------------------------------------------- */

/* The data, borrowed; NULL for NULL. data_fast is the name that compiled code uses. */
NRT_API void *NRT_MemInfo_data(nrt_borrowed mi);
NRT_API void *NRT_MemInfo_data_fast(nrt_borrowed mi);
/* Size of the data in bytes as given at creation; 0 for NULL. */
NRT_API size_t NRT_MemInfo_size(nrt_borrowed mi);
/* The pointer registered with the destructor (for memory of a Python object: that object). */
NRT_API void *NRT_MemInfo_parent(nrt_borrowed mi);
/* The NRT_ExternalAllocator that frees the object, or NULL. */
NRT_API void *NRT_MemInfo_external_allocator(nrt_borrowed mi);
/* Writes one line about the object to `out`. */
NRT_API void NRT_MemInfo_dump(nrt_borrowed mi, FILE *out);

/* ---- Destruction by hand: for compiled code that counts inline ----------------------------- */

/* Runs the destructor, then frees the object. The caller brought the count to zero, and has
 * acquired what other threads released. A second call for an object in destruction does nothing. */
NRT_API void NRT_MemInfo_call_dtor(nrt_consumed mi);
/* Frees the object without its destructor. */
NRT_API void NRT_MemInfo_destroy(nrt_consumed mi);
/* Frees the memory of the object, which NRT_MemSys_get_stats_mi_free does not notice. */
NRT_API void NRT_dealloc(nrt_consumed mi);

/* ---- Plain memory -------------------------------------------------------------------------- */

/* As malloc, realloc and free of the current allocator; a size of 0 is taken for 1, so that NULL
 * always means failure. */
NRT_API void *NRT_Allocate(size_t size);
NRT_API void *NRT_Reallocate(void *ptr, size_t size);
NRT_API void NRT_Free(void *ptr);
/* The same from `allocator`, which must return memory for size 0 too, as malloc may. NULL: the
 * current one. Free it through the allocator. */
NRT_API void *NRT_Allocate_External(size_t size, NRT_ExternalAllocator *allocator);

/* ---- The memory system --------------------------------------------------------------------- */

/* Back to the state before first use: libc's allocator, statistics off and zero, not shut down. Not
 * needed before anything. No other thread may use the runtime meanwhile. */
NRT_API void NRT_MemSys_init(void);

/* From now on releases free objects but call no destructors, for the end of a process in which what
 * destructors need may be gone. */
NRT_API void NRT_MemSys_shutdown(void);

/* Sets where memory comes from. Misuse, which changes nothing: a NULL function, and a change while
 * blocks of the old allocator exist, as far as statistics or nrt/debug.h know of them. No other
 * thread may use the runtime meanwhile. */
NRT_API void NRT_MemSys_set_allocator(NRT_malloc_func malloc_func, NRT_realloc_func realloc_func,
                                      NRT_free_func free_func);

/* The four counters of Numba; nrt/stats.h has more. While statistics are off the getters return
 * 0x41414141. Sums over all threads are exact when no other thread is in the runtime. */
NRT_API void NRT_MemSys_enable_stats(void);
NRT_API void NRT_MemSys_disable_stats(void);
NRT_API size_t NRT_MemSys_stats_enabled(void);
NRT_API size_t NRT_MemSys_get_stats_alloc(void);
NRT_API size_t NRT_MemSys_get_stats_free(void);
NRT_API size_t NRT_MemSys_get_stats_mi_alloc(void);
NRT_API size_t NRT_MemSys_get_stats_mi_free(void);

/* ---- Tables -------------------------------------------------------------------------------- */

/* Numba's table; static, never freed. */
NRT_API const NRT_api_functions *NRT_get_api(void);

#define NRT_API_EXTENSION_VERSION 1u

/* What Numba's table lacks. `size` and `version` tell a client how much of it there is; fields are
 * only ever added at the end. */
typedef struct nrt_api_extension {
  size_t size;
  unsigned version;
  const NRT_api_functions *functions;

  /* manage_memory for a destructor that wants the size and a pointer of its own (numba/numba#7584).
   * The same as NRT_MemInfo_new. */
  NRT_MemInfo *(*manage_memory)(void *data, size_t size, NRT_dtor_function dtor, void *dtor_info);
  size_t (*get_size)(NRT_MemInfo *mi);
  size_t (*get_refcount)(NRT_MemInfo *mi);
  const char *(*last_error)(void);
} nrt_api_extension;

NRT_API const nrt_api_extension *nrt_get_api_extension(void);

/* ---- Errors -------------------------------------------------------------------------------- */

/* The last misuse or impossible size on this thread in one line, or "" if there was none since
 * nrt_clear_error. Valid until the thread's next error. */
NRT_API const char *nrt_last_error(void);
NRT_API void nrt_clear_error(void);

/* Version of the library, "0.1.0"; and 1 if counts are plain (libnrt_single), else 0. */
NRT_API const char *nrt_version(void);
NRT_API int nrt_is_single_threaded(void);

/* ---- Calls of functions that do not exist yet ---------------------------------------------- */

/* What the slot of a function holds until the function is compiled. May be called with any
 * arguments: it looks at none. Leaves a message in nrt_last_error, calls the handler and returns
 * the status, which is 1 unless set otherwise: Numba's code for an exception that the caller passes
 * on. */
NRT_API int32_t nrt_unresolved_abort(void);

/* Called by nrt_unresolved_abort on the calling thread; NULL, the default: nobody. `context` is
 * borrowed for as long as the handler is set. Set it while no other thread may be in a slot. */
typedef void (*nrt_unresolved_handler)(void *context);
NRT_API void nrt_set_unresolved_handler(nrt_unresolved_handler handler, void *context);
NRT_API void nrt_set_unresolved_status(int32_t status);

/* ---- In Numba's ABI, for its own tests ----------------------------------------------------- */

/* vfprintf to stderr. */
NRT_API void nrt_debug_print(const char *format, ...);
/* An allocator for trying out the _external functions: the current one behind an opaque pointer
 * that it checks. Static, never freed. */
NRT_API NRT_ExternalAllocator *_nrt_get_sample_external_allocator(void);

#ifdef __cplusplus
}
#endif

#endif
