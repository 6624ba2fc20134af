/* forms.h - the inline forms of the operations, as functions. */
#ifndef REFPRUNE_LOWER_FORMS_H
#define REFPRUNE_LOWER_FORMS_H

#include <stdbool.h>

#include <llvm-c/Types.h>

/* What the bodies are made of. */
typedef struct form_types {
  LLVMModuleRef module;
  LLVMContextRef context;
  LLVMTypeRef pointer;
  LLVMTypeRef count;     /* an integer as wide as a pointer */
  LLVMTypeRef operation; /* void (ptr) */
  bool single_thread;
} form_types;

form_types form_types_of(LLVMModuleRef module, bool single_thread);

/* Fill in the body of a function of type `operation`, and its attributes. */
void form_incref(const form_types *types, LLVMValueRef function, bool null_test);
void form_decref(const form_types *types, LLVMValueRef function, bool null_test);

/* The same for `ptr (ptr)`: the data of an object. */
void form_data(const form_types *types, LLVMValueRef function);

/* Appends the load of an object's data. */
LLVMValueRef form_data_load(const form_types *types, LLVMBuilderRef builder, LLVMValueRef object);

/* Adds an attribute without a value. */
void form_add_attribute(LLVMContextRef context, LLVMValueRef function, unsigned index,
                        const char *name, unsigned long long value);

#endif
