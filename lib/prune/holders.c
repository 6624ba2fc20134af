/* holders.c - what would make forgiving a theft: see holders.h.
 *
 * Follows every value that may hold the object, forwards, through anything that is not a memory access
 * or a call (callees borrow, promise C6; intrinsics are instructions by another name), backwards to what
 * a name was computed from, and from there to what else is read where that was found.
 */
#include "prune/holders.h"

#include "prune/forgive.h"
#include "prune/hazards.h"
#include "prune/llvm_compat.h"

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
  AS_BASE,  /* whose other names have been looked for */
  FIRST_WORDS = 16
};

static bool is_new(holders *of, LLVMValueRef value, uint32_t as) {
  if (pointer_map_get(&of->seen, value, as) != POINTER_MAP_NONE)
    return false;
  pointer_map_set(&of->seen, value, as, 1);
  return true;
}

static void follow(holders *of, LLVMValueRef value) {
  if (!is_new(of, value, AS_VALUE))
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

static void note_transfer(holders *of, LLVMValueRef user) {
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

static bool is_call(LLVMValueRef value) {
  return LLVMIsACallInst(value) || LLVMIsAInvokeInst(value);
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

/* Does it store the argument, as a masked store or a scatter? What an intrinsic returns that may hold a
 * pointer is where it keeps it. */
static bool may_store(const holders *of, LLVMValueRef call, unsigned parameter) {
  symbols *known = of->fn->known;
  const callee_info *callee = symbols_callee(known, call);
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
      note_transfer(of, call);
    if (may_give_back(of, call, i))
      follow(of, call);
  }
}

static void visit_user(holders *of, LLVMValueRef user, LLVMValueRef value) {
  if (!LLVMIsAInstruction(user)) {
    follow(of, user); /* a constant expression over a constant object */
    return;
  }
  LLVMOpcode opcode = LLVMGetInstructionOpcode(user);
  if (stores_value(user, value, opcode))
    note_transfer(of, user);
  switch (opcode) {
  case LLVMCall:
  case LLVMInvoke:
    visit_call(of, user, value);
    return;
  case LLVMLoad:
  case LLVMStore:
  case LLVMCallBr:
  case LLVMICmp:
  case LLVMRet:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    return;
  default:
    follow(of, user);
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

/* -- What else is read from where a name was found ------------------------------------------------- */

static void follow_place(holders *of, LLVMValueRef address) {
  if (!is_new(of, address, AS_PLACE))
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
    note_transfer(of, call);
  else if (callee->intrinsic && symbols_may_hold_pointer(of->fn->known, LLVMTypeOf(call)))
    follow(of, call);
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
      follow(of, user);
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

/* For a place that was itself read as a pointer: what lies behind it is something else. */
static void visit_read_place(holders *of, LLVMValueRef place) {
  for (LLVMUseRef use = LLVMGetFirstUse(place); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    of->fn->steps++;
    if (!is_elsewhere(of, user) && !lies_behind(user))
      visit_place_user(of, user, place);
  }
}

static void visit_whole_place(holders *of, LLVMValueRef place) {
  for (LLVMUseRef use = LLVMGetFirstUse(place); use; use = LLVMGetNextUse(use)) {
    of->fn->steps++;
    if (!is_elsewhere(of, LLVMGetUser(use)))
      visit_place_user(of, LLVMGetUser(use), place);
  }
}

static void chain_field(holders *of, LLVMValueRef place, LLVMValueRef address) {
  uint32_t words = words_of(address), next = pointer_map_get(&of->seen, place, words);
  ARENA_RESERVE(of->fn->pool, of->fields, of->field_count, of->field_capacity);
  of->fields[of->field_count++] = (field){address, next == POINTER_MAP_NONE ? 0 : next};
  pointer_map_set(&of->seen, place, words, of->field_count);
}

/* For one of its fields: all users but other fields of the same shape, which are kept for later. */
static void visit_place_beside(holders *of, LLVMValueRef place, LLVMValueRef part) {
  for (LLVMUseRef use = LLVMGetFirstUse(place); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    of->fn->steps++;
    if (is_elsewhere(of, user))
      continue;
    if (is_regular(user) && have_one_shape(user, part) && LLVMGetOperand(user, 0) == place)
      chain_field(of, place, user);
    else
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
    visit_place_beside(of, place, part);
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
    if (is_new(of, place, AS_READ))
      visit_read_place(of, place);
  } else if (!part || !is_regular(part) || !visit_field(of, place, part)) {
    is_new(of, place, AS_WHOLE);
    visit_whole_place(of, place);
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
  if (!is_new(of, address, AS_BASE))
    return;
  if (LLVMIsAPHINode(address) || LLVMIsASelectInst(address)) {
    for (unsigned i = (unsigned)LLVMGetNumOperands(address); i-- > 0;)
      follow_place(of, LLVMGetOperand(address, i));
  } else if (LLVMIsALoadInst(address) && !is_no_place(LLVMGetOperand(address, 0))) {
    LLVMValueRef place = LLVMGetOperand(address, 0);
    if (!is_new(of, place, AS_BASE))
      return;
    for (LLVMUseRef use = LLVMGetFirstUse(place); use; use = LLVMGetNextUse(use))
      if (LLVMIsALoadInst(LLVMGetUser(use)) && !is_elsewhere(of, LLVMGetUser(use)))
        follow_place(of, LLVMGetUser(use));
  }
}

/* The place is a field of all that its address was computed from. */
static void follow_all_copies(holders *of, LLVMValueRef value) {
  follow(of, value);
#ifdef REFPRUNE_BROKEN_COPIES_LENT
  return;
#endif
  LLVMValueRef part = is_read(of, value) ? value : NULL;
  while (part && is_new(of, part, AS_PART)) {
    LLVMValueRef place = LLVMGetOperand(part, 0);
    visit_place(of, place, part);
    part = is_computed(place) ? place : NULL;
    if (!part)
      follow_base(of, place);
  }
}

/* -- What a name was computed from ------------------------------------------------------------------ */

/* How many operands, from the first on, the value may have been computed from. */
static unsigned count_sources(LLVMValueRef value) {
  switch ((unsigned)LLVMGetInstructionOpcode(value)) {
  case LLVMCall:
  case LLVMInvoke:
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
  bool of_integers = LLVMIsACastInst(value) || LLVMIsABinaryOperator(value);
  for (unsigned i = 0; i < count; i++) {
    if (is_call(value) && !may_give_back(of, value, i))
      continue;
    LLVMValueRef source = LLVMGetOperand(value, i);
    bool is_integer = LLVMGetTypeKind(LLVMTypeOf(source)) == LLVMIntegerTypeKind;
    if (!LLVMIsConstant(source) && (!is_integer || of_integers))
      follow_all_copies(of, source);
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
      follow_all_copies(of, item->value);
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
      visit_place(of, of->places[--of->place_count], NULL);
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
