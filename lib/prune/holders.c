/* holders.c - what would make forgiving a theft: see holders.h.
 *
 * Follows every value that may hold the object, forwards, through anything that is not a memory access
 * or a call (callees borrow, promise C6; intrinsics are instructions by another name), backwards to what
 * a name was computed from, and from there to what else is read where that was found.
 */
#include "prune/holders_walk.h"

#include "prune/forgive.h"
#include "prune/hazards.h"
#include "prune/llvm_compat.h"

void holders_follow(holders *of, LLVMValueRef value) {
  if (!holders_meet(of, value, AS_VALUE))
    return;
  ARENA_RESERVE(of->fn->pool, of->pending, of->count, of->capacity);
  of->pending[of->count++] = value;
}

static bool stores_value(LLVMValueRef user, LLVMValueRef value, LLVMOpcode opcode) {
  switch (opcode) {
  case LLVMStore:
    return LLVMGetOperand(user, 0) == value;
  case LLVMAtomicRMW:
    return LLVMGetOperand(user, 1) == value;
  case LLVMAtomicCmpXchg:
    return LLVMGetOperand(user, 2) == value;
  case LLVMRet:
  case LLVMResume:
    return true;
  default:
    return false;
  }
}

void holders_note_transfer(holders *of, LLVMValueRef user) {
  const graph *cfg = &of->fn->cfg;
  uint32_t block = graph_index(cfg, LLVMGetInstructionParent(user));
  if (block == NO_BLOCK)
    return;
  if (!of->after) {
    of->after = ARENA_NEW(of->fn->pool, bool, cfg->count);
    of->before = ARENA_NEW(of->fn->pool, bool, cfg->count);
  }
  of->after[block] = of->before[block] = true;
}

/* Can the call give this argument back under its own name? By a `returned` parameter, or because it knows
 * nothing else, or takes no reference to what it finds. Assembler may do no more than hide a value. */
static bool may_give_back(const holders *of, LLVMValueRef call, unsigned parameter) {
  symbols *known = of->fn->known;
  const callee_info *callee = symbols_callee(known, call);
  return callee->no_memory || callee->intrinsic || LLVMIsAInlineAsm(LLVMGetCalledValue(call)) ||
         symbols_returned(known, call, callee) >= 0 ||
         (callee->read_only && !symbols_keeps_nothing(known, call, callee, parameter));
}

/* Does it store the argument, as a masked store or a scatter, or as assembler may? What an intrinsic
 * returns that may hold a pointer is where it keeps it. */
static bool may_store(const holders *of, LLVMValueRef call, unsigned parameter) {
  symbols *known = of->fn->known;
  const callee_info *callee = symbols_callee(known, call);
  if (LLVMIsAInlineAsm(LLVMGetCalledValue(call)))
    return !symbols_touches_no_memory(known, call, callee);
  return callee->intrinsic && !callee->read_only &&
         !symbols_may_hold_pointer(known, LLVMTypeOf(call)) &&
         !symbols_keeps_nothing(known, call, callee, parameter);
}

static void visit_call(holders *of, LLVMValueRef call, LLVMValueRef value) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned i = 0; i < count; i++) {
    if (LLVMGetOperand(call, i) != value)
      continue;
    if (may_store(of, call, i))
      holders_note_transfer(of, call);
    if (may_give_back(of, call, i))
      holders_follow(of, call);
  }
}

static void visit_user(holders *of, LLVMValueRef user, LLVMValueRef value) {
  if (!LLVMIsAInstruction(user)) {
    holders_follow(of, user); /* a constant expression over a constant object */
    return;
  }
  LLVMOpcode opcode = LLVMGetInstructionOpcode(user);
  if (stores_value(user, value, opcode))
    holders_note_transfer(of, user);
  switch (opcode) {
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    visit_call(of, user, value);
    return;
  case LLVMLoad:
  case LLVMStore:
  case LLVMICmp:
  case LLVMRet:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    return;
  default:
    holders_follow(of, user);
  }
}

static bool is_counted(const view *fn, uint32_t number) {
  for (uint32_t e = fn->first_event[number]; e < fn->first_event[number + 1]; e++) {
    const event *item = &fn->events[e];
    if (item->plain && !item->erased)
      return true;
  }
  return false;
}

/* -- What a name was computed from ------------------------------------------------------------------ */

/* How many operands, from the first on, the value may have been computed from. */
static unsigned count_sources(LLVMValueRef value) {
  switch ((unsigned)LLVMGetInstructionOpcode(value)) {
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    return LLVMGetNumArgOperands(value);
  case LLVMGetElementPtr:
  case LLVMFreeze:
  case LLVMSelect:
  case LLVMPHI:
  case LLVMInsertValue:
  case LLVMExtractValue:
  case LLVMInsertElement:
  case LLVMExtractElement:
  case LLVMShuffleVector:
    return (unsigned)LLVMGetNumOperands(value);
  default:
    return LLVMIsACastInst(value) ? 1 : LLVMIsABinaryOperator(value) ? 2 : 0;
  }
}

/* What a name was computed from may be the object too, though roots.c does not see through it. Integers
 * are indices and conditions, but for those that an integer is made of. */
static void follow_sources(holders *of, LLVMValueRef value) {
  unsigned count = count_sources(value);
  bool calls = compat_is_call(LLVMGetInstructionOpcode(value));
  bool of_integers = LLVMIsACastInst(value) || LLVMIsABinaryOperator(value);
  for (unsigned i = 0; i < count; i++) {
    if (calls && !may_give_back(of, value, i))
      continue;
    LLVMValueRef source = LLVMGetOperand(value, i);
    bool is_integer = LLVMGetTypeKind(LLVMTypeOf(source)) == LLVMIntegerTypeKind;
    if (!LLVMIsConstant(source) && (!is_integer || of_integers))
      places_follow_copies(of, source);
  }
}

/* Names of the object: those linked to it by phis and selects, and others that may be the object and
 * are counted, for what they hand on may be this root's reference. A name that is neither, and is not
 * read from the place of one, has no reference of its own to hand on: it lends. */
static void follow_names(holders *of, uint32_t number) {
  const view *fn = of->fn;
  for (uint32_t r = FIRST_ROOT; r < fn->names.count; r++) {
    const root *item = &fn->names.root[r];
    if (item->representative != r)
      continue;
    if (item->component == fn->names.root[number].component ||
        (is_counted(fn, r) && hazards_may_ever_be_same(fn, r, number)))
      places_follow_copies(of, item->value);
  }
}

static void visit_holder(holders *of, LLVMValueRef value) {
  follow_sources(of, value);
  for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
    visit_user(of, LLVMGetUser(use), value);
    of->fn->steps++;
  }
}

/* The block that allocates the object of a root that is changed alone, or NO_BLOCK. What was handed on
 * before control came to it again was another object, under whatever name. Not so for a phi, whose
 * operations may have been its inputs' before an earlier edit, nor for what is loaded: another name may
 * have handed that on before, and a decref of this name be covered by the incref that went with it. */
static uint32_t allocating_block(const view *fn, const account *accounts, uint32_t count) {
  const root *item = &fn->names.root[accounts[0].part->root];
  return count == 1 && item->fresh ? item->block : NO_BLOCK;
}

enum { ENTRIES_A_NAME = 3 }; /* at least, where most names may be the object */

const holders *holders_find(view *fn, const account *accounts, uint32_t count) {
  holders *of = ARENA_NEW(fn->pool, holders, 1);
  const graph *cfg = &fn->cfg;
  of->fn = fn;
  of->seen.pool = fn->pool;
  pointer_map_reserve(&of->seen, ENTRIES_A_NAME * fn->names.count);
  for (uint32_t i = 0; i < count; i++)
    follow_names(of, accounts[i].part->root);
  while (of->count || of->place_count) {
    if (of->place_count)
      places_visit_next(of);
    else
      visit_holder(of, of->pending[--of->count]);
  }
  if (of->after) {
    forgive_add_reached(fn, of->after, allocating_block(fn, accounts, count));
    forgive_add_leading(fn, of->before);
  }
  fn->steps += fn->names.count + cfg->count;
  return of;
}

/* Whether the object was handed on before d fell below 0 does not matter: the incref may have stood further
 * up until an earlier edit let it sink past the transfer. */
bool holders_hand_on(const view *fn, const holders *of, uint32_t block) {
  if (!of->after)
    return false;
  bool found = of->after[block];
  for (uint32_t e = fn->cfg.first_successor[block]; e < fn->cfg.first_successor[block + 1]; e++)
    found |= of->before[fn->cfg.successor[e]];
  return found;
}
