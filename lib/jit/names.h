/* names.h - the functions that a JIT knows by name, each with the slot that may wait for it. */
#ifndef REFPRUNE_JIT_NAMES_H
#define REFPRUNE_JIT_NAMES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct jit_name {
  char *text;
  struct jit_name *next;      /* of the same bucket */
  struct jit_name *next_slot; /* the next slot that was made */
  bool has_slot;
  bool defined;  /* by a module or the host */
  bool resolved; /* the slot holds the function's address */
  /* What compiled code loads. Here, in memory that never moves, so that no slot needs memory of its
   * own. */
  _Atomic(uintptr_t) slot;
} jit_name;

/* A hash table that only grows. All zero is empty. Not locked: the JIT's lock protects it. */
typedef struct jit_names {
  jit_name **buckets;
  size_t bucket_count; /* 0 or a power of two */
  size_t count;
  jit_name *first_slot;
  jit_name *last_slot;
} jit_names;

/* The entry of a name, made if there is none; NULL without memory. Lives as long as the table. */
jit_name *refprune__names_get(jit_names *names, const char *text);

/* Notes that the name's slot is in use. */
void refprune__names_add_slot(jit_names *names, jit_name *name);

void refprune__names_free(jit_names *names);

#endif
