/* scan.h - between the walk over a function's instructions and the writing of its sites. */
#ifndef REFPRUNE_SCAN_H
#define REFPRUNE_SCAN_H

#include "prune/users.h"

/* An instruction that may matter, kept between the walk over the IR and the naming of roots. */
typedef struct candidate {
  LLVMValueRef instruction;
  const callee_info *callee; /* of a call */
  uint32_t block;
  uint32_t root;  /* of an operation that may be removed */
  uint8_t opcode; /* LLVMOpcode */
  bool is_refop;  /* an operation that may be removed */
  bool raises;    /* the marked store of a raising exit */
} candidate;

typedef struct scan {
  view *fn;
  candidate *items;
  uint32_t count, capacity;
  LLVMValueRef *phis;
  uint32_t phi_count, phi_capacity;
  users users;
  bool *awaits; /* per candidate: it stands behind a coro.save, and not yet behind its suspend; or NULL */
} scan;

/* Turns the candidates into sites, and what they do to relevant roots into events. For scan.c, once its
 * roots are settled. */
void scan_write_sites(scan *in);

#endif
