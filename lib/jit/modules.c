/* modules.c - takes modules in: all of a module or nothing.
 *
 * The order makes it a transaction. First what may fail without a trace: verification, slots, the
 * functions of earlier modules that this one's slots want. Then the module goes to ORC with a
 * resource tracker of its own. Last, its own functions that slots wait for are compiled; ORC
 * compiles a module as a whole, so either all of them can be patched in, or none was, and the
 * tracker takes the module out again.
 */
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Analysis.h>
#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>

#include "engine.h"

/* Names, each once. */
typedef struct name_list {
  jit_name **items;
  size_t count;
} name_list;

/* What one module brings and wants. */
typedef struct contents {
  refprune_jit *jit;
  name_list slots;   /* functions whose slots it mentions */
  name_list defined; /* functions it defines */
} contents;

/* ---- reading the module ---- */

static bool add_name(refprune_jit *jit, name_list *list, const char *text) {
  pthread_mutex_lock(&jit->lock);
  jit_name *name = refprune__names_get(&jit->names, text);
  pthread_mutex_unlock(&jit->lock);
  jit_name **items = name ? realloc(list->items, (list->count + 1) * sizeof *items) : NULL;
  if (!items)
    return false;
  list->items = items;
  list->items[list->count++] = name;
  return true;
}

/* Another thread may patch the slot while this load runs. A slot's word is aligned. */
static void make_loads_acquire(LLVMValueRef slot) {
  for (LLVMUseRef use = LLVMGetFirstUse(slot); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (!LLVMIsALoadInst(user) || LLVMGetTypeKind(LLVMTypeOf(user)) != LLVMPointerTypeKind)
      continue;
    LLVMAtomicOrdering ordering = LLVMGetOrdering(user);
    if (ordering == LLVMAtomicOrderingSequentiallyConsistent)
      continue;
    LLVMSetAlignment(user, sizeof(void *));
    LLVMSetOrdering(user, LLVMAtomicOrderingAcquire);
  }
}

static bool read_slots(contents *found, LLVMModuleRef module) {
  for (LLVMValueRef global = LLVMGetFirstGlobal(module); global;
       global = LLVMGetNextGlobal(global)) {
    size_t length;
    const char *target = refprune__slot_target(found->jit, LLVMGetValueName2(global, &length));
    if (!target || !LLVMIsDeclaration(global))
      continue; /* a slot with a definition is the module's own affair */
    make_loads_acquire(global);
    if (!add_name(found->jit, &found->slots, target))
      return false;
  }
  return true;
}

static bool is_visible(LLVMValueRef function) {
  LLVMLinkage linkage = LLVMGetLinkage(function);
  return !LLVMIsDeclaration(function) && linkage != LLVMInternalLinkage &&
         linkage != LLVMPrivateLinkage && linkage != LLVMAvailableExternallyLinkage;
}

static bool read_functions(contents *found, LLVMModuleRef module) {
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function)) {
    size_t length;
    if (is_visible(function) &&
        !add_name(found->jit, &found->defined, LLVMGetValueName2(function, &length)))
      return false;
  }
  return true;
}

static LLVMErrorRef verify(LLVMModuleRef module) {
  char *problem = NULL;
  bool broken = LLVMVerifyModule(module, LLVMReturnStatusAction, &problem);
  LLVMErrorRef error =
      broken ? refprune__jit_error("the module is not valid IR: %s", problem) : NULL;
  LLVMDisposeMessage(problem);
  return error;
}

static LLVMErrorRef read_module(void *context, LLVMModuleRef module) {
  contents *found = context;
  LLVMErrorRef error = verify(module);
  if (!error && !(read_slots(found, module) && read_functions(found, module)))
    error = refprune__jit_error("out of memory");
  return error;
}

/* ---- adding it ---- */

/* Notes which functions are new, in place: a weak function may have been defined before. */
static void mark_defined(refprune_jit *jit, name_list *list) {
  size_t kept = 0;
  pthread_mutex_lock(&jit->lock);
  for (size_t i = 0; i < list->count; i++)
    if (!list->items[i]->defined) {
      list->items[i]->defined = true;
      list->items[kept++] = list->items[i];
    }
  list->count = kept;
  pthread_mutex_unlock(&jit->lock);
}

static void unmark_defined(refprune_jit *jit, const name_list *list) {
  pthread_mutex_lock(&jit->lock);
  for (size_t i = 0; i < list->count; i++)
    list->items[i]->defined = false;
  pthread_mutex_unlock(&jit->lock);
}

static LLVMErrorRef add_tracked(contents *found, LLVMOrcThreadSafeModuleRef module,
                                LLVMOrcResourceTrackerRef tracker) {
  refprune_jit *jit = found->jit;
  LLVMErrorRef error = LLVMOrcLLJITAddLLVMIRModuleWithRT(jit->lljit, tracker, module);
  if (error)
    return error; /* the module is gone in this case too, whatever examples of LLVM say */
  mark_defined(jit, &found->defined);
  error = refprune__slots_resolve(jit, found->defined.items, found->defined.count);
  if (error) {
    unmark_defined(jit, &found->defined);
    LLVMConsumeError(LLVMOrcResourceTrackerRemove(tracker));
  }
  return error;
}

static LLVMErrorRef add_with_contents(contents *found, LLVMOrcThreadSafeModuleRef module) {
  refprune_jit *jit = found->jit;
  LLVMErrorRef error = LLVMOrcThreadSafeModuleWithModuleDo(module, read_module, found);
  if (!error)
    error = refprune__slots_make(jit, found->slots.items, found->slots.count);
  if (!error)
    error = refprune__slots_resolve(jit, found->slots.items, found->slots.count);
  if (error) {
    LLVMOrcDisposeThreadSafeModule(module);
    return error;
  }
  LLVMOrcResourceTrackerRef tracker = LLVMOrcJITDylibCreateResourceTracker(jit->dylib);
  error = add_tracked(found, module, tracker);
  LLVMOrcReleaseResourceTracker(tracker);
  return error;
}

LLVMErrorRef refprune_jit_add_module(refprune_jit *jit, LLVMOrcThreadSafeModuleRef module) {
  contents found = {.jit = jit};
  LLVMErrorRef error = add_with_contents(&found, module);
  free(found.slots.items);
  free(found.defined.items);
  return error;
}

/* ---- from text or bitcode ---- */

/* Keeps the first complaint; without a handler LLVM's reader ends the process on bad bitcode. */
static void on_diagnostic(LLVMDiagnosticInfoRef diagnostic, void *context) {
  char **complaint = context;
  if (*complaint || LLVMGetDiagInfoSeverity(diagnostic) != LLVMDSError)
    return;
  *complaint = LLVMGetDiagInfoDescription(diagnostic);
}

static LLVMErrorRef parse(LLVMContextRef context, LLVMMemoryBufferRef buffer,
                          LLVMModuleRef *module) {
  char *problem = NULL, *complaint = NULL;
  LLVMErrorRef error = NULL;
  LLVMContextSetDiagnosticHandler(context, on_diagnostic, &complaint);
  if (LLVMParseIRInContext(context, buffer, module, &problem))
    error = refprune__jit_error("%s", complaint ? complaint : problem);
  LLVMContextSetDiagnosticHandler(context, NULL, NULL);
  LLVMDisposeMessage(problem);
  LLVMDisposeMessage(complaint);
  return error;
}

LLVMErrorRef refprune_jit_add_ir(refprune_jit *jit, const char *name, const char *ir, size_t size) {
  LLVMOrcThreadSafeContextRef owner;
  LLVMContextRef context = refprune_jit_new_context(&owner);
  LLVMModuleRef module = NULL;
  LLVMErrorRef error =
      parse(context, LLVMCreateMemoryBufferWithMemoryRangeCopy(ir, size, name), &module);
  if (!error)
    error = refprune_jit_add_module(jit, LLVMOrcCreateNewThreadSafeModule(module, owner));
  LLVMOrcDisposeThreadSafeContext(owner);
  return refprune__jit_because(error, "%s", name);
}
