/* holders_walk.h - one walk over what may hold an object: what holders.c and places.c share of it. */
#ifndef REFPRUNE_HOLDERS_WALK_H
#define REFPRUNE_HOLDERS_WALK_H

#include "prune/holders.h"

/* The address of a field of some base; such of the same base and with the same words are chained. */
typedef struct field {
  LLVMValueRef address;
  uint32_t next; /* index + 1, or 0 */
} field;

struct holders {
  view *fn;
  pointer_map seen; /* (value or address, as what), and (base, words of a field) -> index in fields, + 1 */
  bool *after;      /* per block: an instruction in it, or on a way to it, hands the object on; */
  bool *before;     /* one in it, or on a way from it, does. NULL: none does */
  LLVMValueRef *pending; /* values */
  uint32_t count, capacity;
  LLVMValueRef *places; /* addresses, pending too */
  uint32_t place_count, place_capacity;
  field *fields;
  uint32_t field_count, field_capacity;
};

enum {
  AS_VALUE,
  AS_PLACE, /* an address that is to be looked at */
  AS_PART,  /* what was read or computed from a place that has been looked at for it */
  AS_READ,  /* an address whose users have been looked at for what was read there itself, */
  AS_SHAPE, /* for fields of one shape: its value is the index of one in fields, + 1, */
  AS_WHOLE, /* for anything */
  AS_BASE,  /* an address whose other names have been looked for */
  AS_SLOT,  /* one from which addresses are read that have been looked for */
  FIRST_WORDS = 16
};

/* Has the value not been met as that? From now on it has. */
static inline bool holders_meet(holders *of, LLVMValueRef value, uint32_t as) {
  if (pointer_map_get(&of->seen, value, as) != POINTER_MAP_NONE)
    return false;
  pointer_map_set(&of->seen, value, as, 1);
  return true;
}

/* The value may hold the object: what becomes of it is to be looked at. */
void holders_follow(holders *of, LLVMValueRef value);

/* The instruction hands the object on. */
void holders_note_transfer(holders *of, LLVMValueRef instruction);

/* Looks for whatever else holds the object because it is read from where `value` was, if that was read. The
 * rest is left to places_visit_next. */
void places_follow_copies(holders *of, LLVMValueRef value);

/* Looks at the last of the addresses that wait, of which there is one. */
void places_visit_next(holders *of);

#endif
