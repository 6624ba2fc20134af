/* module.c - see module.h. */
#define _POSIX_C_SOURCE 200809L
#include "module.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <llvm-c/BitReader.h>
#include <llvm-c/Core.h>

/* LLVM's default handler ends the process on an error; this one keeps the text. */
static void keep_diagnostic(LLVMDiagnosticInfoRef info, void *context) {
  refprune_message *error = context;
  char *text = LLVMGetDiagInfoDescription(info);
  if (LLVMGetDiagInfoSeverity(info) == LLVMDSError)
    snprintf(error->text, sizeof error->text, "%s", text);
  LLVMDisposeMessage(text);
}

bench_module bench_create(const char *name) {
  bench_module created = {LLVMContextCreate(), NULL, {{0}}};
  created.module = LLVMModuleCreateWithNameInContext(name, created.context);
  return created;
}

bench_module bench_load(const char *path) {
  bench_module loaded = {LLVMContextCreate(), NULL, {{0}}};
  LLVMContextSetDiagnosticHandler(loaded.context, keep_diagnostic, &loaded.error);
  LLVMMemoryBufferRef buffer = NULL;
  char *message = NULL;
  if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &message)) {
    snprintf(loaded.error.text, sizeof loaded.error.text, "%s: %s", path, message);
    LLVMDisposeMessage(message);
  } else {
    if (LLVMParseBitcodeInContext2(loaded.context, buffer, &loaded.module))
      loaded.module = NULL;
    LLVMDisposeMemoryBuffer(buffer);
  }
  if (!loaded.module && !loaded.error.text[0])
    snprintf(loaded.error.text, sizeof loaded.error.text, "%s: not readable as bitcode", path);
  /* `loaded` is about to move; the handler must not write to where it was. */
  LLVMContextSetDiagnosticHandler(loaded.context, NULL, NULL);
  return loaded;
}

void bench_unload(bench_module *loaded) {
  if (loaded->module)
    LLVMDisposeModule(loaded->module);
  LLVMContextDispose(loaded->context);
  loaded->module = NULL;
  loaded->context = NULL;
}

uint64_t bench_thread_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

bool bench_is_operation(LLVMValueRef instruction) {
  if (LLVMGetInstructionOpcode(instruction) != LLVMCall)
    return false;
  LLVMValueRef callee = LLVMIsAFunction(LLVMGetCalledValue(instruction));
  if (!callee)
    return false;
  size_t length = 0;
  const char *name = LLVMGetValueName2(callee, &length);
  return length == strlen("NRT_incref") &&
         (!memcmp(name, "NRT_incref", length) || !memcmp(name, "NRT_decref", length));
}

static uint64_t count_block(LLVMBasicBlockRef block, bench_count *sum) {
  uint64_t operations = 0;
  for (LLVMValueRef instruction = LLVMGetFirstInstruction(block); instruction;
       instruction = LLVMGetNextInstruction(instruction)) {
    sum->instructions++;
    operations += bench_is_operation(instruction);
  }
  sum->operations += operations;
  return operations;
}

/* Zeroed memory; a benchmark that cannot have it ends. */
static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size);
  if (!memory) {
    fputs("out of memory\n", stderr);
    exit(1);
  }
  return memory;
}

/* Adds the cost of operations[i] operations in block[i]; NaN where the frequencies are unknown, so
 * that a missing figure cannot pass for a good one. */
static double cost_of(LLVMValueRef function, refprune_frequencies_fn frequencies,
                      LLVMBasicBlockRef *block, const uint64_t *operations, size_t count) {
  double *frequency = allocate(count, sizeof *frequency);
  double cost = 0;
  if (!frequencies(NULL, function, block, count, frequency))
    cost = strtod("nan", NULL);
  else
    for (size_t i = 0; i < count; i++)
      cost += frequency[i] * (double)operations[i];
  free(frequency);
  return cost;
}

bench_count bench_count_function(LLVMValueRef function, refprune_frequencies_fn frequencies) {
  bench_count sum = {0, 0, 0};
  size_t count = LLVMCountBasicBlocks(function);
  LLVMBasicBlockRef *block = allocate(count, sizeof(LLVMBasicBlockRef));
  uint64_t *operations = allocate(count, sizeof *operations);
  LLVMGetBasicBlocks(function, block);
  for (size_t i = 0; i < count; i++)
    operations[i] = count_block(block[i], &sum);
  if (frequencies && sum.operations)
    sum.cost = cost_of(function, frequencies, block, operations, count);
  free(operations);
  free(block);
  return sum;
}

bench_count bench_count_module(LLVMModuleRef module, refprune_frequencies_fn frequencies) {
  bench_count sum = {0, 0, 0};
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function)) {
    if (LLVMIsDeclaration(function))
      continue;
    bench_count one = bench_count_function(function, frequencies);
    sum.instructions += one.instructions;
    sum.operations += one.operations;
    sum.cost += one.cost;
  }
  return sum;
}
