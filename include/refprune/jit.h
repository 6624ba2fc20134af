/* refprune/jit.h - the pruner and libnrt inside an LLVM JIT.
 *
 *     refprune_jit *jit;
 *     uint64_t address;
 *     LLVMErrorRef error = refprune_jit_create(&jit, NULL);
 *     if (!error)
 *       error = refprune_jit_add_ir(jit, "program", text, strlen(text));
 *     if (!error)
 *       error = refprune_jit_lookup(jit, "main_function", &address);
 *     if (error) ...                              (the host handles it, as any error of LLVM)
 *     ((void (*)(void))(uintptr_t)address)();
 *
 * Modules pass through ORC's IR transform layer: optional passes of the host, the pruner, optional
 * lowering (refprune/lower.h), optional passes of the host. The runtime's functions are absolute
 * symbols. In a JIT made by refprune_jit_create everything lives in one bare JITDylib, in which a
 * name of the runtime (NRT_*, nrt_*, _nrt_*) is never looked for in the process.
 *
 * Functions that do not exist yet are called through slots: global pointers named
 * `.numba.unresolved$NAME`, which the JIT creates when a module that mentions one is added. A slot
 * holds the address of nrt_unresolved_abort (nrt/nrt.h) until the function NAME is added.
 *
 * Threads: all functions but create, attach and dispose may be called on one JIT from several
 * threads at once, also while compiled code runs. Modules are compiled on the thread that asks, one
 * at a time: an LLJIT made by the C API has one target machine. For more, one JIT a thread.
 *
 * Errors: an LLVMErrorRef, NULL for success; the caller consumes it (LLVMGetErrorMessage or
 * LLVMConsumeError). Nothing prints or ends the process.
 *
 * Addresses are uint64_t, as ORC has them; 0 is never one of a function.
 */
#ifndef REFPRUNE_JIT_H
#define REFPRUNE_JIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <llvm-c/Error.h>
#include <llvm-c/LLJIT.h>

#include <refprune/prune.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct refprune_jit refprune_jit;

/* A name and what it stands for. */
typedef struct refprune_jit_symbol {
  const char *name;
  uint64_t address;
} refprune_jit_symbol;

/* A step of the host on a module that is about to be compiled. Called with the module's context
 * locked, on the thread that compiles; must leave valid IR. An error ends the compilation. */
typedef LLVMErrorRef (*refprune_jit_step)(void *context, LLVMModuleRef module);

#define REFPRUNE_JIT_OPTIONS_VERSION 1u

/* Start from refprune_jit_options_init. Everything is borrowed until the JIT is disposed of, but
 * the symbols, which are read at once. */
typedef struct refprune_jit_options {
  size_t size;
  unsigned version;
  bool prune;           /* true */
  bool lower;           /* put the remaining operations inline; false */
  bool process_symbols; /* for refprune_jit_create: other names may come from the process; true */
  const refprune_options *pruning; /* NULL: the defaults */
  const char *passes_before;     /* pass pipeline ahead of the pruner, for LLVMRunPasses, or NULL */
  const char *passes_after;      /* and behind it */
  refprune_jit_step step_before; /* called ahead of passes_before, or NULL */
  refprune_jit_step step_after;  /* called behind passes_after, or NULL */
  void *step_context;
  const char *slot_prefix;  /* ".numba.unresolved$" */
  LLVMOrcJITDylibRef dylib; /* only refprune_jit_attach: where symbols and modules go; NULL: the
                               main JITDylib */
  const refprune_jit_symbol *symbols; /* take the place of the runtime's of the same name, or add */
  size_t symbol_count;
} refprune_jit_options;

REFPRUNE_API void refprune_jit_options_init(refprune_jit_options *options);

/* A new JIT for the machine it runs on. NULL options: the defaults. On failure *jit is NULL. */
REFPRUNE_API LLVMErrorRef refprune_jit_create(refprune_jit **jit,
                                              const refprune_jit_options *options);

/* The same around an LLJIT of the host, which is borrowed and must outlive *jit. Takes the place of
 * the transform of its IR transform layer. Modules may also be added to the LLJIT itself: they are
 * pruned too, but their slots and functions are unknown; and who looks up in the LLJIT itself takes
 * care that no other thread compiles. Diagnostics that LLVM reports beside an error go to the
 * host's error reporter. On failure *jit is NULL, some symbols may be defined already, and the
 * layer has the host's transform. */
REFPRUNE_API LLVMErrorRef refprune_jit_attach(refprune_jit **jit, LLVMOrcLLJITRef lljit,
                                              const refprune_jit_options *options);

/* Frees the JIT and, if it was created, all compiled code; an attached LLJIT keeps its modules,
 * with the transform that does nothing, and may not run code that uses slots any more. NULL is
 * allowed. */
REFPRUNE_API LLVMErrorRef refprune_jit_dispose(refprune_jit *jit);

/* The LLJIT and the JITDylib with the modules, borrowed. */
REFPRUNE_API LLVMOrcLLJITRef refprune_jit_lljit(refprune_jit *jit);
REFPRUNE_API LLVMOrcJITDylibRef refprune_jit_dylib(refprune_jit *jit);

/* ---- Modules ------------------------------------------------------------------------------- */

/* Adds a module and consumes it, also on failure. The module is verified. A function for which a
 * slot waits is compiled at once and its slots are patched; so is a function that was added earlier
 * and that this module mentions by a slot. What such a function calls directly must have been added
 * before. If one of the module's own functions cannot be compiled then, the module is taken out
 * again. */
REFPRUNE_API LLVMErrorRef refprune_jit_add_module(refprune_jit *jit,
                                                  LLVMOrcThreadSafeModuleRef module);

/* The same from text or bitcode of `size` bytes, in an LLVM context of its own; `name` is for
 * messages. */
REFPRUNE_API LLVMErrorRef refprune_jit_add_ir(refprune_jit *jit, const char *name, const char *ir,
                                              size_t size);

/* A new LLVM context for one module, which goes to refprune_jit_add_module by
 * LLVMOrcCreateNewThreadSafeModule. `*owner` owns it: dispose of it with
 * LLVMOrcDisposeThreadSafeContext when the module has been wrapped. Hides what LLVM 19 and 22 do
 * differently. */
REFPRUNE_API LLVMContextRef refprune_jit_new_context(LLVMOrcThreadSafeContextRef *owner);

/* The address of a function or variable; compiles it. */
REFPRUNE_API LLVMErrorRef refprune_jit_lookup(refprune_jit *jit, const char *name,
                                              uint64_t *address);

/* Adds up what the pruner did on all modules so far. `report` comes from refprune_report_init. */
REFPRUNE_API void refprune_jit_get_report(refprune_jit *jit, refprune_report *report);

/* ---- Functions from elsewhere -------------------------------------------------------------- */

/* Gives compiled code a function or object of the host. Slots that wait for it are patched. */
REFPRUNE_API LLVMErrorRef refprune_jit_define(refprune_jit *jit, const char *name,
                                              uint64_t address);

/* Loads a shared library, which stays loaded, and lets compiled code find its functions, those of
 * the runtime excepted. A path without a slash is searched for as dlopen does. */
REFPRUNE_API LLVMErrorRef refprune_jit_add_library(refprune_jit *jit, const char *path);

/* Loads a shared library and defines one of its symbols under another name. */
REFPRUNE_API LLVMErrorRef refprune_jit_define_from_library(refprune_jit *jit, const char *name,
                                                           const char *path, const char *symbol);

/* ---- Slots --------------------------------------------------------------------------------- */

typedef enum refprune_jit_slot_state {
  REFPRUNE_JIT_PENDING,  /* the slot holds nrt_unresolved_abort */
  REFPRUNE_JIT_RESOLVED, /* the slot holds the function */
} refprune_jit_slot_state;

/* Copies the names of up to `capacity` functions whose slots are in `state`, in the order in which
 * the slots were made, and returns how many there are. The names live as long as the JIT. */
REFPRUNE_API size_t refprune_jit_slots(refprune_jit *jit, refprune_jit_slot_state state,
                                       const char **names, size_t capacity);

/* For front ends: at the builder's place, loads the address of function `name` from its slot, whose
 * declaration is made if needed. Call the result with the function's type. The load is an acquire,
 * so that a slot may be patched while other threads call through it. (A module's plain loads of
 * slots are made so when it is added.) */
REFPRUNE_API LLVMValueRef refprune_jit_build_slot_load(refprune_jit *jit, LLVMBuilderRef builder,
                                                       const char *name);

#ifdef __cplusplus
}
#endif

#endif
