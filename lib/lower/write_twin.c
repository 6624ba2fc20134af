/* write_twin.c - writes the bitcode twin for this machine: write_twin OUT.bc [single]. Runs in the
 * build. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/BitWriter.h>
#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>

#include <refprune/lower.h>

static LLVMTargetMachineRef host_machine(const char *triple) {
  LLVMTargetRef target;
  char *error = NULL;
  if (LLVMInitializeNativeTarget() || LLVMGetTargetFromTriple(triple, &target, &error)) {
    fprintf(stderr, "write_twin: %s\n", error != NULL ? error : "no native target");
    exit(EXIT_FAILURE);
  }
  return LLVMCreateTargetMachine(target, triple, "", "", LLVMCodeGenLevelDefault, LLVMRelocPIC,
                                 LLVMCodeModelDefault);
}

static LLVMModuleRef host_module(LLVMContextRef context) {
  LLVMModuleRef module = LLVMModuleCreateWithNameInContext("host", context);
  char *triple = LLVMGetDefaultTargetTriple();
  LLVMTargetMachineRef machine = host_machine(triple);
  LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(machine);
  LLVMSetTarget(module, triple);
  LLVMSetModuleDataLayout(module, layout);
  LLVMDisposeTargetData(layout);
  LLVMDisposeTargetMachine(machine);
  LLVMDisposeMessage(triple);
  return module;
}

int main(int argc, char **argv) {
  if (argc < 2 || (argc == 3 && strcmp(argv[2], "single") != 0) || argc > 3) {
    fprintf(stderr, "usage: write_twin OUT.bc [single]\n");
    return 2;
  }
  LLVMContextRef context = LLVMContextCreate();
  LLVMModuleRef host = host_module(context);
  refprune_lower_options options;
  refprune_lower_options_init(&options);
  options.single_thread = argc == 3;
  LLVMModuleRef twin = refprune_runtime_twin(context, host, &options);
  int failed = LLVMWriteBitcodeToFile(twin, argv[1]);
  if (failed)
    fprintf(stderr, "write_twin: cannot write %s\n", argv[1]);
  LLVMDisposeModule(twin);
  LLVMDisposeModule(host);
  LLVMContextDispose(context);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
