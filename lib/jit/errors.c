#include "errors.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_CAPACITY = 2048 };

LLVMErrorRef refprune__jit_error(const char *format, ...) {
  char text[TEXT_CAPACITY];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return LLVMCreateStringError(text);
}

LLVMErrorRef refprune__jit_because(LLVMErrorRef cause, const char *format, ...) {
  if (!cause)
    return NULL;
  char text[TEXT_CAPACITY];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  char *reason = LLVMGetErrorMessage(cause);
  LLVMErrorRef error = refprune__jit_error("%s: %s", text, reason);
  LLVMDisposeErrorMessage(reason);
  return error;
}

void refprune__jit_report(void *context, LLVMErrorRef error) {
  jit_reports *reports = context;
  char *text = LLVMGetErrorMessage(error);
  pthread_mutex_lock(&reports->lock);
  size_t used = strlen(reports->text);
  snprintf(reports->text + used, sizeof reports->text - used, "%s%s", used ? "; " : "", text);
  pthread_mutex_unlock(&reports->lock);
  LLVMDisposeErrorMessage(text);
}

LLVMErrorRef refprune__jit_explain(jit_reports *reports, LLVMErrorRef error) {
  if (!error)
    return NULL;
  pthread_mutex_lock(&reports->lock);
  if (reports->text[0]) {
    LLVMConsumeError(error);
    error = LLVMCreateStringError(reports->text);
    reports->text[0] = '\0';
  }
  pthread_mutex_unlock(&reports->lock);
  return error;
}
