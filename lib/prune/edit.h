/* edit.h - the only hand on the operations in IR (split.h has one on edges). */
#ifndef REFPRUNE_EDIT_H
#define REFPRUNE_EDIT_H

#include "prune/view.h"

/* A place for a new operation: before an instruction, or at a block's start (behind phis and exception
 * pads) or end (before the terminator). */
typedef struct edit_place {
  LLVMBasicBlockRef block;
  bool at_end;
  LLVMValueRef before; /* where not NULL, `block` and `at_end` do not matter */
} edit_place;

/* The object of a new operation: a value, or a field of one. It must be defined at the place. */
typedef struct edit_object {
  LLVMValueRef value;
  const path_indices *path;
} edit_object;

/* Erases an operation: a call without result, so nothing else changes. */
void edit_erase(LLVMValueRef instruction);

/* Can the operation be repeated elsewhere? Not if a further argument is no constant. */
bool edit_may_copy(LLVMValueRef instruction);

/* Are there further arguments; are they the same? They may tell what kind of object the first one is, by
 * its destructor, say. */
bool edit_says_more(LLVMValueRef instruction);
bool edit_says_the_same(LLVMValueRef left, LLVMValueRef right);

/* Repeats `like` for another object: the function that it calls, its calling convention and, where the
 * place has none, its debug location. */
LLVMValueRef edit_insert(LLVMValueRef like, const edit_object *object, const edit_place *place);

#endif
