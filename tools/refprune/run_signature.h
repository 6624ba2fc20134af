/* run_signature.h - types of the entry function of `refprune run`, as far as a command line can say
 * and print them. */
#ifndef REFPRUNE_TOOLS_RUN_SIGNATURE_H
#define REFPRUNE_TOOLS_RUN_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>

#include <llvm-c/Types.h>

#include <refprune/options.h>

typedef enum type_kind { TYPE_VOID, TYPE_INTEGER, TYPE_FLOAT, TYPE_DOUBLE, TYPE_POINTER } type_kind;

typedef struct value_type {
  type_kind kind;
  unsigned bits; /* of an integer: 1 to 64 */
} value_type;

enum { MAX_ARGUMENTS = 32, TYPE_TEXT = 8 };

typedef struct run_signature {
  value_type result;
  value_type parameters[MAX_ARGUMENTS];
  size_t count;
} run_signature;

/* "i64", "double", "ptr", ... */
void type_text(value_type type, char text[TYPE_TEXT]);

/* Reads the types of a function; false with the reason where one cannot be said or printed. */
bool signature_read(run_signature *signature, LLVMValueRef function, refprune_message *message);

/* A new module in `context` with one function, `name`: void (ptr arguments, ptr result). It loads
 * the arguments from words of 8 bytes, calls `entry` and stores the result. */
LLVMModuleRef signature_caller(const run_signature *signature, LLVMContextRef context,
                               const char *name, const char *entry);

#endif
