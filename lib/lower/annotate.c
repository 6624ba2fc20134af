/* annotate.c - what LLVM may assume of the runtime's functions.
 *
 * The attributes have to hold for every program, also with debugging on, with a foreign allocator,
 * and whatever a destructor does. Therefore:
 *
 *   NRT_incref   touches the object and the runtime's own memory (debugging keeps records),
 * returns, frees nothing. Not nosync: with debugging on it takes a lock. NRT_decref   may run a
 * destructor, that is anything, but may not unwind. It keeps no copy of the pointer that the caller
 * could tell apart from none: an object in the queue of deferred destructions has no references
 * left. data_fast    one load from the object. allocators   a pointer that nothing else points to,
 * as of malloc. Not allocsize: the result is larger than the size asked for.
 */
#include <refprune/lower.h>

#include <string.h>

#include <llvm-c/Core.h>

#include "lower/forms.h"
#include "prune/llvm_compat.h"

/* Fields of a memory attribute: two bits a kind of memory; read is 1, write is 2. */
enum {
  ARGUMENT_READ = 1,
  ARGUMENT_WRITE = 2,
  INACCESSIBLE_READ = 4,
  INACCESSIBLE_WRITE = 8,
};

enum {
  NOUNWIND = 1u << 0,
  WILLRETURN = 1u << 1,
  NOFREE = 1u << 2,
  NOSYNC = 1u << 3,
  UNCAPTURED = 1u << 4, /* argument 0 */
  READONLY = 1u << 5,   /* argument 0 */
  NOALIAS = 1u << 6,    /* the result */
};

typedef struct promise {
  const char *name;
  unsigned flags;
  unsigned memory; /* 0: any */
} promise;

static const promise promises[] = {
    {"NRT_incref", NOUNWIND | WILLRETURN | NOFREE | UNCAPTURED,
     ARGUMENT_READ | ARGUMENT_WRITE | INACCESSIBLE_READ | INACCESSIBLE_WRITE},
    {"NRT_decref", NOUNWIND | UNCAPTURED, 0},
    {"NRT_MemInfo_call_dtor", NOUNWIND | UNCAPTURED, 0},
    {"NRT_MemInfo_data_fast", NOUNWIND | WILLRETURN | NOFREE | NOSYNC | UNCAPTURED | READONLY,
     ARGUMENT_READ},
    {"NRT_MemInfo_alloc", NOUNWIND | NOALIAS, 0},
    {"NRT_MemInfo_alloc_safe", NOUNWIND | NOALIAS, 0},
    {"NRT_MemInfo_alloc_dtor", NOUNWIND | NOALIAS, 0},
    {"NRT_MemInfo_alloc_dtor_safe", NOUNWIND | NOALIAS, 0},
    {"NRT_MemInfo_alloc_aligned", NOUNWIND | NOALIAS, 0},
    {"NRT_MemInfo_alloc_safe_aligned", NOUNWIND | NOALIAS, 0},
    {"NRT_MemInfo_new", NOUNWIND | NOALIAS, 0},
    {"NRT_MemInfo_new_varsize", NOUNWIND | NOALIAS, 0},
    {"NRT_MemInfo_new_varsize_dtor", NOUNWIND | NOALIAS, 0},
};

static const struct {
  unsigned flag;
  const char *name;
  unsigned index;
} attributes[] = {
    {NOUNWIND, "nounwind", (unsigned)LLVMAttributeFunctionIndex},
    {WILLRETURN, "willreturn", (unsigned)LLVMAttributeFunctionIndex},
    {NOFREE, "nofree", (unsigned)LLVMAttributeFunctionIndex},
    {NOSYNC, "nosync", (unsigned)LLVMAttributeFunctionIndex},
    {READONLY, "readonly", 1},
    {NOALIAS, "noalias", LLVMAttributeReturnIndex},
};

static bool is_pointer(LLVMTypeRef type) {
  return LLVMGetTypeKind(type) == LLVMPointerTypeKind;
}

/* A stranger of the same name may have any type; attributes on the wrong type are invalid IR. */
static bool has_shape(LLVMValueRef function, const promise *of) {
  LLVMTypeRef type = LLVMGlobalGetValueType(function);
  bool result_fits = (of->flags & NOALIAS) == 0 || is_pointer(LLVMGetReturnType(type));
  bool argument_fits =
      (of->flags & (UNCAPTURED | READONLY)) == 0 ||
      (LLVMCountParams(function) > 0 && is_pointer(LLVMTypeOf(LLVMGetParam(function, 0))));
  return LLVMIsDeclaration(function) && result_fits && argument_fits;
}

/* captures(none) since LLVM 21, nocapture before: the other name has kind 0 and is ignored. */
static void add_uncaptured(LLVMContextRef context, LLVMValueRef function) {
  const char *name = compat_attribute_kind("captures") != 0 ? "captures" : "nocapture";
  form_add_attribute(context, function, 1, name, 0);
}

static void annotate(LLVMContextRef context, LLVMValueRef function, const promise *from) {
  for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
    if ((from->flags & attributes[i].flag) != 0)
      form_add_attribute(context, function, attributes[i].index, attributes[i].name, 0);
  if ((from->flags & UNCAPTURED) != 0)
    add_uncaptured(context, function);
  if (from->memory != 0)
    form_add_attribute(context, function, (unsigned)LLVMAttributeFunctionIndex, "memory",
                       from->memory);
}

refprune_status refprune_annotate_runtime(LLVMModuleRef module, refprune_message *message) {
  LLVMContextRef context = LLVMGetModuleContext(module);
  for (size_t i = 0; i < sizeof promises / sizeof *promises; i++) {
    LLVMValueRef function = LLVMGetNamedFunction(module, promises[i].name);
    if (function != NULL && has_shape(function, &promises[i]))
      annotate(context, function, &promises[i]);
  }
  if (message != NULL)
    message->text[0] = '\0';
  return REFPRUNE_OK;
}
