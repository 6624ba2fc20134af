/* compiler.h - a language of boxed numbers, compiled line by line.
 *
 *     line   = "def" NAME "(" [NAME {"," NAME}] ")" "=" value | value
 *     value  = "let" NAME "=" value "in" value | "if" value "then" value "else" value | sum
 *     sum    = product {("+" | "-") product}
 *     product = atom {("*" | "/") atom}
 *     atom   = NUMBER | NAME | NAME "(" [value {"," value}] ")" | "(" value ")"
 *
 * Every value is an object of the runtime. The compiler is as simple as it can be about references:
 *   - each subexpression yields a reference of its own, which whoever uses it releases;
 *   - a name yields its object with one more reference;
 *   - a function takes a reference to each argument while it runs; its caller keeps its own;
 *   - where a call fails, whatever is held is released.
 * Most of what this emits is redundant; removing it is the pruner's work.
 *
 * A function is compiled as `i32 NAME(ptr result, ptr argument...)`: 0 and a new reference in
 * *result, or the code of an error. Functions that are not defined yet are called through slots.
 */
#ifndef COMPILER_H
#define COMPILER_H

#include <stdbool.h>
#include <stddef.h>

#include <refprune/jit.h>

enum { STATUS_FINE = 0, STATUS_MISSING = 1, STATUS_DIVISION = 2 };

enum { MOST_FUNCTIONS = 64, MOST_NAMES = 32, NAME_SIZE = 32, MESSAGE_SIZE = 128 };

/* What is kept from line to line. All zero but for jit is the beginning. */
typedef struct compiler {
  refprune_jit *jit;
  char functions[MOST_FUNCTIONS][NAME_SIZE]; /* defined: they are called directly */
  size_t function_count;
  int line;
  char message[MESSAGE_SIZE]; /* why a line was not compiled */
} compiler;

/* Compiles one line and adds it to the JIT. `entry` gets the name of the function to call for its
 * value, or "" for a definition. False with a message otherwise. */
bool compile_line(compiler *all, const char *text, char entry[NAME_SIZE]);

#endif
