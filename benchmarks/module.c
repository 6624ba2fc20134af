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

/* Zeroed memory; a benchmark that cannot have it ends. */
static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size);
  if (!memory) {
    fputs("out of memory\n", stderr);
    exit(1);
  }
  return memory;
}

/* The frequencies of a function's blocks, to be freed; NaN where they are unknown, so that a missing
 * figure cannot pass for a good one, and 0 where nobody asks. */
static double *read_frequencies(LLVMValueRef function, refprune_frequencies_fn frequencies) {
  size_t count = LLVMCountBasicBlocks(function);
  LLVMBasicBlockRef *block = allocate(count, sizeof(LLVMBasicBlockRef));
  double *frequency = allocate(count, sizeof *frequency);
  LLVMGetBasicBlocks(function, block);
  if (frequencies && !frequencies(NULL, function, block, count, frequency))
    for (size_t i = 0; i < count; i++)
      frequency[i] = strtod("nan", NULL);
  free(block);
  return frequency;
}

void bench_each_operation(LLVMValueRef function, refprune_frequencies_fn frequencies,
                          bench_visit_fn visit, void *context) {
  double *frequency = read_frequencies(function, frequencies);
  size_t index = 0;
  for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
       block = LLVMGetNextBasicBlock(block), index++)
    for (LLVMValueRef at = LLVMGetFirstInstruction(block); at; at = LLVMGetNextInstruction(at))
      if (bench_is_operation(at))
        visit(at, index, frequency[index], context);
  free(frequency);
}

static void count_operation(LLVMValueRef operation, size_t block, double frequency,
                            void *context) {
  (void)operation, (void)block;
  bench_count *sum = context;
  sum->operations++;
  sum->cost += frequency;
}

static uint64_t count_instructions(LLVMValueRef function) {
  uint64_t count = 0;
  for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
       block = LLVMGetNextBasicBlock(block))
    for (LLVMValueRef at = LLVMGetFirstInstruction(block); at; at = LLVMGetNextInstruction(at))
      count++;
  return count;
}

bench_count bench_count_function(LLVMValueRef function, refprune_frequencies_fn frequencies) {
  bench_count sum = {count_instructions(function), 0, 0};
  bench_each_operation(function, NULL, count_operation, &sum);
  if (frequencies && sum.operations) { /* which are dear, so only where they matter */
    sum.operations = 0;
    bench_each_operation(function, frequencies, count_operation, &sum);
  }
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
