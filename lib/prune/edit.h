/* edit.h - the only hand on the IR. */
#ifndef REFPRUNE_EDIT_H
#define REFPRUNE_EDIT_H

#include "prune/view.h"

/* Erases an operation: a call without result, so nothing else changes. */
void edit_erase(LLVMValueRef instruction);

#endif
