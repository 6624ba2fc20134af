/* emit_lowered.c - an object file of lowered code, as a compiler would make it:
 *   emit_lowered IN.ll OUT.o NAME [single]
 * renames the function PAIR to NAME. Runs in the build. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>

#include <refprune/lower.h>

static _Noreturn void fail(const char *what) {
  fprintf(stderr, "emit_lowered: %s\n", what);
  exit(EXIT_FAILURE);
}

static LLVMModuleRef read_module(LLVMContextRef context, const char *path) {
  LLVMMemoryBufferRef buffer = NULL;
  LLVMModuleRef module = NULL;
  char *error = NULL;
  if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &error) ||
      LLVMParseIRInContext(context, buffer, &module, &error))
    fail(error);
  return module;
}

static LLVMTargetMachineRef host_machine(void) {
  LLVMTargetRef target;
  char *error = NULL;
  char *triple = LLVMGetDefaultTargetTriple();
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
  if (LLVMGetTargetFromTriple(triple, &target, &error))
    fail(error);
  LLVMTargetMachineRef machine = LLVMCreateTargetMachine(
      target, triple, "", "", LLVMCodeGenLevelAggressive, LLVMRelocPIC, LLVMCodeModelDefault);
  LLVMDisposeMessage(triple);
  return machine;
}

static void optimise(LLVMModuleRef module, LLVMTargetMachineRef machine) {
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  LLVMErrorRef error = LLVMRunPasses(module, "default<O2>", machine, options);
  if (error != NULL)
    fail(LLVMGetErrorMessage(error));
  LLVMDisposePassBuilderOptions(options);
}

static void lower(LLVMModuleRef module, bool single_thread) {
  refprune_lower_options options;
  refprune_message message;
  refprune_lower_options_init(&options);
  options.single_thread = single_thread;
  if (refprune_lower_module(module, &options, &message) != REFPRUNE_OK)
    fail(message.text);
}

int main(int argc, char **argv) {
  if (argc < 4 || argc > 5)
    fail("usage: emit_lowered IN.ll OUT.o NAME [single]");
  LLVMContextRef context = LLVMContextCreate();
  LLVMModuleRef module = read_module(context, argv[1]);
  LLVMTargetMachineRef machine = host_machine();
  LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(machine);
  LLVMSetModuleDataLayout(module, layout);
  LLVMDisposeTargetData(layout);
  LLVMSetValueName2(LLVMGetNamedFunction(module, "PAIR"), argv[3], strlen(argv[3]));
  lower(module, argc == 5 && strcmp(argv[4], "single") == 0);
  optimise(module, machine);
  char *error = NULL;
  if (LLVMTargetMachineEmitToFile(machine, module, argv[2], LLVMObjectFile, &error))
    fail(error);
  LLVMDisposeTargetMachine(machine);
  LLVMDisposeModule(module);
  LLVMContextDispose(context);
  return EXIT_SUCCESS;
}
