/* symbols.c - the runtime, the host and shared libraries as symbols of compiled code. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include <nrt/debug.h>
#include <nrt/nrt.h>
#include <nrt/stats.h>

#include "engine.h"

/* Every function that libnrt exports; test/jit/runtime-symbols.test compares with its ABI. */
#define RUNTIME_LIST(X)                                                                            \
  X(NRT_Allocate)                                                                                  \
  X(NRT_Allocate_External)                                                                         \
  X(NRT_Free)                                                                                      \
  X(NRT_MemInfo_acquire)                                                                           \
  X(NRT_MemInfo_alloc)                                                                             \
  X(NRT_MemInfo_alloc_aligned)                                                                     \
  X(NRT_MemInfo_alloc_dtor)                                                                        \
  X(NRT_MemInfo_alloc_dtor_safe)                                                                   \
  X(NRT_MemInfo_alloc_external)                                                                    \
  X(NRT_MemInfo_alloc_safe)                                                                        \
  X(NRT_MemInfo_alloc_safe_aligned)                                                                \
  X(NRT_MemInfo_alloc_safe_aligned_external)                                                       \
  X(NRT_MemInfo_call_dtor)                                                                         \
  X(NRT_MemInfo_data)                                                                              \
  X(NRT_MemInfo_data_fast)                                                                         \
  X(NRT_MemInfo_destroy)                                                                           \
  X(NRT_MemInfo_dump)                                                                              \
  X(NRT_MemInfo_external_allocator)                                                                \
  X(NRT_MemInfo_init)                                                                              \
  X(NRT_MemInfo_new)                                                                               \
  X(NRT_MemInfo_new_varsize)                                                                       \
  X(NRT_MemInfo_new_varsize_dtor)                                                                  \
  X(NRT_MemInfo_parent)                                                                            \
  X(NRT_MemInfo_refcount)                                                                          \
  X(NRT_MemInfo_release)                                                                           \
  X(NRT_MemInfo_size)                                                                              \
  X(NRT_MemInfo_varsize_alloc)                                                                     \
  X(NRT_MemInfo_varsize_free)                                                                      \
  X(NRT_MemInfo_varsize_realloc)                                                                   \
  X(NRT_MemSys_disable_stats)                                                                      \
  X(NRT_MemSys_enable_stats)                                                                       \
  X(NRT_MemSys_get_stats_alloc)                                                                    \
  X(NRT_MemSys_get_stats_free)                                                                     \
  X(NRT_MemSys_get_stats_mi_alloc)                                                                 \
  X(NRT_MemSys_get_stats_mi_free)                                                                  \
  X(NRT_MemSys_init)                                                                               \
  X(NRT_MemSys_set_allocator)                                                                      \
  X(NRT_MemSys_shutdown)                                                                           \
  X(NRT_MemSys_stats_enabled)                                                                      \
  X(NRT_Reallocate)                                                                                \
  X(NRT_dealloc)                                                                                   \
  X(NRT_decref)                                                                                    \
  X(NRT_get_api)                                                                                   \
  X(NRT_incref)                                                                                    \
  X(_nrt_get_sample_external_allocator)                                                            \
  X(nrt_clear_error)                                                                               \
  X(nrt_debug_disable)                                                                             \
  X(nrt_debug_enable)                                                                              \
  X(nrt_debug_live)                                                                                \
  X(nrt_debug_print)                                                                               \
  X(nrt_debug_report)                                                                              \
  X(nrt_debug_set_handler)                                                                         \
  X(nrt_debug_trace)                                                                               \
  X(nrt_get_api_extension)                                                                         \
  X(nrt_is_single_threaded)                                                                        \
  X(nrt_last_error)                                                                                \
  X(nrt_set_unresolved_handler)                                                                    \
  X(nrt_set_unresolved_status)                                                                     \
  X(nrt_stats_disable)                                                                             \
  X(nrt_stats_enable)                                                                              \
  X(nrt_stats_get)                                                                                 \
  X(nrt_stats_init)                                                                                \
  X(nrt_stats_json)                                                                                \
  X(nrt_stats_reset)                                                                               \
  X(nrt_stats_text)                                                                                \
  X(nrt_unresolved_abort)                                                                          \
  X(nrt_version)

/* ---- symbols at fixed addresses ---- */

LLVMErrorRef refprune__jit_define_all(refprune_jit *jit, const refprune_jit_symbol *symbols,
                                      size_t count) {
  if (count == 0)
    return NULL;
  LLVMOrcCSymbolMapPairs pairs = calloc(count, sizeof *pairs);
  if (!pairs)
    return refprune__jit_error("out of memory");
  for (size_t i = 0; i < count; i++) {
    pairs[i].Name = LLVMOrcLLJITMangleAndIntern(jit->lljit, symbols[i].name);
    pairs[i].Sym.Address = symbols[i].address;
    pairs[i].Sym.Flags.GenericFlags =
        LLVMJITSymbolGenericFlagsExported | LLVMJITSymbolGenericFlagsCallable;
  }
  LLVMOrcMaterializationUnitRef unit = LLVMOrcAbsoluteSymbols(pairs, count);
  LLVMErrorRef error = LLVMOrcJITDylibDefine(jit->dylib, unit);
  if (error)
    LLVMOrcDisposeMaterializationUnit(unit);
  free(pairs);
  return error;
}

static void replace_or_add(refprune_jit_symbol *symbols, size_t *count, refprune_jit_symbol added) {
  size_t i = 0;
  while (i < *count && strcmp(symbols[i].name, added.name) != 0)
    i++;
  symbols[i] = added;
  *count += i == *count;
}

static LLVMErrorRef define_with_options(refprune_jit *jit, refprune_jit_symbol *symbols,
                                        size_t count) {
  for (size_t i = 0; i < jit->options.symbol_count; i++) {
    refprune_jit_symbol added = jit->options.symbols[i];
    replace_or_add(symbols, &count, added);
    if (strcmp(added.name, "nrt_unresolved_abort") == 0)
      jit->unresolved = added.address;
  }
  return refprune__jit_because(refprune__jit_define_all(jit, symbols, count),
                               "cannot define the runtime");
}

LLVMErrorRef refprune__jit_define_runtime(refprune_jit *jit) {
  static const refprune_jit_symbol runtime[] = {
#define X(function) {#function, 0},
      RUNTIME_LIST(X)
#undef X
  };
  /* Addresses are no constants for a 64-bit integer where a pointer is smaller. */
  const uint64_t addresses[] = {
#define X(function) (uint64_t)(uintptr_t)&function,
      RUNTIME_LIST(X)
#undef X
  };
  const size_t count = sizeof runtime / sizeof *runtime;
  refprune_jit_symbol *symbols = calloc(count + jit->options.symbol_count, sizeof *symbols);
  if (!symbols)
    return refprune__jit_error("out of memory");
  for (size_t i = 0; i < count; i++)
    symbols[i] = (refprune_jit_symbol){runtime[i].name, addresses[i]};
  LLVMErrorRef error = define_with_options(jit, symbols, count);
  free(symbols);
  return error;
}

/* ---- the host's functions ---- */

LLVMErrorRef refprune_jit_define(refprune_jit *jit, const char *name, uint64_t address) {
  const refprune_jit_symbol symbol = {name, address};
  if (address == 0)
    return refprune__jit_error("'%s' is given no address", name);
  LLVMErrorRef error = refprune__jit_define_all(jit, &symbol, 1);
  if (error)
    return refprune__jit_because(error, "cannot define '%s'", name);
  pthread_mutex_lock(&jit->lock);
  jit_name *known = refprune__names_get(&jit->names, name);
  if (known)
    known->defined = true;
  pthread_mutex_unlock(&jit->lock);
  if (!known)
    return refprune__jit_error("out of memory");
  refprune__slot_patch(jit, known, address);
  return NULL;
}

LLVMErrorRef refprune_jit_define_from_library(refprune_jit *jit, const char *name, const char *path,
                                              const char *symbol) {
  /* Never closed: objects may outlive the JIT, and their destructors lie in the library. */
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    return refprune__jit_error("%s", dlerror());
  void *address = dlsym(library, symbol);
  if (!address)
    return refprune__jit_error("%s has no symbol '%s'", path, symbol);
  return refprune_jit_define(jit, name, (uint64_t)(uintptr_t)address);
}

/* ---- names that come from the process or a library ---- */

static bool starts_with(const char *text, const char *prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

static int is_foreign(void *context, LLVMOrcSymbolStringPoolEntryRef symbol) {
  const refprune_jit *jit = context;
  const char *name = LLVMOrcSymbolStringPoolEntryStr(symbol);
  if (jit->global_prefix && *name == jit->global_prefix)
    name++;
  return !starts_with(name, "NRT_") && !starts_with(name, "nrt_") && !starts_with(name, "_nrt_");
}

LLVMErrorRef refprune__jit_add_process(refprune_jit *jit) {
  LLVMOrcDefinitionGeneratorRef generator;
  LLVMErrorRef error = LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
      &generator, jit->global_prefix, is_foreign, jit);
  if (!error)
    LLVMOrcJITDylibAddGenerator(jit->dylib, generator);
  return error;
}

LLVMErrorRef refprune_jit_add_library(refprune_jit *jit, const char *path) {
  LLVMOrcDefinitionGeneratorRef generator;
  LLVMErrorRef error = LLVMOrcCreateDynamicLibrarySearchGeneratorForPath(
      &generator, path, jit->global_prefix, is_foreign, jit);
  if (error)
    return refprune__jit_because(error, "cannot load '%s'", path);
  LLVMOrcJITDylibAddGenerator(jit->dylib, generator);
  return NULL;
}
