/* nrt/debug.h - find leaks and misuse at run time, without a rebuild.
 *
 * From outside:   NRT_DEBUG=all ./program
 * From inside:    nrt_debug_enable("live,check");  ...  nrt_debug_report(stderr);
 *
 * Items, separated by commas:
 *     live          list live objects: number, size, count, where allocated
 *     report        print the list when the process exits (implies live)
 *     poison        fill data with 0xCB when allocated and 0xDE when freed (implies live)
 *     check         report uses of objects after their destruction; freed objects are kept in
 *                   quarantine meanwhile (implies live)
 *     trace=N       print every reference taken to and released from object number N (implies live)
 *     stop          end the process by abort() after a report of misuse
 *     quarantine=N  how many freed objects check keeps (default 1024)
 *     depth=N       how many callers of an allocation to keep, 0 to 32 (default 12)
 *     all, 1        live, report, poison, check
 *
 * Objects are numbered in the order of allocation from 1, so that a number from the report of one
 * run can be traced in the next. Only calls into the library are seen: operations that nrt-lower
 * has put into compiled code are not traced or checked.
 *
 * Off: one word of flags is tested at an allocation, at a release and where a reference is taken.
 * On: a lock, a table and a backtrace, about two microseconds for an allocation and its release.
 * Threads: all functions may be called from any thread.
 */
#ifndef NRT_DEBUG_H
#define NRT_DEBUG_H

#include <nrt/nrt.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Switches the items on, in addition to what is on. Returns 0, or -1 with the reason in
 * nrt_last_error if an item is unknown or memory is short; then nothing changes. */
NRT_API int nrt_debug_enable(const char *items);

/* Switches everything off, frees what was in quarantine and forgets the live objects. */
NRT_API void nrt_debug_disable(void);

#define NRT_DEBUG_MAX_DEPTH 32

/* One live object. `size` is that of this struct as the library knows it. */
typedef struct nrt_live_object {
  size_t size;
  uint64_t number; /* 1 for the first object */
  nrt_borrowed object;
  void *data;
  size_t data_size;                /* bytes */
  size_t count;                    /* references */
  size_t depth;                    /* valid entries of site */
  void *site[NRT_DEBUG_MAX_DEPTH]; /* return addresses, innermost first */
} nrt_live_object;

/* Copies up to `capacity` live objects, the oldest first, and returns how many there are. */
NRT_API size_t nrt_debug_live(nrt_live_object *objects, size_t capacity);

/* Writes the list of live objects to `out`; one line if there are none. */
NRT_API void nrt_debug_report(FILE *out);

/* Traces object number `number`, 0: none. What `live` is for nrt_debug_enable holds here too. */
NRT_API int nrt_debug_trace(uint64_t number);

/* Receives each line of traces and of reports of misuse, without its newline, instead of stderr.
 * NULL restores stderr. `context` is borrowed while the handler is set. Called on the thread
 * concerned; it may use the runtime, but what it does is not traced. */
typedef void (*nrt_debug_handler)(void *context, const char *line);
NRT_API void nrt_debug_set_handler(nrt_debug_handler handler, void *context);

#ifdef __cplusplus
}
#endif

#endif
