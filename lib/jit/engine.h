/* engine.h - what the files of a JIT share.
 *
 *     jit.c        makes, attaches, disposes; looks up
 *     modules.c    takes modules in: verified, with slots, as one transaction
 *     slots.c      slots and the functions they wait for
 *     transform.c  the step in ORC's IR transform layer
 *     symbols.c    the runtime, the host and shared libraries as symbols
 *     names.c      a table of names;  errors.c  errors with text
 *
 * Locks, in the order in which one thread may take them:
 *     compiling  held around look-ups, which compile: LLJIT has one target machine for all
 *                modules, and the C API cannot ask for more. Recursive: steps may look up.
 *     making     held while slots are defined: no module meets a slot without a symbol.
 *     LLVM's     the session's; and that of a context, in which steps and read_module run.
 *     lock       names and report; LLVM is never called under it.
 *     reports    its own lock, taken inside LLVM's callbacks.
 */
#ifndef REFPRUNE_JIT_ENGINE_H
#define REFPRUNE_JIT_ENGINE_H

#include <pthread.h>

#include <refprune/jit.h>

#include "errors.h"
#include "names.h"

struct refprune_jit {
  refprune_jit_options options;
  LLVMOrcLLJITRef lljit;
  LLVMOrcExecutionSessionRef session;
  LLVMOrcJITDylibRef dylib;
  bool owns_lljit;
  char global_prefix;  /* what symbols of the system begin with, or '\0' */
  uint64_t unresolved; /* what a slot without a function holds */
  jit_reports reports;
  pthread_mutex_t compiling;
  pthread_mutex_t making;
  pthread_mutex_t lock;
  jit_names names;
  refprune_report report;
};

/* The transform of the IR transform layer; context is the JIT. */
LLVMErrorRef refprune__jit_transform(void *context, LLVMOrcThreadSafeModuleRef *module,
                                     LLVMOrcMaterializationResponsibilityRef responsibility);

/* Defines the runtime's functions and the symbols of the options. */
LLVMErrorRef refprune__jit_define_runtime(refprune_jit *jit);

/* Lets names that are not the runtime's come from the process. */
LLVMErrorRef refprune__jit_add_process(refprune_jit *jit);

/* Defines symbols at fixed addresses. */
LLVMErrorRef refprune__jit_define_all(refprune_jit *jit, const refprune_jit_symbol *symbols,
                                      size_t count);

/* Name of the function that a global of this name is the slot of, or NULL. */
const char *refprune__slot_target(const refprune_jit *jit, const char *global);

/* Gives each of the names a slot and the slot's symbol, where they have none. */
LLVMErrorRef refprune__slots_make(refprune_jit *jit, jit_name *const *names, size_t count);

/* Looks up each of the names that is defined and whose slot waits, and patches those slots once all
 * have been found. */
LLVMErrorRef refprune__slots_resolve(refprune_jit *jit, jit_name *const *names, size_t count);

/* Patches the slot of a name whose function is at `address`. */
void refprune__slot_patch(refprune_jit *jit, jit_name *name, uint64_t address);

#endif
