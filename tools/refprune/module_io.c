/* module_io.c - reads, checks and writes modules through the C API. */
#include "module_io.h"

#include <stdio.h>
#include <string.h>

#include <llvm-c/Analysis.h>
#include <llvm-c/BitWriter.h>
#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>

/* LLVM's messages go over several lines; the first says what is wrong. */
static void set_first_line(refprune_message *message, const char *text) {
  size_t length = strcspn(text, "\n");
  if (length >= sizeof message->text)
    length = sizeof message->text - 1;
  memcpy(message->text, text, length);
  message->text[length] = '\0';
}

static void on_diagnostic(LLVMDiagnosticInfoRef diagnostic, void *context) {
  refprune_message *message = context;
  if (LLVMGetDiagInfoSeverity(diagnostic) != LLVMDSError || message->text[0])
    return;
  char *text = LLVMGetDiagInfoDescription(diagnostic);
  set_first_line(message, text);
  LLVMDisposeMessage(text);
}

void module_catch_errors(LLVMContextRef context, refprune_message *message) {
  message->text[0] = '\0';
  LLVMContextSetDiagnosticHandler(context, on_diagnostic, message);
}

bool is_bitcode(const bytes *content) {
  static const unsigned char raw[] = {'B', 'C', 0xC0, 0xDE};
  static const unsigned char wrapped[] = {0xDE, 0xC0, 0x17, 0x0B};
  return content->size >= sizeof raw && (memcmp(content->data, raw, sizeof raw) == 0 ||
                                         memcmp(content->data, wrapped, sizeof wrapped) == 0);
}

bool module_verify(LLVMModuleRef module, refprune_message *message) {
  char *problem = NULL;
  bool broken = LLVMVerifyModule(module, LLVMReturnStatusAction, &problem);
  if (broken)
    set_first_line(message, problem && *problem ? problem : "the module is broken");
  LLVMDisposeMessage(problem);
  return !broken;
}

static const char *skip_prefix(const char *text, const char *prefix) {
  size_t length = strlen(prefix);
  return strncmp(text, prefix, length) == 0 ? text + length : text;
}

/* LLVM writes "error: NAME: TEXT", "NAME: error: TEXT" or "NAME:LINE:COLUMN: error: TEXT"; the
 * caller says the name and that it is an error. */
static const char *without_name(const char *text, const char *name) {
  text = skip_prefix(skip_prefix(text, "error: "), name);
  return skip_prefix(text + strspn(text, ": "), "error: ");
}

LLVMModuleRef module_parse(LLVMContextRef context, const char *name, const bytes *content,
                           refprune_message *message) {
  LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(
      content->data ? content->data : "", content->size, name);
  LLVMModuleRef module = NULL;
  char *problem = NULL;
  if (LLVMParseIRInContext(context, buffer, &module, &problem)) {
    set_first_line(message, problem ? without_name(problem, name) : "it cannot be read");
    LLVMDisposeMessage(problem);
    return NULL;
  }
  if (module_verify(module, message))
    return module;
  LLVMDisposeModule(module);
  return NULL;
}

bool module_write(LLVMModuleRef module, const char *path, bool as_text) {
  if (as_text) {
    char *text = LLVMPrintModuleToString(module);
    bool written = bytes_write(path, text, strlen(text));
    LLVMDisposeMessage(text);
    return written;
  }
  LLVMMemoryBufferRef buffer = LLVMWriteBitcodeToMemoryBuffer(module);
  bool written = bytes_write(path, LLVMGetBufferStart(buffer), LLVMGetBufferSize(buffer));
  LLVMDisposeMemoryBuffer(buffer);
  return written;
}
