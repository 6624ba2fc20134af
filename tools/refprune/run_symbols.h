/* run_symbols.h - which compiled function an address belongs to. */
#ifndef REFPRUNE_TOOLS_RUN_SYMBOLS_H
#define REFPRUNE_TOOLS_RUN_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <llvm-c/Error.h>
#include <llvm-c/Types.h>

#include <refprune/jit.h>

/* A function or variable of the program. */
typedef struct run_symbol {
  char *name;
  uint64_t size;    /* bytes, 0 until it has been compiled */
  uint64_t address; /* 0 until symbols_locate */
} run_symbol;

/* All zero is empty. Not locked: filled while nothing runs. */
typedef struct run_symbols {
  run_symbol *items;
  size_t count, capacity;
} run_symbols;

/* Notes the names that the module defines, and makes local ones visible so that they can be looked
 * up: under their own name, or with a number behind it where an earlier module has it too. False
 * without memory. */
bool symbols_note(run_symbols *symbols, LLVMModuleRef module);

/* Lets the JIT tell the sizes of what it compiles. */
void symbols_watch(run_symbols *symbols, refprune_jit *jit);

/* Compiles all of them and notes where they are. */
LLVMErrorRef symbols_locate(run_symbols *symbols, refprune_jit *jit);

/* The symbol that holds the address, or NULL. Safe in signal handlers. */
const run_symbol *symbols_find(const run_symbols *symbols, uint64_t address);

void symbols_dispose(run_symbols *symbols);

#endif
