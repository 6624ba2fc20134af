/* trial.h - runs functions of a compiled module in scenarios, and compares two runs. */
#ifndef REFPRUNE_TEST_TRIAL_H
#define REFPRUNE_TEST_TRIAL_H

#include <llvm-c/ExecutionEngine.h>

#include "subjects.h"
#include "world.h"

/* Compiles a module that subjects_prepare has made ready. The engine owns it afterwards, also after
 * a failure. Returns NULL and a message (to be disposed of by LLVMDisposeMessage) on failure. */
LLVMExecutionEngineRef trial_compile(LLVMModuleRef module, char **message);

typedef void (*trial_caller)(int64_t *arguments, int64_t *result);

/* The caller of one function, or NULL. */
trial_caller trial_find(LLVMExecutionEngineRef engine, const subject *about);

/* Runs the function once; what happened is in test_world. */
void trial_run(trial_caller caller, const subject *about, const scenario *scene);

/* Runs the original with as few references of others as make it well formed, and notes them in
 * `scene`. Returns false where no number of them does. */
bool trial_run_original(trial_caller caller, const subject *about, scenario *scene);

/* NULL where `after` does to the objects what `before` did, or what it does wrong. A reference that
 * a raising path stores or returns is taken to be handed on, unless `stores_lend`: where names
 * coincide, which of several references was stored cannot be seen from outside. */
const char *trial_difference(const world *before, const world *after, bool stores_lend);

#endif
