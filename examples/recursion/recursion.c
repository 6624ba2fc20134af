/* recursion [FUNCTION...] - two functions that call each other, compiled one after the other.
 *
 * When `even` is compiled there is no `odd` yet: the call goes through a slot, which the JIT
 * patches as soon as `odd` is added. Name the functions to be added; without names, both.
 * `recursion even` shows what happens to a call of a function that never comes.
 */
#include <stdio.h>
#include <string.h>

#include <nrt/nrt.h>
#include <refprune/jit.h>

/* The convention of these functions: a status, 0 for success, and the result through a pointer.
 * That is what makes calls of missing functions safe, since those return a status too. */
#define PARITY(name, other, at_zero)                                                               \
  "@\".numba.unresolved$" other "\" = external global ptr\n"                                       \
  "declare ptr @NRT_MemInfo_alloc(i64)\n"                                                          \
  "declare void @NRT_incref(ptr)\n"                                                                \
  "declare void @NRT_decref(ptr)\n"                                                                \
  "define i32 @" name "(ptr %result, i64 %n) {\n"                                                  \
  "  %zero = icmp eq i64 %n, 0\n"                                                                  \
  "  br i1 %zero, label %done, label %more\n"                                                      \
  "done:\n"                                                                                        \
  "  store i64 " at_zero ", ptr %result\n"                                                         \
  "  ret i32 0\n"                                                                                  \
  "more:\n"                                                                                        \
  "  %held = call ptr @NRT_MemInfo_alloc(i64 8)\n"                                                 \
  "  call void @NRT_incref(ptr %held)\n"                                                           \
  "  %less = sub i64 %n, 1\n"                                                                      \
  "  %callee = load ptr, ptr @\".numba.unresolved$" other "\"\n"                                   \
  "  %status = call i32 %callee(ptr %result, i64 %less)\n"                                         \
  "  call void @NRT_decref(ptr %held)\n"                                                           \
  "  call void @NRT_decref(ptr %held)\n"                                                           \
  "  ret i32 %status\n"                                                                            \
  "}\n"

static const struct {
  const char *name, *text;
} functions[] = {
    {"even", PARITY("even", "odd", "1")},
    {"odd", PARITY("odd", "even", "0")},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

static int complain(LLVMErrorRef error) {
  char *text = LLVMGetErrorMessage(error);
  fprintf(stderr, "recursion: %s\n", text);
  LLVMDisposeErrorMessage(text);
  return 1;
}

static int is_wanted(const char *name, int count, char **names) {
  for (int i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0)
      return 1;
  return count == 0;
}

static LLVMErrorRef add_functions(refprune_jit *jit, int count, char **names) {
  LLVMErrorRef error = NULL;
  for (int i = 0; i < FUNCTION_COUNT && !error; i++)
    if (is_wanted(functions[i].name, count, names))
      error =
          refprune_jit_add_ir(jit, functions[i].name, functions[i].text, strlen(functions[i].text));
  return error;
}

static int report_missing(refprune_jit *jit, int status) {
  const char *names[FUNCTION_COUNT];
  size_t count = refprune_jit_slots(jit, REFPRUNE_JIT_PENDING, names, FUNCTION_COUNT);
  printf("even(7) failed with status %d: %s\n", status, nrt_last_error());
  for (size_t i = 0; i < count && i < FUNCTION_COUNT; i++)
    printf("missing: %s\n", names[i]);
  return 1;
}

static int call_even(refprune_jit *jit) {
  uint64_t address;
  int64_t result = -1;
  LLVMErrorRef error = refprune_jit_lookup(jit, "even", &address);
  if (error)
    return complain(error);
  int status = ((int (*)(int64_t *, int64_t))(uintptr_t)address)(&result, 7);
  if (status != 0)
    return report_missing(jit, status);
  printf("7 is %s\n", result ? "even" : "odd");
  return 0;
}

int main(int argc, char **argv) {
  refprune_jit *jit;
  LLVMErrorRef error = refprune_jit_create(&jit, NULL);
  if (error)
    return complain(error);
  error = add_functions(jit, argc - 1, argv + 1);
  int failed = error ? complain(error) : call_even(jit);
  error = refprune_jit_dispose(jit);
  return error ? complain(error) : failed;
}
