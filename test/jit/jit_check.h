/* jit_check.h - what the tests of the JIT share: checks of errors, and programs as text. */
#ifndef REFPRUNE_TEST_JIT_CHECK_H
#define REFPRUNE_TEST_JIT_CHECK_H

#include <refprune/jit.h>

#include "check.h"

/* The call succeeds; if not, its message is printed. */
#define CHECK_WORKS(call) check_works(__FILE__, __LINE__, #call, (call))

static inline int check_works(const char *file, int line, const char *what, LLVMErrorRef error) {
  if (error) {
    char *text = LLVMGetErrorMessage(error);
    fprintf(stderr, "%s:%d: %s\n", file, line, text);
    LLVMDisposeErrorMessage(text);
  }
  note_check(!error, file, line, what);
  return !error;
}

/* The call fails with a message that contains the text, and is one line long. */
#define CHECK_FAILS(call, text) check_fails(__FILE__, __LINE__, #call, (call), (text))

static inline void check_fails(const char *file, int line, const char *what, LLVMErrorRef error,
                               const char *wanted) {
  note_check(error != NULL, file, line, what);
  if (!error)
    return;
  char *text = LLVMGetErrorMessage(error);
  if (!strstr(text, wanted))
    check_text(file, line, text, wanted);
  note_check(strstr(text, wanted) != NULL, file, line, what);
  LLVMDisposeErrorMessage(text);
}

static inline LLVMErrorRef add_text(refprune_jit *jit, const char *name, const char *text) {
  return refprune_jit_add_ir(jit, name, text, strlen(text));
}

typedef int32_t (*status_of_int)(int32_t);

static inline status_of_int find_status(refprune_jit *jit, const char *name) {
  uint64_t address = 0;
  CHECK_WORKS(refprune_jit_lookup(jit, name, &address));
  return (status_of_int)(uintptr_t)address;
}

/* A function that counts down to 0 by calling another through its slot, where it returns `at_zero`.
 * It holds an object around the call, naively. Two that call each other tell even from odd. */
static inline LLVMErrorRef add_countdown(refprune_jit *jit, const char *self, const char *other,
                                         int at_zero) {
  char text[2048];
  snprintf(text, sizeof text,
           "@\".numba.unresolved$%s\" = external global ptr\n"
           "declare ptr @NRT_MemInfo_alloc(i64)\n"
           "declare void @NRT_incref(ptr)\n"
           "declare void @NRT_decref(ptr)\n"
           "define i32 @%s(i32 %%n) {\n"
           "  %%zero = icmp eq i32 %%n, 0\n"
           "  br i1 %%zero, label %%done, label %%more\n"
           "done:\n"
           "  ret i32 %d\n"
           "more:\n"
           "  %%held = call ptr @NRT_MemInfo_alloc(i64 8)\n"
           "  call void @NRT_incref(ptr %%held)\n"
           "  %%less = sub i32 %%n, 1\n"
           "  %%callee = load ptr, ptr @\".numba.unresolved$%s\"\n"
           "  %%result = call i32 %%callee(i32 %%less)\n"
           "  call void @NRT_decref(ptr %%held)\n"
           "  call void @NRT_decref(ptr %%held)\n"
           "  ret i32 %%result\n"
           "}\n",
           other, self, at_zero, other);
  return add_text(jit, self, text);
}

#endif
