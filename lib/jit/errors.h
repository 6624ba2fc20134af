/* errors.h - errors as LLVM has them, with text of ours. */
#ifndef REFPRUNE_JIT_ERRORS_H
#define REFPRUNE_JIT_ERRORS_H

#include <pthread.h>

#include <llvm-c/Error.h>

/* What the execution session reported beside the errors it returned: the causes. Any thread. */
typedef struct jit_reports {
  pthread_mutex_t lock;
  char text[1024]; /* cut where it is longer */
} jit_reports;

/* A new error with a text in the manner of printf. */
__attribute__((format(printf, 1, 2))) LLVMErrorRef refprune__jit_error(const char *format, ...);

/* The same with the text of `cause`, which is consumed, behind it. NULL stays NULL. */
__attribute__((format(printf, 2, 3))) LLVMErrorRef refprune__jit_because(LLVMErrorRef cause,
                                                                         const char *format, ...);

/* For LLVMOrcExecutionSessionSetErrorReporter; context is a jit_reports. */
void refprune__jit_report(void *context, LLVMErrorRef error);

/* Puts what was reported since the last call in the place of `error`, which it explains, where
 * something was: an error of ORC names the symbols that failed, the report says why. */
LLVMErrorRef refprune__jit_explain(jit_reports *reports, LLVMErrorRef error);

#endif
