/* host LIBRARY - calls functions of a native extension from compiled code, and gives it an object
 * of the host by both methods: by name (the code may be kept and used again elsewhere), and by an
 * address in the code (which is right in this process only).
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <refprune/jit.h>

#include "counter.h"

static counter hits;

static counter *find_counter(const char *name) {
  return strcmp(name, "hits") == 0 ? &hits : NULL;
}

/* %s: the address of `hits`. The history is held around the calls, naively. */
static const char skeleton[] = "declare i64 @counter_add_by_name(i64)\n"
                               "declare i64 @add_to(ptr, i64)\n"
                               "declare ptr @counter_history(i64)\n"
                               "declare void @NRT_incref(ptr)\n"
                               "declare void @NRT_decref(ptr)\n"
                               "define i64 @method_1(i64 %%step) {\n"
                               "  %%value = call i64 @counter_add_by_name(i64 %%step)\n"
                               "  ret i64 %%value\n"
                               "}\n"
                               "define i64 @method_2(i64 %%step) {\n"
                               "  %%history = call ptr @counter_history(i64 16)\n"
                               "  call void @NRT_incref(ptr %%history)\n"
                               "  %%object = inttoptr i64 %" PRIu64 " to ptr\n"
                               "  %%value = call i64 @add_to(ptr %%object, i64 %%step)\n"
                               "  call void @NRT_decref(ptr %%history)\n"
                               "  call void @NRT_decref(ptr %%history)\n"
                               "  ret i64 %%value\n"
                               "}\n";

static LLVMErrorRef add_program(refprune_jit *jit, const char *library) {
  char text[2048];
  snprintf(text, sizeof text, skeleton, (uint64_t)(uintptr_t)&hits);
  /* By their own names: everything that the library exports. By another name: one function. */
  LLVMErrorRef error = refprune_jit_add_library(jit, library);
  if (!error)
    error = refprune_jit_define_from_library(jit, "add_to", library, "counter_add");
  if (!error)
    error = refprune_jit_add_ir(jit, "program", text, strlen(text));
  return error;
}

static LLVMErrorRef call(refprune_jit *jit, const char *name, int64_t argument, int64_t *result) {
  uint64_t address;
  LLVMErrorRef error = refprune_jit_lookup(jit, name, &address);
  if (!error)
    *result = ((int64_t (*)(int64_t))(uintptr_t)address)(argument);
  return error;
}

/* The host's own functions go to the extension through the extension's functions. */
static LLVMErrorRef introduce(refprune_jit *jit) {
  uint64_t address;
  LLVMErrorRef error = refprune_jit_lookup(jit, "counter_set_lookup", &address);
  if (!error)
    ((void (*)(counter_lookup))(uintptr_t)address)(find_counter);
  return error;
}

static LLVMErrorRef count_freed(refprune_jit *jit, int64_t *freed) {
  uint64_t address;
  LLVMErrorRef error = refprune_jit_lookup(jit, "counter_histories_freed", &address);
  if (!error)
    *freed = ((int64_t (*)(void))(uintptr_t)address)();
  return error;
}

static LLVMErrorRef run(refprune_jit *jit, const char *library) {
  int64_t first = 0, second = 0, freed = 0;
  LLVMErrorRef error = add_program(jit, library);
  if (!error)
    error = introduce(jit);
  if (!error)
    error = call(jit, "method_1", 2, &first);
  if (!error)
    error = call(jit, "method_2", 3, &second);
  if (!error)
    error = count_freed(jit, &freed);
  if (!error)
    printf("by name: %" PRId64 ", by address: %" PRId64 ", in the host: %" PRId64
           ", histories freed: %" PRId64 "\n",
           first, second, hits.value, freed);
  return error;
}

static int complain(LLVMErrorRef error) {
  char *text = LLVMGetErrorMessage(error);
  fprintf(stderr, "host: %s\n", text);
  LLVMDisposeErrorMessage(text);
  return 1;
}

int main(int argc, char **argv) {
  refprune_jit *jit;
  if (argc != 2) {
    fprintf(stderr, "host: give the path of the extension\n");
    return 2;
  }
  LLVMErrorRef error = refprune_jit_create(&jit, NULL);
  if (error)
    return complain(error);
  error = run(jit, argv[1]);
  int failed = error ? complain(error) : 0;
  error = refprune_jit_dispose(jit);
  return error ? complain(error) : failed;
}
