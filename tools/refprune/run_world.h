/* run_world.h - what a run of `refprune run` leaves behind: what the code counted, and which memory
 * was freed when.
 *
 * The clock is advanced by instrumented code, one step an instruction that is not a reference count
 * operation. Pruning changes nothing else, so the same object must be freed at the same reading
 * before and after. Allocations are numbered in their order, for the same reason.
 */
#ifndef REFPRUNE_TOOLS_RUN_WORLD_H
#define REFPRUNE_TOOLS_RUN_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <llvm-c/Error.h>
#include <llvm-c/Types.h>

typedef struct world_counters {
  uint64_t clock;
  uint64_t increfs; /* executed */
  uint64_t decrefs;
  uint64_t in_text; /* operations in the code that was instrumented */
} world_counters;

/* A block of the runtime's memory was freed. */
typedef struct world_freed {
  uint64_t block; /* the first allocated one is 1 */
  uint64_t clock;
} world_freed;

/* Compiled code adds to these: on one thread, or else the sums are too small. */
extern world_counters run_world_counters;

/* Puts the runtime into its first state, with statistics, a list of live objects, and an allocator
 * that notes what is freed. False if the runtime or memory does not allow it. */
bool world_begin(void);

/* What has been freed so far, in order, borrowed; *complete is false if memory ran out. */
const world_freed *world_list_freed(size_t *count, bool *complete);

/* The names under which instrumented code finds the counters. */
#define WORLD_CLOCK "refprune.run.clock"
#define WORLD_INCREFS "refprune.run.increfs"
#define WORLD_DECREFS "refprune.run.decrefs"

/* Makes every function of the module count. `incref` and `decref` are the operations' names. */
void world_instrument(LLVMModuleRef module, const char *incref, const char *decref);

#endif
