/* symbols.h - what the functions of a module mean to the pruner.
 *
 * Recognised once per module by name and signature; afterwards a callee is looked up by address.
 */
#ifndef REFPRUNE_SYMBOLS_H
#define REFPRUNE_SYMBOLS_H

#include <refprune/options.h>

#include "support/pointer_map.h"

typedef enum callee_kind {
  CALLEE_OTHER,
  CALLEE_INCREF,
  CALLEE_DECREF,
  CALLEE_OBSERVER,
  CALLEE_ALLOCATOR,
  CALLEE_LEAF_ALLOCATOR,
  CALLEE_SUSPEND, /* llvm.coro.suspend or end, or one of their variants */
  CALLEE_AWAIT,   /* llvm.coro.save or await.suspend: from there on others may resume the coroutine */
} callee_kind;

typedef struct callee_info {
  LLVMValueRef function; /* NULL: an indirect call or inline assembly */
  callee_kind kind;
  bool intrinsic;
  bool inert;         /* an intrinsic that runs no code from elsewhere */
  bool no_memory;     /* memory(none) */
  bool read_only;     /* writes nothing */
  bool returns_twice;
  bool may_release;   /* strict mode: a release may happen inside */
  bool observes;      /* looks at counts, in its body or further down */
  bool stays;         /* does not return */
  bool jumps_out;     /* nor that, but the program goes on elsewhere */
  bool cold;          /* LLVM takes blocks that call it for hardly ever run */
  bool consumes;      /* some parameter is marked as consumed */
  bool runtime;       /* an allocator, or one of the runtime's own that neither counts nor keeps anything */
  bool may_count;     /* a pointer that may be that of incref or decref */
  bool is_refop;      /* incref or decref with the signature `void (ptr, ...)`, and returns once */
  bool takes_more;    /* has further parameters, or may have */
  bool memory_intrinsic; /* memcpy and its kin: reads or writes what its pointers name, */
  bool publishes;        /* and those that store each element in one step, for other threads to find */
  int returned;       /* index of the parameter marked `returned`, or -1 */
  uint32_t perhaps_returned; /* that of the function for which this stands, not believed, + 1; or 0 */
} callee_info;

/* A function that an option names. */
typedef struct named_function {
  const char *name;
  size_t length;
  callee_kind kind;
} named_function;

/* Is a function mentioned but to call it? */
typedef enum address_use { ADDRESS_NOT_ASKED, ADDRESS_NOT_TAKEN, ADDRESS_TAKEN } address_use;

typedef struct symbols {
  arena *pool;
  const refprune_options *options;
  LLVMModuleRef module;
  LLVMContextRef context;
  LLVMValueRef incref; /* the functions themselves, or NULL where the module lacks them */
  LLVMValueRef decref;
  address_use incref_address, decref_address;
  named_function *named; /* beside incref and decref; the first of a name counts */
  uint32_t named_count;
  unsigned raise_kind;
  unsigned pinned_kind;
  unsigned attribute_memory, attribute_noreturn, attribute_nounwind, attribute_returns_twice,
      attribute_returned, attribute_nocapture, attribute_captures, attribute_nocallback,
      attribute_convergent, attribute_noduplicate, attribute_nosync,
      attribute_optnone, attribute_cold, attribute_nonnull, attribute_dereferenceable;
  unsigned pointer_bits; /* of address space 0 */
  unsigned least_bits;   /* that an object's address takes */
  bool interposable; /* external functions of the module may be replaced when it is loaded */
  pointer_map observing; /* see observing.h */
  pointer_map index; /* function -> index in infos */
  callee_info **infos;
  uint32_t info_count, info_capacity;
} symbols;

void symbols_init(symbols *known, arena *pool, LLVMModuleRef module,
                  const refprune_options *options);

/* What is known of a call's callee. */
const callee_info *symbols_callee(symbols *known, LLVMValueRef call);

/* What is known of a function. */
const callee_info *symbols_function(symbols *known, LLVMValueRef function);

/* What the name of a function, alias or ifunc says: several declarations may be of one function. */
callee_kind symbols_kind_by_name(const symbols *known, LLVMValueRef global);

/* How another declaration of the function spells its name: see name_of in symbols.c. */
const char *symbols_linker_name(const symbols *known, const char *name);

/* Is the body, or whatever the alias stands for, what is linked and loaded in the end? */
bool symbols_is_final(const symbols *known, LLVMValueRef global);

/* Is this call, which is no invoke, one that the pruner may remove: a direct one of the incref or decref
 * function with the expected signature and no operand bundles? */
bool symbols_is_plain_refop(LLVMValueRef call, const callee_info *callee);

/* May calls like this one stand elsewhere: on other branches, or on several? */
bool symbols_may_be_moved(symbols *known, LLVMValueRef call);

/* Is this a call that does not come back; one behind which the program may go on outside of here? */
bool symbols_call_stays(symbols *known, LLVMValueRef call);
bool symbols_may_leave(symbols *known, LLVMValueRef call);

/* May the function be left at this call for another version of it, which gives back what is held? */
bool symbols_may_deoptimize(LLVMValueRef call);

/* Is this an intrinsic that neither runs code from elsewhere nor waits for some? Coroutines, statepoints
 * and objc_release do the one; barriers and fences of a target do not say that they leave the other. */
bool symbols_is_inert(const symbols *known, LLVMValueRef function);

/* Does a call of this function have to stand first in its block? It brings in what assembler has left. */
bool symbols_opens_block(LLVMValueRef callee);

/* Marks of a single call. */
bool symbols_is_pinned(const symbols *known, LLVMValueRef call);
bool symbols_call_consumes(LLVMValueRef call, unsigned parameter); /* whatever the callee says */
bool symbols_consumes(LLVMValueRef call, const callee_info *callee, unsigned parameter);
/* May a value of this type carry a pointer? Numbers of its width do: ptrtoint makes integers of it, and
 * interpreters of dynamic languages put them into what else would be doubles. */
bool symbols_may_hold_pointer(const symbols *known, LLVMTypeRef type);

static inline bool symbols_is_allocator(const callee_info *callee) {
  return callee->kind == CALLEE_ALLOCATOR || callee->kind == CALLEE_LEAF_ALLOCATOR;
}

static inline bool symbols_is_refop(const callee_info *callee) {
  return callee->kind == CALLEE_INCREF || callee->kind == CALLEE_DECREF;
}

/* Does the call have operand bundles? What these are for only intrinsics are known to say: any other such
 * call may do more than its function's attributes allow. */
bool symbols_is_bundled(LLVMValueRef call, const callee_info *callee);

/* Does the call neither read nor write memory, as its function or it says itself? */
bool symbols_touches_no_memory(const symbols *known, LLVMValueRef call, const callee_info *callee);

/* Does the callee keep no copy of any argument; of this one? (An allocator may: a destructor's argument is
 * held by the new object.) */
static inline bool symbols_keeps_none(LLVMValueRef call, const callee_info *callee) {
  return (callee->no_memory || (callee->runtime && !symbols_is_allocator(callee)) ||
          (symbols_is_refop(callee) && !callee->takes_more) ||
          callee->kind == CALLEE_OBSERVER) &&
         !symbols_is_bundled(call, callee);
}
bool symbols_keeps_nothing(const symbols *known, LLVMValueRef call, const callee_info *callee,
                           unsigned parameter);
int symbols_returned(const symbols *known, LLVMValueRef call, const callee_info *callee);
bool symbols_call_has(LLVMValueRef call, unsigned kind);

#endif
