/* prune.c - the driver. */
#include <refprune/prune.h>

#include <llvm-c/Core.h>
#include <llvm/Config/llvm-config.h>

refprune_status refprune_run_module(LLVMModuleRef module, const refprune_options *options,
                                    refprune_report *report, refprune_message *message) {
  (void)module, (void)options, (void)report, (void)message;
  return REFPRUNE_OK;
}

refprune_status refprune_run_function(LLVMValueRef function, const refprune_options *options,
                                      refprune_report *report, refprune_message *message) {
  (void)function, (void)options, (void)report, (void)message;
  return REFPRUNE_OK;
}

const char *refprune_version(void) {
  return REFPRUNE_VERSION;
}

unsigned refprune_llvm_major(void) {
  return LLVM_VERSION_MAJOR;
}
