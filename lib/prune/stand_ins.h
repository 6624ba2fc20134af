/* stand_ins.h - callees that are no functions: what stands for one, may lead to one, or has its name.
 *
 * An alias, an ifunc, a constant, a pointer, assembler; and the functions that a statepoint, a patchpoint
 * or assembler is given to call.
 */
#ifndef REFPRUNE_STAND_INS_H
#define REFPRUNE_STAND_INS_H

#include "prune/symbols.h"

/* What is known of such a callee of a call. */
const callee_info *stand_ins_describe(symbols *known, LLVMValueRef call, LLVMValueRef callee);

/* What is known of the function that this value is, or stands for; NULL: it is none. */
const callee_info *stand_ins_find(symbols *known, LLVMValueRef value);

/* Does this inline assembly name the incref or decref function; an observer? */
bool stand_ins_may_count(const symbols *known, LLVMValueRef assembler);
bool stand_ins_may_observe(const symbols *known, LLVMValueRef assembler);

#endif
