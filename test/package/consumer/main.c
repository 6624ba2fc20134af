/* A program that knows nothing but the installed headers: prunes one pair, and says so. */
#include <stdio.h>
#include <string.h>

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>
#include <refprune/prune.h>

static const char source[] = "declare void @NRT_incref(ptr)\n"
                             "declare void @NRT_decref(ptr)\n"
                             "define void @pair(ptr %p) {\n"
                             "  call void @NRT_incref(ptr %p)\n"
                             "  call void @NRT_decref(ptr %p)\n"
                             "  ret void\n"
                             "}\n";

static LLVMModuleRef parse(LLVMContextRef context) {
  LLVMModuleRef module = NULL;
  char *problem = NULL;
  LLVMMemoryBufferRef text =
      LLVMCreateMemoryBufferWithMemoryRangeCopy(source, strlen(source), "source");
  if (LLVMParseIRInContext(context, text, &module, &problem)) {
    fprintf(stderr, "%s\n", problem);
    LLVMDisposeMessage(problem);
  }
  return module;
}

static int prune(LLVMModuleRef module) {
  refprune_report report;
  refprune_message message;
  refprune_report_init(&report);
  if (refprune_run_module(module, NULL, &report, &message) != REFPRUNE_OK) {
    fprintf(stderr, "%s\n", message.text);
    return 1;
  }
  printf("refprune %s for LLVM %u: %d operations, %d left\n", refprune_version(),
         refprune_llvm_major(), (int)(report.increfs_before + report.decrefs_before),
         (int)(report.increfs_after + report.decrefs_after));
  return !(report.increfs_before == 1 && report.decrefs_before == 1 && report.increfs_after == 0 &&
           report.decrefs_after == 0);
}

int main(void) {
  LLVMContextRef context = LLVMContextCreate();
  LLVMModuleRef module = parse(context);
  int failed = module ? prune(module) : 1;
  if (module)
    LLVMDisposeModule(module);
  LLVMContextDispose(context);
  return failed;
}
