/* run_symbols.c - names from modules, sizes from object files, addresses from the JIT. */
#include "run_symbols.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>
#include <llvm-c/Object.h>

static run_symbol *find_name(run_symbols *symbols, const char *name) {
  for (size_t i = 0; i < symbols->count; ++i)
    if (strcmp(symbols->items[i].name, name) == 0)
      return &symbols->items[i];
  return NULL;
}

static bool add(run_symbols *symbols, const char *name) {
  if (symbols->count == symbols->capacity) {
    size_t wanted = symbols->capacity ? symbols->capacity * 2 : 64;
    run_symbol *larger = realloc(symbols->items, wanted * sizeof *larger);
    if (!larger)
      return false;
    symbols->items = larger;
    symbols->capacity = wanted;
  }
  symbols->items[symbols->count] = (run_symbol){.name = strdup(name)};
  return symbols->items[symbols->count++].name != NULL;
}

/* ---- names ---- */

static bool is_local(LLVMValueRef value) {
  LLVMLinkage linkage = LLVMGetLinkage(value);
  return linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage;
}

/* LLVM itself sees to it that the name is new in the module. */
static void make_visible(const run_symbols *symbols, LLVMValueRef value) {
  size_t length;
  const char *name = LLVMGetValueName2(value, &length);
  char numbered[256];
  snprintf(numbered, sizeof numbered, "%.200s.%zu", length ? name : "local", symbols->count);
  if (!length || find_name((run_symbols *)(uintptr_t)symbols, name))
    LLVMSetValueName2(value, numbered, strlen(numbered));
  LLVMSetLinkage(value, LLVMExternalLinkage);
}

static bool note(run_symbols *symbols, LLVMValueRef value) {
  size_t length;
  LLVMLinkage linkage = LLVMGetLinkage(value);
  if (LLVMIsDeclaration(value) || linkage == LLVMAvailableExternallyLinkage ||
      linkage == LLVMAppendingLinkage)
    return true;
  if (is_local(value))
    make_visible(symbols, value);
  const char *name = LLVMGetValueName2(value, &length);
  return find_name(symbols, name) || add(symbols, name);
}

bool symbols_note(run_symbols *symbols, LLVMModuleRef module) {
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function))
    if (!note(symbols, function))
      return false;
  for (LLVMValueRef global = LLVMGetFirstGlobal(module); global; global = LLVMGetNextGlobal(global))
    if (!note(symbols, global))
      return false;
  return true;
}

/* ---- sizes ---- */

static void note_sizes(run_symbols *symbols, LLVMBinaryRef object) {
  LLVMSymbolIteratorRef item = LLVMObjectFileCopySymbolIterator(object);
  for (; !LLVMObjectFileIsSymbolIteratorAtEnd(object, item); LLVMMoveToNextSymbol(item)) {
    run_symbol *symbol = find_name(symbols, LLVMGetSymbolName(item));
    uint64_t size = LLVMGetSymbolSize(item);
    if (symbol && size) /* 0 in objects that only mention it */
      symbol->size = size;
  }
  LLVMDisposeSymbolIterator(item);
}

/* The buffer stays the JIT's; a binary does not own what it reads. */
static LLVMErrorRef watch_object(void *context, LLVMMemoryBufferRef *buffer) {
  char *problem = NULL;
  LLVMBinaryRef object = LLVMCreateBinary(*buffer, NULL, &problem);
  LLVMDisposeMessage(problem);
  if (object)
    note_sizes(context, object);
  LLVMDisposeBinary(object);
  return NULL;
}

void symbols_watch(run_symbols *symbols, refprune_jit *jit) {
  LLVMOrcObjectTransformLayerSetTransform(LLVMOrcLLJITGetObjTransformLayer(refprune_jit_lljit(jit)),
                                          watch_object, symbols);
}

/* ---- addresses ---- */

LLVMErrorRef symbols_locate(run_symbols *symbols, refprune_jit *jit) {
  LLVMErrorRef error = NULL;
  for (size_t i = 0; i < symbols->count && !error; ++i)
    error = refprune_jit_lookup(jit, symbols->items[i].name, &symbols->items[i].address);
  return error;
}

const run_symbol *symbols_find(const run_symbols *symbols, uint64_t address) {
  for (size_t i = 0; i < symbols->count; ++i) {
    const run_symbol *symbol = &symbols->items[i];
    if (symbol->address && address - symbol->address < symbol->size)
      return symbol;
  }
  return NULL;
}

void symbols_dispose(run_symbols *symbols) {
  for (size_t i = 0; i < symbols->count; ++i)
    free(symbols->items[i].name);
  free(symbols->items);
  *symbols = (run_symbols){NULL, 0, 0};
}
