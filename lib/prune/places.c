/* places.c - what else is read from where a name was found: the same place again, by this address or
 * another, or a larger one that it is a part of.
 *
 * No place may be looked at once for each of its fields: a record of n fields, all of them names, would
 * take n * n steps. So fields of one shape are sorted by their indices when the first of them is met.
 */
#include "prune/holders_walk.h"

#include "prune/llvm_compat.h"

static void follow_place(holders *of, LLVMValueRef address) {
  if (!holders_meet(of, address, AS_PLACE))
    return;
  ARENA_RESERVE(of->fn->pool, of->places, of->place_count, of->place_capacity);
  of->places[of->place_count++] = address;
}

static bool is_gep(LLVMValueRef value) {
  return LLVMIsAGetElementPtrInst(value) != NULL ||
         (LLVMIsAConstantExpr(value) && LLVMGetConstOpcode(value) == LLVMGetElementPtr);
}

static bool has_constant_indices(LLVMValueRef gep) {
  for (unsigned i = (unsigned)LLVMGetNumOperands(gep); i-- > 1;)
    if (!LLVMIsAConstantInt(LLVMGetOperand(gep, i)) ||
        LLVMGetIntTypeWidth(LLVMTypeOf(LLVMGetOperand(gep, i))) > 64)
      return false;
  return true;
}

/* A field that can be told from others of its shape. Steps from a phi may meet where other steps from it
 * led to before. */
static bool is_regular(LLVMValueRef address) {
  return is_gep(address) && has_constant_indices(address) &&
         !LLVMIsAPHINode(LLVMGetOperand(address, 0));
}

static bool have_one_shape(LLVMValueRef left, LLVMValueRef right) {
  return LLVMGetNumOperands(left) == LLVMGetNumOperands(right) &&
         LLVMGetGEPSourceElementType(left) == LLVMGetGEPSourceElementType(right);
}

/* The indices as one number. Fields that mix to the same number are taken for one. */
static uint32_t words_of(LLVMValueRef address) {
  uint64_t mixed = 0;
  unsigned count = (unsigned)LLVMGetNumOperands(address);
  for (unsigned i = 1; i < count; i++)
    mixed = (mixed + (uint64_t)LLVMConstIntGetSExtValue(LLVMGetOperand(address, i)) + 1) *
            UINT64_C(0x9e3779b97f4a7c15);
  return (uint32_t)(mixed >> 32) | FIRST_WORDS;
}

/* Does the address certainly lie behind its base? */
static bool lies_behind(LLVMValueRef address) {
  if (!is_regular(address) || compat_may_be_empty(LLVMGetGEPSourceElementType(address)))
    return false;
  unsigned count = (unsigned)LLVMGetNumOperands(address);
  for (unsigned i = 1; i < count; i++)
    if (!LLVMIsNull(LLVMGetOperand(address, i)))
      return true;
  return false;
}

/* What is read there once more, or copied from there as memory, holds the object too. */
static void visit_reader(holders *of, LLVMValueRef call, LLVMValueRef place) {
  const callee_info *callee = symbols_callee(of->fn->known, call);
  if (callee->memory_intrinsic && LLVMGetOperand(call, 1) == place)
    holders_note_transfer(of, call);
  else if (callee->intrinsic && symbols_may_hold_pointer(of->fn->known, LLVMTypeOf(call)))
    holders_follow(of, call);
}

static bool is_elsewhere(const holders *of, LLVMValueRef user) {
  return LLVMIsAInstruction(user) &&
         graph_index(&of->fn->cfg, LLVMGetInstructionParent(user)) == NO_BLOCK;
}

static void visit_place_user(holders *of, LLVMValueRef user, LLVMValueRef place) {
  switch ((unsigned)LLVMGetInstructionOpcode(user)) {
  case LLVMLoad:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    if (LLVMGetOperand(user, 0) == place)
      holders_follow(of, user);
    break;
  case LLVMCall:
    visit_reader(of, user, place);
    break;
  case LLVMPHI:
  case LLVMSelect:
  case LLVMBitCast:
  case LLVMAddrSpaceCast:
  case LLVMFreeze:
  case LLVMInsertElement: /* for a gather */
    follow_place(of, user);
    break;
  default:
    if (is_gep(user))
      follow_place(of, user);
  }
}

/* Null, and nothing: their uses are anywhere. */
static bool is_no_place(LLVMValueRef address) {
  return LLVMIsAConstant(address) && !LLVMIsAGlobalValue(address) && !LLVMIsAConstantExpr(address);
}

static void chain_field(holders *of, LLVMValueRef place, LLVMValueRef address) {
  uint32_t words = words_of(address), next = pointer_map_get(&of->seen, place, words);
  ARENA_RESERVE(of->fn->pool, of->fields, of->field_count, of->field_capacity);
  of->fields[of->field_count++] = (field){address, next == POINTER_MAP_NONE ? 0 : next};
  pointer_map_set(&of->seen, place, words, of->field_count);
}

/* Is the user left out when the place is looked at for `part` (NULL: for anything)? What lies behind a
 * pointer that was read there is something else; other fields of the shape of one are kept for later. */
static bool is_left_out(holders *of, LLVMValueRef user, LLVMValueRef place, LLVMValueRef part) {
  if (!part)
    return false;
  if (LLVMIsALoadInst(part))
    return lies_behind(user);
  if (!is_regular(user) || !have_one_shape(user, part) || LLVMGetOperand(user, 0) != place)
    return false;
  chain_field(of, place, user);
  return true;
}

static void visit_users(holders *of, LLVMValueRef place, LLVMValueRef part) {
  for (LLVMUseRef use = LLVMGetFirstUse(place); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    of->fn->steps++;
    if (!is_elsewhere(of, user) && !is_left_out(of, user, place, part))
      visit_place_user(of, user, place);
  }
}

static void follow_chained(holders *of, LLVMValueRef place, uint32_t words) {
  uint32_t at = pointer_map_get(&of->seen, place, words);
  if (at == POINTER_MAP_NONE)
    return;
  pointer_map_set(&of->seen, place, words, 0);
  for (; at != 0; at = of->fields[at - 1].next)
    follow_place(of, of->fields[at - 1].address);
}

/* False: the place has been looked at for fields of another shape, and these cannot be told apart. */
static bool visit_field(holders *of, LLVMValueRef place, LLVMValueRef part) {
  uint32_t known = pointer_map_get(&of->seen, place, AS_SHAPE);
  if (known == POINTER_MAP_NONE) {
    ARENA_RESERVE(of->fn->pool, of->fields, of->field_count, of->field_capacity);
    of->fields[of->field_count++] = (field){.address = part};
    pointer_map_set(&of->seen, place, AS_SHAPE, of->field_count);
    visit_users(of, place, part);
  } else if (!have_one_shape(of->fields[known - 1].address, part)) {
    return false;
  }
  follow_chained(of, place, words_of(part));
  return true;
}

/* What else is read where `part` was: read at the place itself, or computed from its address. Each place
 * is looked at three times at the most, however many parts it has. */
static void visit_place(holders *of, LLVMValueRef place, LLVMValueRef part) {
  if (is_no_place(place) || pointer_map_get(&of->seen, place, AS_WHOLE) != POINTER_MAP_NONE)
    return;
  if (part && LLVMIsALoadInst(part) && compat_is_pointer(part)) {
    if (holders_meet(of, place, AS_READ))
      visit_users(of, place, part);
  } else if (!part || !is_regular(part) || !visit_field(of, place, part)) {
    holders_meet(of, place, AS_WHOLE);
    visit_users(of, place, NULL);
  }
}

static bool is_computed(LLVMValueRef address) {
  return is_gep(address) || LLVMIsACastInst(address) || LLVMIsAFreezeInst(address);
}

/* A masked load keeps nothing of its address, so what it returns it has read there. */
static bool is_intrinsic_load(const holders *of, LLVMValueRef call) {
  symbols *known = of->fn->known;
  const callee_info *callee = symbols_callee(known, call);
  return callee->intrinsic && !callee->no_memory && LLVMGetNumArgOperands(call) > 0 &&
         compat_is_pointer(LLVMGetOperand(call, 0)) &&
         symbols_may_hold_pointer(known, LLVMTypeOf(call)) &&
         symbols_keeps_nothing(known, call, callee, 0);
}

/* Was the value read from the address that is its first operand? */
static bool is_read(const holders *of, LLVMValueRef value) {
  switch ((unsigned)LLVMGetInstructionOpcode(value)) {
  case LLVMLoad:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    return true;
  case LLVMCall:
    return is_intrinsic_load(of, value);
  default:
    return false;
  }
}

/* Other names of an address: what it was chosen from, and what is read from where it was itself. */
static void follow_base(holders *of, LLVMValueRef address) {
  if (!holders_meet(of, address, AS_BASE))
    return;
  if (LLVMIsAPHINode(address) || LLVMIsASelectInst(address)) {
    for (unsigned i = (unsigned)LLVMGetNumOperands(address); i-- > 0;)
      follow_place(of, LLVMGetOperand(address, i));
  } else if (LLVMIsALoadInst(address) && !is_no_place(LLVMGetOperand(address, 0))) {
    LLVMValueRef place = LLVMGetOperand(address, 0);
    if (!holders_meet(of, place, AS_SLOT))
      return;
    for (LLVMUseRef use = LLVMGetFirstUse(place); use; use = LLVMGetNextUse(use))
      if (LLVMIsALoadInst(LLVMGetUser(use)) && !is_elsewhere(of, LLVMGetUser(use)))
        follow_place(of, LLVMGetUser(use));
  }
}

/* The place is a field of all that its address was computed from. */
void places_follow_copies(holders *of, LLVMValueRef value) {
  holders_follow(of, value);
#ifdef REFPRUNE_BROKEN_COPIES_LENT
  return;
#endif
  LLVMValueRef part = is_read(of, value) ? value : NULL;
  while (part && holders_meet(of, part, AS_PART)) {
    LLVMValueRef place = LLVMGetOperand(part, 0);
    visit_place(of, place, part);
    part = is_computed(place) ? place : NULL;
    if (!part)
      follow_base(of, place);
  }
}

void places_visit_next(holders *of) {
  visit_place(of, of->places[--of->place_count], NULL);
}
