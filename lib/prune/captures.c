/* captures.c - see captures.h.
 *
 * A fresh object is captured in each block with a use that may make it known elsewhere, and in all
 * blocks behind, up to the next run of its definition. What is computed from its address is followed,
 * for it leads back to the object: an address within it, a cast, an aggregate that holds it. (An
 * operation on such a value captures nothing; the value may be the object, see root.derived.)
 */
#include "prune/captures.h"

#include "prune/llvm_compat.h"

enum { MAX_CAPTURE_CELLS = 1 << 22 }; /* fresh roots times blocks; above, all count as captured */

typedef struct search {
  view *fn;
  pointer_map seen; /* values that lead to the object */
  LLVMValueRef *pending;
  uint32_t count, capacity;
  bool *captured; /* per block */
} search;

static void follow(search *of, LLVMValueRef value) {
  if (pointer_map_get(&of->seen, value, 0) != POINTER_MAP_NONE)
    return;
  pointer_map_set(&of->seen, value, 0, 1);
  ARENA_RESERVE(of->fn->pool, of->pending, of->count, of->capacity);
  of->pending[of->count++] = value;
}

static bool keeps_argument(const search *of, LLVMValueRef call, const callee_info *callee,
                           LLVMValueRef value) {
  unsigned count = symbols_keeps_none(call, callee) ? 0 : LLVMGetNumArgOperands(call);
  for (unsigned i = 0; i < count; i++)
    if (LLVMGetOperand(call, i) == value &&
        !symbols_keeps_nothing(of->fn->known, call, callee, i))
      return true;
  return false;
}

/* Operand bundles stand behind the arguments. Those of a statepoint tell the object's other names. */
static bool is_bundled(LLVMValueRef call, const callee_info *callee, LLVMValueRef value) {
  int first = (int)LLVMGetNumArgOperands(call), end = LLVMGetNumOperands(call);
  if (callee->inert || LLVMGetNumOperandBundles(call) == 0)
    return false;
  for (int i = first; i < end; i++)
    if (LLVMGetOperand(call, (unsigned)i) == value)
      return true;
  return false;
}

/* An observer keeps nothing, but if it answers with more than a number, that may be what it was asked
 * about. */
static bool may_answer_with_object(LLVMValueRef call, const callee_info *callee) {
  LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(call));
  return (callee->kind == CALLEE_OBSERVER || symbols_is_refop(callee)) &&
         kind != LLVMVoidTypeKind && kind != LLVMIntegerTypeKind;
}

/* Nor do a function without memory effects, the runtime, and intrinsics that say so; what they return is
 * followed, for roots.c knows that it may be what they were passed, or it is an address within that. (Those
 * that store and go on to the next address give back one of an argument of which they keep nothing.) */
static bool leads_on(const symbols *known, LLVMValueRef call, const callee_info *callee) {
  if (callee->runtime && !symbols_is_allocator(callee))
    return compat_is_pointer(call);
  if (callee->intrinsic && compat_is_pointer(call))
    return true;
  return (callee->no_memory || symbols_returned(known, call, callee) >= 0) &&
         symbols_may_hold_pointer(known, LLVMTypeOf(call));
}

static bool call_captures(search *of, LLVMValueRef call, LLVMValueRef value) {
  const callee_info *callee = symbols_callee(of->fn->known, call);
  bool leads = leads_on(of->fn->known, call, callee);
  if (leads)
    follow(of, call);
  return (!leads && may_answer_with_object(call, callee)) || is_bundled(call, callee, value) ||
         keeps_argument(of, call, callee, value);
}

/* Is this one pointer of one pointer? What goes through a vector, even of a single lane, comes out under a
 * name that nothing tells to be this one's (root.derived). */
static bool stays_pointer(LLVMValueRef user, LLVMValueRef value) {
  return compat_is_pointer(user) && compat_is_pointer(value);
}

/* Does the user make the object known? If it only leads to it, it is followed. */
static bool use_captures(search *of, LLVMValueRef user, LLVMValueRef value) {
  switch (LLVMGetInstructionOpcode(user)) {
  case LLVMLoad:
  case LLVMICmp:
    return false;
  case LLVMStore:
    return LLVMGetOperand(user, 0) == value;
  case LLVMCall:
  case LLVMInvoke:
    return call_captures(of, user, value);
  case LLVMGetElementPtr:
  case LLVMBitCast:
    if (!stays_pointer(user, value))
      return true;
    follow(of, user);
    return false;
  case LLVMFreeze:
  case LLVMInsertValue:
  case LLVMExtractValue:
    follow(of, user);
    return false;
  default: /* a phi or select is another name itself */
    return true;
  }
}

static void visit_users(search *of, LLVMValueRef value) {
  for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (!use_captures(of, user, value))
      continue;
    uint32_t block = graph_index(&of->fn->cfg, LLVMGetInstructionParent(user));
    if (block != NO_BLOCK)
      of->captured[block] = true;
  }
}

/* Behind such blocks too, but for where a new object is made. */
static bool *captured_blocks(view *fn, const root *item) {
  search of = {.fn = fn, .seen = {.pool = fn->pool},
               .captured = ARENA_NEW(fn->pool, bool, fn->cfg.count)};
  follow(&of, item->value);
  while (of.count)
    visit_users(&of, of.pending[--of.count]);
  graph_spread(&fn->cfg, of.captured, ALONG_EDGES, item->block, fn->queue);
  return of.captured;
}

void captures_find(view *fn) {
  fn->captured = ARENA_NEW(fn->pool, bool *, fn->names.count);
  uint64_t cells = 0;
  for (uint32_t r = FIRST_ROOT; r < fn->names.count; r++) {
    const root *item = &fn->names.root[r];
    if (!item->relevant || !item->fresh)
      continue;
    cells += fn->cfg.count;
    if (cells > MAX_CAPTURE_CELLS)
      return;
    fn->captured[r] = captured_blocks(fn, item);
  }
}
