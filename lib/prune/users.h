/* users.h - which instructions have a name of a relevant root among their operands.
 *
 * Loads, stores and calls are many, and few of them concern an object that is counted. So names are
 * followed from the roots down to what uses them, instead of from every operand up to its root.
 */
#ifndef REFPRUNE_USERS_H
#define REFPRUNE_USERS_H

#include "prune/view.h"

typedef struct users {
  pointer_map seen;      /* (instruction that uses a name, 0); (name whose users were listed, 1) */
  LLVMValueRef *pending; /* names whose users are still to be listed */
  uint32_t count, capacity;
  bool compared; /* a comparison is among them */
  bool all;      /* any instruction may use one */
} users;

/* Lists the users of a view whose relevant roots are marked. */
void users_find(users *list, const view *fn);

/* May the instruction use a relevant root's name other than as an operation on it? */
static inline bool users_include(const users *list, LLVMValueRef instruction) {
  return list->all || (list->seen.count &&
                       pointer_map_get(&list->seen, instruction, 0) != POINTER_MAP_NONE);
}

#endif
