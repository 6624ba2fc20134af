/* module.h - modules of the corpus in memory, and what can be counted in them.
 *
 * Shared by the benchmark worker and by the corpus test. Everything here counts by scanning the IR
 * itself, so that the figures do not depend on the library's own report.
 */
#ifndef REFPRUNE_BENCHMARKS_MODULE_H
#define REFPRUNE_BENCHMARKS_MODULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <llvm-c/Types.h>

#include <refprune/options.h>

/* A module with a context of its own. */
typedef struct bench_module {
  LLVMContextRef context;
  LLVMModuleRef module;
  refprune_message error; /* empty unless loading failed */
} bench_module;

/* An empty module named `name`. */
bench_module bench_create(const char *name);

/* Parses bitcode. On failure `module` is NULL, `error` says why, and bench_unload is still due. */
bench_module bench_load(const char *path);

void bench_unload(bench_module *loaded);

/* CPU time of the calling thread in nanoseconds: other processes do not count. */
uint64_t bench_thread_ns(void);

/* What one function holds. */
typedef struct bench_count {
  uint64_t instructions;
  uint64_t operations; /* direct calls of NRT_incref and NRT_decref */
  double cost;         /* the operations' block frequencies relative to the entry, summed */
} bench_count;

/* Counts in one function with a body. Without `frequencies` the cost is 0. */
bench_count bench_count_function(LLVMValueRef function, refprune_frequencies_fn frequencies);

/* The same summed over all functions with a body. */
bench_count bench_count_module(LLVMModuleRef module, refprune_frequencies_fn frequencies);

/* Calls `visit` for each operation of a function, in order, with its block's place in the function
 * and that block's frequency. */
typedef void (*bench_visit_fn)(LLVMValueRef operation, size_t block, double frequency, void *context);
void bench_each_operation(LLVMValueRef function, refprune_frequencies_fn frequencies,
                          bench_visit_fn visit, void *context);

/* Is the instruction a direct call of NRT_incref or NRT_decref? */
bool bench_is_operation(LLVMValueRef instruction);

#endif
