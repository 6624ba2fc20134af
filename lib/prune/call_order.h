/* call_order.h - a module's functions, callees before their callers. */
#ifndef REFPRUNE_CALL_ORDER_H
#define REFPRUNE_CALL_ORDER_H

#include <llvm-c/Types.h>

#include "support/arena.h"

/* Lists the functions that have a body in `pool`: each behind those that it calls directly, unless these
 * call it in turn, by whatever way; else in the module's order. Returns how many there are. */
uint32_t call_order_find(arena *pool, LLVMModuleRef module, LLVMValueRef **functions);

#endif
