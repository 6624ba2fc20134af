/* transform.c - what happens to a module between being added and being compiled. */
#include <string.h>

#include <llvm-c/Analysis.h>
#include <llvm-c/Core.h>
#include <llvm-c/Transforms/PassBuilder.h>

#include <refprune/lower.h>

#include "engine.h"

static LLVMErrorRef run_step(const refprune_jit *jit, refprune_jit_step step,
                             LLVMModuleRef module) {
  return step ? step(jit->options.step_context, module) : NULL;
}

static LLVMErrorRef run_passes(const char *passes, LLVMModuleRef module) {
  if (!passes || !*passes)
    return NULL;
  LLVMPassBuilderOptionsRef settings = LLVMCreatePassBuilderOptions();
  LLVMErrorRef error = LLVMRunPasses(module, passes, NULL, settings);
  LLVMDisposePassBuilderOptions(settings);
  return refprune__jit_because(error, "passes '%s'", passes);
}

static LLVMErrorRef prune(refprune_jit *jit, LLVMModuleRef module) {
  refprune_report report;
  refprune_message message = {""};
  if (!jit->options.prune)
    return NULL;
  refprune_report_init(&report);
  refprune_status status = refprune_run_module(module, jit->options.pruning, &report, &message);
  pthread_mutex_lock(&jit->lock); /* each thread counts for itself and adds at the end */
  refprune_report_add(&jit->report, &report);
  pthread_mutex_unlock(&jit->lock);
  return status == REFPRUNE_OK ? NULL : refprune__jit_error("refprune: %s", message.text);
}

static LLVMErrorRef lower(const refprune_jit *jit, LLVMModuleRef module) {
  refprune_lower_options options;
  refprune_message message = {""};
  if (!jit->options.lower)
    return NULL;
  refprune_lower_options_init(&options);
  if (jit->options.pruning) {
    options.incref = jit->options.pruning->incref;
    options.decref = jit->options.pruning->decref;
  }
  if (refprune_lower_module(module, &options, &message) != REFPRUNE_OK)
    return refprune__jit_error("nrt-lower: %s", message.text);
  /* Without always-inline the small functions would be called like the runtime's. */
  return run_passes("always-inline", module);
}

static LLVMErrorRef transform_module(void *context, LLVMModuleRef module) {
  refprune_jit *jit = context;
  LLVMErrorRef error = run_step(jit, jit->options.step_before, module);
  if (!error)
    error = run_passes(jit->options.passes_before, module);
  if (!error)
    error = prune(jit, module);
  if (!error)
    error = lower(jit, module);
  if (!error)
    error = run_passes(jit->options.passes_after, module);
  if (!error)
    error = run_step(jit, jit->options.step_after, module);
  return error;
}

LLVMErrorRef refprune__jit_transform(void *context, LLVMOrcThreadSafeModuleRef *module,
                                     LLVMOrcMaterializationResponsibilityRef responsibility) {
  (void)responsibility;
  LLVMErrorRef error = LLVMOrcThreadSafeModuleWithModuleDo(*module, transform_module, context);
  if (error) { /* the layer forgets the module, and asserts that it is gone */
    LLVMOrcDisposeThreadSafeModule(*module);
    *module = NULL;
  }
  return error;
}
