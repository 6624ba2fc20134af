/* module_io.h - LLVM modules from and to bytes, with one-line errors instead of aborts. */
#ifndef REFPRUNE_TOOLS_MODULE_IO_H
#define REFPRUNE_TOOLS_MODULE_IO_H

#include <stdbool.h>

#include <llvm-c/Types.h>

#include <refprune/options.h>

#include "bytes.h"

/* Gives `context` a handler that keeps the first error as one line in `message`, which must outlive
 * the context. Without a handler LLVM's reader ends the process on bad bitcode. */
void module_catch_errors(LLVMContextRef context, refprune_message *message);

/* Whether the bytes are bitcode; anything else is taken for text. */
bool is_bitcode(const bytes *content);

/* Parses text or bitcode and verifies the module. NULL on failure, with the reason in message. */
LLVMModuleRef module_parse(LLVMContextRef context, const char *name, const bytes *content,
                           refprune_message *message);

/* Whether the module is valid IR; if not, the reason is in message. */
bool module_verify(LLVMModuleRef module, refprune_message *message);

/* Writes the module to `path` as text or bitcode; false with errno on failure. */
bool module_write(LLVMModuleRef module, const char *path, bool as_text);

#endif
