/* jit.c - makes, attaches and disposes; looks up. */
#include <refprune/jit.h>

#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <nrt/nrt.h>

#include "engine.h"
#include "jit_compat.h"

void refprune_jit_options_init(refprune_jit_options *options) {
  *options = (refprune_jit_options){
      .size = sizeof *options,
      .version = REFPRUNE_JIT_OPTIONS_VERSION,
      .prune = true,
      .process_symbols = true,
      .slot_prefix = ".numba.unresolved$",
  };
}

/* ---- making ---- */

static LLVMErrorRef check_options(const refprune_jit_options *options) {
  if (options->size != sizeof *options || options->version != REFPRUNE_JIT_OPTIONS_VERSION)
    return refprune__jit_error(
        "refprune_jit_options were not prepared by refprune_jit_options_init of this version");
  if (!options->slot_prefix || !*options->slot_prefix)
    return refprune__jit_error("the prefix of slots is empty: every name would be one");
  return NULL;
}

static void init_recursive(pthread_mutex_t *lock) {
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(lock, &kind);
  pthread_mutexattr_destroy(&kind);
}

static LLVMErrorRef allocate(refprune_jit **result, const refprune_jit_options *options) {
  refprune_jit_options defaults;
  refprune_jit_options_init(&defaults);
  LLVMErrorRef error = options ? check_options(options) : NULL;
  if (error)
    return error;
  refprune_jit *jit = calloc(1, sizeof *jit);
  if (!jit)
    return refprune__jit_error("out of memory");
  jit->options = options ? *options : defaults;
  jit->unresolved = (uint64_t)(uintptr_t)&nrt_unresolved_abort;
  refprune_report_init(&jit->report);
  pthread_mutex_init(&jit->making, NULL);
  pthread_mutex_init(&jit->lock, NULL);
  pthread_mutex_init(&jit->reports.lock, NULL);
  init_recursive(&jit->compiling);
  *result = jit;
  return NULL;
}

static void use_lljit(refprune_jit *jit, LLVMOrcLLJITRef lljit) {
  jit->lljit = lljit;
  jit->session = LLVMOrcLLJITGetExecutionSession(lljit);
  jit->global_prefix = LLVMOrcLLJITGetGlobalPrefix(lljit);
}

/* An identity for the layer when nobody is left to prune. */
static LLVMErrorRef keep_module(void *context, LLVMOrcThreadSafeModuleRef *module,
                                LLVMOrcMaterializationResponsibilityRef responsibility) {
  (void)context, (void)module, (void)responsibility;
  return NULL;
}

static void set_transform(refprune_jit *jit, LLVMOrcIRTransformLayerTransformFunction transform) {
  LLVMOrcIRTransformLayerSetTransform(LLVMOrcLLJITGetIRTransformLayer(jit->lljit), transform, jit);
}

/* Everything but the LLJIT. */
static void release(refprune_jit *jit) {
  refprune__names_free(&jit->names);
  pthread_mutex_destroy(&jit->compiling);
  pthread_mutex_destroy(&jit->making);
  pthread_mutex_destroy(&jit->lock);
  pthread_mutex_destroy(&jit->reports.lock);
  free(jit);
}

static void initialize_target(void) {
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
}

static LLVMErrorRef make_lljit(refprune_jit *jit) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  LLVMOrcLLJITRef lljit;
  pthread_once(&once, initialize_target);
  LLVMErrorRef error = LLVMOrcCreateLLJIT(&lljit, NULL);
  if (error)
    return refprune__jit_because(error, "no JIT for this machine");
  use_lljit(jit, lljit);
  jit->owns_lljit = true;
  LLVMOrcExecutionSessionSetErrorReporter(jit->session, refprune__jit_report, &jit->reports);
  jit->dylib = LLVMOrcExecutionSessionCreateBareJITDylib(jit->session, "refprune");
  error = refprune__jit_define_runtime(jit);
  if (!error && jit->options.process_symbols)
    error = refprune__jit_add_process(jit);
  return error;
}

LLVMErrorRef refprune_jit_create(refprune_jit **result, const refprune_jit_options *options) {
  refprune_jit *jit;
  *result = NULL;
  LLVMErrorRef error = allocate(&jit, options);
  if (error)
    return error;
  error = make_lljit(jit);
  if (error) {
    if (jit->lljit)
      LLVMConsumeError(LLVMOrcDisposeLLJIT(jit->lljit));
    release(jit);
    return error;
  }
  set_transform(jit, refprune__jit_transform);
  *result = jit;
  return NULL;
}

LLVMErrorRef refprune_jit_attach(refprune_jit **result, LLVMOrcLLJITRef lljit,
                                 const refprune_jit_options *options) {
  refprune_jit *jit;
  *result = NULL;
  LLVMErrorRef error = allocate(&jit, options);
  if (error)
    return error;
  use_lljit(jit, lljit);
  jit->dylib = jit->options.dylib ? jit->options.dylib : LLVMOrcLLJITGetMainJITDylib(lljit);
  error = refprune__jit_define_runtime(jit);
  if (error) {
    release(jit);
    return error;
  }
  set_transform(jit, refprune__jit_transform);
  *result = jit;
  return NULL;
}

LLVMErrorRef refprune_jit_dispose(refprune_jit *jit) {
  LLVMErrorRef error = NULL;
  if (!jit)
    return NULL;
  if (jit->owns_lljit)
    error = LLVMOrcDisposeLLJIT(jit->lljit);
  else
    set_transform(jit, keep_module);
  release(jit);
  return error;
}

LLVMOrcLLJITRef refprune_jit_lljit(refprune_jit *jit) {
  return jit->lljit;
}

LLVMOrcJITDylibRef refprune_jit_dylib(refprune_jit *jit) {
  return jit->dylib;
}

LLVMContextRef refprune_jit_new_context(LLVMOrcThreadSafeContextRef *owner) {
  return compat_new_context(owner);
}

/* ---- looking up ---- */

/* Where the result of a look-up arrives, perhaps from another thread that compiles the module. */
typedef struct answer {
  pthread_mutex_t lock;
  pthread_cond_t arrival;
  bool arrived;
  LLVMErrorRef error;
  uint64_t address;
} answer;

static void take_answer(LLVMErrorRef error, LLVMOrcCSymbolMapPairs found, size_t count,
                        void *context) {
  answer *result = context;
  pthread_mutex_lock(&result->lock);
  result->error = error;
  if (!error && count == 1)
    result->address = found[0].Sym.Address;
  result->arrived = true;
  pthread_cond_signal(&result->arrival);
  pthread_mutex_unlock(&result->lock);
}

static void wait_for(answer *result) {
  pthread_mutex_lock(&result->lock);
  while (!result->arrived)
    pthread_cond_wait(&result->arrival, &result->lock);
  pthread_mutex_unlock(&result->lock);
}

/* LLVMOrcLLJITLookup knows the main JITDylib only. */
static answer look_up(refprune_jit *jit, const char *name) {
  answer result = {.arrived = false};
  LLVMOrcCJITDylibSearchOrderElement place = {jit->dylib,
                                              LLVMOrcJITDylibLookupFlagsMatchAllSymbols};
  LLVMOrcCLookupSetElement wanted = {LLVMOrcLLJITMangleAndIntern(jit->lljit, name),
                                     LLVMOrcSymbolLookupFlagsRequiredSymbol};
  pthread_mutex_init(&result.lock, NULL);
  pthread_cond_init(&result.arrival, NULL);
  LLVMOrcExecutionSessionLookup(jit->session, LLVMOrcLookupKindStatic, &place, 1, &wanted, 1,
                                take_answer, &result);
  wait_for(&result);
  pthread_cond_destroy(&result.arrival);
  pthread_mutex_destroy(&result.lock);
  return result;
}

LLVMErrorRef refprune_jit_lookup(refprune_jit *jit, const char *name, uint64_t *address) {
  pthread_mutex_lock(&jit->compiling);
  answer result = look_up(jit, name);
  LLVMErrorRef error = refprune__jit_explain(&jit->reports, result.error);
  pthread_mutex_unlock(&jit->compiling);
  *address = result.address;
  return refprune__jit_because(error, "'%s' cannot be compiled", name);
}

void refprune_jit_get_report(refprune_jit *jit, refprune_report *report) {
  pthread_mutex_lock(&jit->lock);
  *report = jit->report;
  pthread_mutex_unlock(&jit->lock);
}
