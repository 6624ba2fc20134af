/* roots.h - which pointers are one object.
 *
 * A *root* is a value (or one field of an aggregate value) that names one object for certain; all
 * names derived from it by casts, zero-offset GEPs, freeze, insertvalue/extractvalue along one path,
 * phis and selects of one root, and `returned` arguments share it. A phi or select of different
 * roots is a root of its own, with the others as its inputs.
 *
 * Instances: a root defined inside a cycle names a new object each time its definition runs. That a
 * collapsed phi never names an older instance than its root does follows from dominance: wherever
 * the phi may be used, its block has been passed since the root's definition.
 */
#ifndef REFPRUNE_ROOTS_H
#define REFPRUNE_ROOTS_H

#include "prune/graph.h"

#define NO_ROOT UINT32_MAX

enum { ROOT_NULL = 0, ROOT_UNDEF = 1, FIRST_ROOT = 2 };

typedef enum root_kind {
  ROOT_IS_NULL,
  ROOT_IS_UNDEF,
  ROOT_IS_OUTSIDE,     /* argument, constant, global: defined before the entry */
  ROOT_IS_INSTRUCTION, /* the result of one, or a field of it */
  ROOT_IS_PHI,
  ROOT_IS_SELECT,
} root_kind;

/* An input of a phi or select. For a phi, `block` is the predecessor at whose end it is read. */
typedef struct root_input {
  uint32_t root;
  uint32_t block;
} root_input;

typedef struct root {
  root_kind kind;
  LLVMValueRef value;
  uint32_t path;           /* which field of value; 0: the value itself */
  uint32_t block;          /* where it is defined; 0 for ROOT_IS_OUTSIDE */
  bool at_terminator;      /* defined by an invoke or callbr: on its normal edge */
  bool fresh;              /* result of an allocator: count 1, or null */
  bool leaf;               /* fresh, and its destruction releases nothing */
  bool derived;            /* an address within something, a field that is too deep to follow, or what the
                              runtime, an intrinsic or a function without memory effects returns: perhaps
                              what it was computed from, which need not be captured */
  bool borrowed;           /* an argument of which the caller keeps a reference throughout */
  bool covers_fixed;       /* a decref of it that is to stay has been found covered (covered.h) */
  bool relevant;           /* an operation's root, or linked to one by phis or selects */
  uint32_t representative; /* the root itself, or the one that a collapsed phi stands for */
  uint32_t component;      /* roots linked by phis and selects share it */
  root_input *inputs;
  uint32_t input_count;
} root;

enum { MAX_PATH = 8 };

/* Which field of an aggregate, as in extractvalue. */
typedef struct path_indices {
  uint32_t count;
  unsigned index[MAX_PATH];
} path_indices;

typedef struct roots {
  arena *pool;
  symbols *known;
  const graph *cfg;
  root *root;
  uint32_t count, capacity;
  uint32_t settled;  /* phis below this number have their inputs */
  pointer_map index; /* (value, path) -> root, before collapsing */
  path_indices *paths;
  uint32_t path_count, path_capacity;
  bool growing;      /* unknown phis and fields may still become roots */
} roots;

void roots_init(roots *all, arena *pool, symbols *known, const graph *cfg);

/* Makes `value` (a pointer) a root's name and, for phis and selects, everything it stems from. Returns
 * the root; what stands for it is known after roots_settle. */
uint32_t roots_add(roots *all, LLVMValueRef value);

/* Makes everything that `others` has as a root one here too. */
void roots_add_all(roots *all, const roots *others);

/* Call once after the last roots_add: collapses phis and numbers components. */
void roots_settle(roots *all);

/* The field that root.path stands for. */
const path_indices *roots_path(const roots *all, uint32_t path);

/* What `value` is a name of, through casts only; for pointers that are no one's operand. */
LLVMValueRef roots_strip(const roots *all, LLVMValueRef value);

/* The root that the field `path` of `value` names, by whatever road it was found; NO_ROOT: unknown. */
uint32_t roots_known(const roots *all, LLVMValueRef value, const path_indices *path);

/* The root that `value` names, or NO_ROOT where no operation concerns it. After roots_settle. */
uint32_t roots_find(roots *all, LLVMValueRef value);

#endif
