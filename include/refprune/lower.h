/* refprune/lower.h - after pruning: put the operations that remain into the code itself.
 *
 *     refprune_annotate_runtime(module, &message);     before optimisation
 *     refprune_run_module(module, ...);                prune: the operations must still be calls
 *     refprune_lower_module(module, &options, &message);
 *     LLVMRunPasses(module, "always-inline,default<O2>", ...);
 *
 * Lowering makes each `call void @NRT_incref(ptr %p)` a call of a small internal function with the
 * attribute alwaysinline, whose body is the counting itself; LLVM's always-inline, which is part of
 * every default pipeline, does the rest. A pruner cannot see what was lowered, and libnrt's
 * debugging (nrt/debug.h) can neither trace nor check it.
 *
 * Threads and errors: as in refprune/prune.h.
 */
#ifndef REFPRUNE_LOWER_H
#define REFPRUNE_LOWER_H

#include <refprune/options.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Operations; a run adds to what is there. */
typedef struct refprune_lower_report {
  uint64_t increfs;            /* lowered */
  uint64_t decrefs;            /* lowered */
  uint64_t loads;              /* NRT_MemInfo_data_fast made a load */
  uint64_t erased;             /* operations on null */
  uint64_t null_tests_dropped; /* of the lowered ones: the pointer is known not to be null */
  uint64_t skipped;            /* calls of an unknown shape, which stay */
} refprune_lower_report;

#define REFPRUNE_LOWER_OPTIONS_VERSION 1u

/* Start from refprune_lower_options_init. All pointers are borrowed. */
typedef struct refprune_lower_options {
  size_t size;
  unsigned version;
  bool single_thread; /* plain counts: the program must use libnrt_single, or one thread */
  const char *incref; /* default NRT_incref */
  const char *decref; /* default NRT_decref */
  const char *data;   /* default NRT_MemInfo_data_fast */
  refprune_lower_report *report; /* may be NULL */
} refprune_lower_options;

REFPRUNE_API void refprune_lower_options_init(refprune_lower_options *options);

/* Lowers every operation in `module`; options and message may be NULL. The module must be valid IR
 * and stays so. A module without operations is not touched. Function bodies named like the
 * operations themselves are left alone. */
REFPRUNE_API refprune_status refprune_lower_module(LLVMModuleRef module,
                                                   const refprune_lower_options *options,
                                                   refprune_message *message);

/* Gives the declarations of the runtime's functions in `module` the strongest attributes that hold
 * for libnrt (docs/runtime.md): with debugging on, with any allocator, with any destructor. */
REFPRUNE_API refprune_status refprune_annotate_runtime(LLVMModuleRef module,
                                                       refprune_message *message);

/* A new module of `context` that defines the operations in their inline form, available_externally
 * and alwaysinline: for hosts that link bitcode instead of calling refprune_lower_module. Like
 * `like` (may be NULL) in data layout and target. The caller owns it. */
REFPRUNE_API LLVMModuleRef refprune_runtime_twin(LLVMContextRef context, LLVMModuleRef like,
                                                 const refprune_lower_options *options);

#ifdef __cplusplus
}
#endif

#endif
