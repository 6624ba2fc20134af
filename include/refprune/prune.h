/* refprune/prune.h - remove redundant reference count operations from LLVM IR.
 *
 *     refprune_options options;
 *     refprune_report report;
 *     refprune_message message;
 *     refprune_options_init(&options);
 *     refprune_report_init(&report);
 *     if (refprune_run_module(module, &options, &report, &message) != REFPRUNE_OK)
 *       fprintf(stderr, "%s\n", message.text);
 *     refprune_options_dispose(&options);
 *
 * Threads: no global state; calls may run at once on modules of different LLVM contexts.
 * Errors: a status and a message; the library never prints, aborts or exits.
 */
#ifndef REFPRUNE_PRUNE_H
#define REFPRUNE_PRUNE_H

#include <refprune/options.h>
#include <refprune/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Prunes every function with a body in `module`; REFPRUNE_BAD_INPUT for NULL. options, report and message
 * may be NULL. The module must be valid IR; it is changed in place and valid afterwards, also after
 * REFPRUNE_NO_MEMORY and REFPRUNE_INTERNAL (what was done before stays pruned). */
REFPRUNE_API refprune_status refprune_run_module(LLVMModuleRef module,
                                                 const refprune_options *options,
                                                 refprune_report *report,
                                                 refprune_message *message);

/* The same for one function, which is scanned once; a declaration is left alone. */
REFPRUNE_API refprune_status refprune_run_function(LLVMValueRef function,
                                                   const refprune_options *options,
                                                   refprune_report *report,
                                                   refprune_message *message);

/* Version of the library ("0.1.0") and the LLVM major it was built for. */
REFPRUNE_API const char *refprune_version(void);
REFPRUNE_API unsigned refprune_llvm_major(void);

#ifdef __cplusplus
}
#endif

#endif
