/* embed - a program with an LLVM JIT of its own adds the pruner and the runtime to it.
 *
 * What is needed is marked: refprune_jit_attach, refprune_jit_dispose, and the header. Everything
 * else is the program as it was.
 */
#include <stdio.h>
#include <string.h>

#include <llvm-c/LLJIT.h>
#include <llvm-c/Target.h>
#include <refprune/jit.h> /* added */

static const char program[] = "declare ptr @NRT_MemInfo_alloc(i64)\n"
                              "declare void @NRT_incref(ptr)\n"
                              "declare void @NRT_decref(ptr)\n"
                              "define i64 @work(i64 %n) {\n"
                              "  %p = call ptr @NRT_MemInfo_alloc(i64 64)\n"
                              "  call void @NRT_incref(ptr %p)\n"
                              "  call void @NRT_decref(ptr %p)\n"
                              "  call void @NRT_decref(ptr %p)\n"
                              "  %result = mul i64 %n, 2\n"
                              "  ret i64 %result\n"
                              "}\n";

static int complain(LLVMErrorRef error) {
  char *text = LLVMGetErrorMessage(error);
  fprintf(stderr, "embed: %s\n", text);
  LLVMDisposeErrorMessage(text);
  return 1;
}

static LLVMErrorRef run(LLVMOrcLLJITRef lljit, refprune_jit *jit) {
  LLVMOrcExecutorAddress address;
  refprune_report report;
  LLVMErrorRef error = refprune_jit_add_ir(jit, "program", program, strlen(program));
  if (!error)
    error = LLVMOrcLLJITLookup(lljit, &address, "work");
  if (error)
    return error;
  long long result = ((long long (*)(long long))(uintptr_t)address)(21);
  refprune_jit_get_report(jit, &report); /* added */
  printf("work(21) = %lld; operations %d -> %d\n", result,
         (int)(report.increfs_before + report.decrefs_before),
         (int)(report.increfs_after + report.decrefs_after));
  return NULL;
}

int main(void) {
  LLVMOrcLLJITRef lljit;
  refprune_jit *jit;
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
  LLVMErrorRef error = LLVMOrcCreateLLJIT(&lljit, NULL);
  if (error)
    return complain(error);
  error = refprune_jit_attach(&jit, lljit, NULL); /* added */
  if (!error)
    error = run(lljit, jit);
  int failed = error ? complain(error) : 0;
  LLVMConsumeError(refprune_jit_dispose(jit)); /* added */
  error = LLVMOrcDisposeLLJIT(lljit);
  return error ? complain(error) : failed;
}
