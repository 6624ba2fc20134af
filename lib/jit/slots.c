/* slots.c - slots and the functions they wait for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>

#include "engine.h"

const char *refprune__slot_target(const refprune_jit *jit, const char *global) {
  size_t length = strlen(jit->options.slot_prefix);
  bool is_slot = strncmp(global, jit->options.slot_prefix, length) == 0 && global[length];
  return is_slot ? global + length : NULL;
}

/* Owned text: the global's name. */
static char *slot_name(const refprune_jit *jit, const char *function) {
  size_t size = strlen(jit->options.slot_prefix) + strlen(function) + 1;
  char *text = malloc(size);
  if (text)
    snprintf(text, size, "%s%s", jit->options.slot_prefix, function);
  return text;
}

/* ---- making ---- */

static LLVMErrorRef make_slot(refprune_jit *jit, jit_name *name) {
  char *text = slot_name(jit, name->text);
  if (!text)
    return refprune__jit_error("out of memory");
  const refprune_jit_symbol symbol = {text, (uint64_t)(uintptr_t)&name->slot};
  atomic_init(&name->slot, (uintptr_t)jit->unresolved);
  LLVMErrorRef error = refprune__jit_define_all(jit, &symbol, 1);
  free(text);
  if (error)
    return refprune__jit_because(error, "cannot make the slot of '%s'", name->text);
  pthread_mutex_lock(&jit->lock);
  refprune__names_add_slot(&jit->names, name);
  pthread_mutex_unlock(&jit->lock);
  return NULL;
}

/* Only this function's caller adds slots, under `making`: reading has_slot needs no other lock. */
static LLVMErrorRef make_missing_slots(refprune_jit *jit, jit_name *const *names, size_t count) {
  LLVMErrorRef error = NULL;
  for (size_t i = 0; i < count && !error; i++)
    if (!names[i]->has_slot)
      error = make_slot(jit, names[i]);
  return error;
}

LLVMErrorRef refprune__slots_make(refprune_jit *jit, jit_name *const *names, size_t count) {
  pthread_mutex_lock(&jit->making);
  LLVMErrorRef error = make_missing_slots(jit, names, count);
  pthread_mutex_unlock(&jit->making);
  return error;
}

/* ---- resolving ---- */

/* Release: whoever loads the address with acquire sees the code that it leads to. */
static void patch_locked(jit_name *name, uint64_t address) {
  atomic_store_explicit(&name->slot, (uintptr_t)address, memory_order_release);
  name->resolved = true;
}

void refprune__slot_patch(refprune_jit *jit, jit_name *name, uint64_t address) {
  pthread_mutex_lock(&jit->lock);
  if (name->has_slot)
    patch_locked(name, address);
  pthread_mutex_unlock(&jit->lock);
}

static bool waits(refprune_jit *jit, const jit_name *name) {
  pthread_mutex_lock(&jit->lock);
  bool result = name->has_slot && name->defined && !name->resolved;
  pthread_mutex_unlock(&jit->lock);
  return result;
}

/* A slot may be made or a function defined by two threads at the same time. Each notes its own part
 * under the lock before it asks whether the other's is there, so one of them comes here. */
LLVMErrorRef refprune__slots_resolve(refprune_jit *jit, jit_name *const *names, size_t count) {
  uint64_t *addresses = calloc(count + 1, sizeof *addresses);
  if (!addresses)
    return refprune__jit_error("out of memory");
  LLVMErrorRef error = NULL;
  for (size_t i = 0; i < count && !error; i++)
    if (waits(jit, names[i]))
      error = refprune_jit_lookup(jit, names[i]->text, &addresses[i]);
  for (size_t i = 0; i < count && !error; i++)
    if (addresses[i])
      refprune__slot_patch(jit, names[i], addresses[i]);
  free(addresses);
  return error;
}

/* ---- looking, and use by front ends ---- */

size_t refprune_jit_slots(refprune_jit *jit, refprune_jit_slot_state state, const char **names,
                          size_t capacity) {
  size_t count = 0;
  pthread_mutex_lock(&jit->lock);
  for (const jit_name *name = jit->names.first_slot; name; name = name->next_slot)
    if (name->resolved == (state == REFPRUNE_JIT_RESOLVED)) {
      if (count < capacity)
        names[count] = name->text;
      count++;
    }
  pthread_mutex_unlock(&jit->lock);
  return count;
}

LLVMValueRef refprune_jit_build_slot_load(refprune_jit *jit, LLVMBuilderRef builder,
                                          const char *name) {
  LLVMModuleRef module = LLVMGetGlobalParent(LLVMGetBasicBlockParent(LLVMGetInsertBlock(builder)));
  LLVMTypeRef pointer = LLVMPointerTypeInContext(LLVMGetModuleContext(module), 0);
  char *text = slot_name(jit, name);
  if (!text)
    return NULL;
  LLVMValueRef slot = LLVMGetNamedGlobal(module, text);
  if (!slot)
    slot = LLVMAddGlobal(module, pointer, text);
  free(text);
  LLVMValueRef load = LLVMBuildLoad2(builder, pointer, slot, name);
  LLVMSetOrdering(load, LLVMAtomicOrderingAcquire);
  LLVMSetAlignment(load, sizeof(void *));
  return load;
}
