/* nrt/stats.h - counters of the runtime, in numbers, text and JSON.
 *
 *     nrt_stats stats;
 *     char text[1024];
 *     nrt_stats_enable();
 *     ... run ...
 *     nrt_stats_init(&stats);
 *     nrt_stats_get(&stats);
 *     nrt_stats_json(&stats, text, sizeof text);
 *
 * Every thread counts in a cache line of its own; a reading adds them up. A block allocated while
 * counting is on and freed while it is off leaves `alloc` and `free` unequal: switch at quiet
 * points. Threads: all functions may be called from any thread.
 */
#ifndef NRT_STATS_H
#define NRT_STATS_H

#include <nrt/nrt.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One list makes the struct, the sums, the text and the JSON. New counters go to the end. */
#define NRT_STATS_LIST(X)                                                                          \
  X(alloc, "blocks allocated")                                                                     \
  X(free, "blocks freed")                                                                          \
  X(mi_alloc, "objects made")                                                                      \
  X(mi_free, "objects freed")                                                                      \
  X(alloc_bytes, "bytes asked for by the blocks allocated")                                        \
  X(realloc, "blocks reallocated")                                                                 \
  X(failed, "allocations that failed")                                                             \
  X(deferred, "destructions put off because destructors were nested too deep")

#define NRT_STATS_VERSION 1u

typedef struct nrt_stats {
  size_t size;
  unsigned version;
#define X(name, text) uint64_t name;
  NRT_STATS_LIST(X)
#undef X
} nrt_stats;

/* Sets size and version and clears the rest. */
NRT_API void nrt_stats_init(nrt_stats *stats);

/* As NRT_MemSys_enable_stats and NRT_MemSys_disable_stats. Counters keep their values. */
NRT_API void nrt_stats_enable(void);
NRT_API void nrt_stats_disable(void);

/* Starts all counters again at zero. What other threads count meanwhile may fall on either side. */
NRT_API void nrt_stats_reset(void);

/* Fills the counters that a struct of stats->size bytes has; also while counting is off. */
NRT_API void nrt_stats_get(nrt_stats *stats);

/* Write stats into buffer of `capacity` bytes and return the length of the whole text without its
 * end mark, as snprintf does: a result of at least `capacity` means that it was cut short. The text
 * has a line a counter; the JSON is one object on one line with a "version". */
NRT_API size_t nrt_stats_text(const nrt_stats *stats, char *buffer, size_t capacity);
NRT_API size_t nrt_stats_json(const nrt_stats *stats, char *buffer, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
