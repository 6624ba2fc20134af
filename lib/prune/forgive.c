/* forgive.c - which raising exits forgive, and what would make that a theft. */
#include "prune/forgive.h"

#include "prune/hazards.h"
#include "prune/llvm_compat.h"

/* Components of the graph are told apart by their smallest block. */
static bool is_in_cycle(const graph *cfg, uint32_t block) {
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    if (cfg->floor[cfg->predecessor[e]] == cfg->floor[block])
      return true;
  return false;
}

/* The marked store of a block that is an exit that forgives, or NO_SITE. */
static uint32_t marked_site(const view *fn, uint32_t block) {
  uint32_t first = fn->first_site[block], s = fn->first_site[block + 1];
  while (s > first && !(fn->sites[s - 1].flags & SITE_RAISES))
    s--;
  bool leaves = s > first && fn->cfg.reaches_return[block] && !is_in_cycle(&fn->cfg, block);
  return leaves && hazards_quiet_behind(fn, s - 1) ? s - 1 : NO_SITE;
}

uint8_t forgive_classify(const view *fn, uint32_t block) {
  uint32_t mark = marked_site(fn, block);
  uint8_t kind = mark == NO_SITE ? NO_EXIT : EXIT_FROM_START;
  for (uint32_t s = fn->first_site[block]; kind == EXIT_FROM_START && s <= mark; s++)
    if (hazards_is_noise(fn, s))
      kind = EXIT_FROM_MARK;
  fn->exits[block] = kind;
  return kind;
}

/* -- Where an object is handed on -----------------------------------------------------------------
 *
 * Follows every value that may hold the object, forwards, through anything that is not a memory access
 * or a call (callees borrow, promise C6), and collects the instructions that store or return one. */

struct holders {
  view *fn;
  pointer_map seen; /* (value, AS_VALUE), (address, AS_PLACE), (address, words of a field of it) */
  bool *after;      /* per block: an instruction in it, or on a way to it, hands the object on; */
  bool *before;     /* one in it, or on a way from it, does. NULL: none does */
  LLVMValueRef *pending;
  uint32_t count, capacity;
};

enum { AS_VALUE, AS_PLACE, OTHER_TAGS = 2 };

static void follow(holders *of, LLVMValueRef value) {
  if (pointer_map_get(&of->seen, value, AS_VALUE) != POINTER_MAP_NONE)
    return;
  pointer_map_set(&of->seen, value, AS_VALUE, 1);
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

static void visit_user(holders *of, LLVMValueRef user, LLVMValueRef value) {
  if (!LLVMIsAInstruction(user)) {
    follow(of, user); /* a constant expression over a constant object */
    return;
  }
  LLVMOpcode opcode = LLVMGetInstructionOpcode(user);
  if (stores_value(user, value, opcode))
    note_transfer(of, user);
  switch (opcode) {
  case LLVMLoad:
  case LLVMStore:
  case LLVMCall:
  case LLVMInvoke:
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

/* Can the call give an argument back under its own name? By a `returned` parameter, or because it knows
 * nothing else. */
static bool may_give_back(const holders *of, LLVMValueRef call) {
  if (!LLVMIsACallInst(call) && !LLVMIsAInvokeInst(call))
    return false;
  const callee_info *callee = symbols_callee(of->fn->known, call);
  return callee->no_memory || symbols_returned(of->fn->known, call, callee) >= 0;
}

/* How many operands, from the first on, the value may have been computed from. */
static unsigned count_sources(const holders *of, LLVMValueRef value) {
  switch ((unsigned)LLVMGetInstructionOpcode(value)) {
  case LLVMCall:
  case LLVMInvoke:
    return may_give_back(of, value) ? LLVMGetNumArgOperands(value) : 0;
  case LLVMGetElementPtr:
  case LLVMFreeze:
  case LLVMSelect:
  case LLVMPHI:
  case LLVMInsertValue:
  case LLVMExtractValue:
    return (unsigned)LLVMGetNumOperands(value);
  default:
    return LLVMIsACastInst(value) ? 1 : 0;
  }
}

/* What a name was computed from may be the object too, though roots.c does not see through it. Integers
 * are indices and conditions, but for that of a cast. */
static void follow_sources(holders *of, LLVMValueRef value) {
  unsigned count = count_sources(of, value);
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef source = LLVMGetOperand(value, i);
    bool is_integer = LLVMGetTypeKind(LLVMTypeOf(source)) == LLVMIntegerTypeKind;
    if (!LLVMIsConstant(source) && (!is_integer || LLVMIsACastInst(value)))
      follow(of, source);
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

/* What is loaded from the same place once more, or copied from there as memory, holds the object too. */
static void visit_reader(holders *of, LLVMValueRef user, LLVMValueRef place) {
  if (LLVMIsALoadInst(user))
    follow(of, user);
  else if (LLVMIsACallInst(user) && symbols_callee(of->fn->known, user)->memory_intrinsic &&
           LLVMGetOperand(user, 1) == place)
    note_transfer(of, user);
}

/* Which field of its base an address is, as a number. Who computes the address anew does so in the same
 * words, as a rule; fields whose words mix to the same number are taken for one. */
static uint32_t words_of(LLVMValueRef field) {
  uint64_t mixed = (uint64_t)(uintptr_t)LLVMGetGEPSourceElementType(field);
  unsigned count = (unsigned)LLVMGetNumOperands(field);
  for (unsigned i = 1; i < count; i++)
    mixed = (mixed ^ (uint64_t)(uintptr_t)LLVMGetOperand(field, i)) * UINT64_C(0x9e3779b97f4a7c15);
  return (uint32_t)(mixed >> 32) | OTHER_TAGS;
}

static bool is_field(LLVMValueRef address) {
  return LLVMIsAGetElementPtrInst(address) && !LLVMIsConstant(LLVMGetOperand(address, 0));
}

static LLVMValueRef place_of(LLVMValueRef value) {
  LLVMValueRef place = LLVMIsALoadInst(value) ? LLVMGetOperand(value, 0) : NULL;
  return place && !LLVMIsConstant(place) ? place : NULL;
}

static void note_fields(holders *of, LLVMValueRef value) {
  for (LLVMValueRef place = place_of(value); place && is_field(place);
       place = LLVMGetOperand(place, 0))
    pointer_map_set(&of->seen, LLVMGetOperand(place, 0), words_of(place), 1);
}

static void visit_readers(holders *of, LLVMValueRef place);

/* A use of a place's address: it reads the place, or is the address of a field that was noted. */
static void visit_place_user(holders *of, LLVMValueRef user, LLVMValueRef place) {
  visit_reader(of, user, place);
  if (is_field(user) && LLVMGetOperand(user, 0) == place &&
      pointer_map_get(&of->seen, place, words_of(user)) != POINTER_MAP_NONE)
    visit_readers(of, user);
}

static void visit_readers(holders *of, LLVMValueRef place) {
  if (pointer_map_get(&of->seen, place, AS_PLACE) != POINTER_MAP_NONE)
    return;
  pointer_map_set(&of->seen, place, AS_PLACE, 1);
  for (LLVMUseRef use = LLVMGetFirstUse(place); use; use = LLVMGetNextUse(use)) {
    visit_place_user(of, LLVMGetUser(use), place);
    of->fn->steps++;
  }
}

/* The place is a field of all that the address was computed from. (A global's users may be anywhere.) */
static void follow_copies(holders *of, LLVMValueRef value) {
  for (LLVMValueRef place = place_of(value); place;
       place = is_field(place) ? LLVMGetOperand(place, 0) : NULL)
    visit_readers(of, place);
}

/* Names of the object: those linked to it by phis and selects, and others that may be the object and
 * are counted, for what they hand on may be this root's reference. A name that is neither, and is not
 * read from the place of one, has no reference of its own to hand on: it lends. */
static void list_names(holders *of, uint32_t number) {
  const view *fn = of->fn;
  for (uint32_t r = FIRST_ROOT; r < fn->names.count; r++) {
    const root *item = &fn->names.root[r];
    if (item->representative != r)
      continue;
    if (item->component == fn->names.root[number].component ||
        (is_counted(fn, r) && hazards_may_ever_be_same(fn, r, number)))
      follow(of, item->value);
  }
}

/* Along edges, to all blocks that those in the set lead to. */
static void spread(view *fn, bool *set, const uint32_t *first, const uint32_t *edge) {
  uint32_t count = 0;
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    if (set[b])
      fn->queue[count++] = b;
  while (count) {
    uint32_t b = fn->queue[--count];
    fn->steps++;
    for (uint32_t e = first[b]; e < first[b + 1]; e++) {
      if (set[edge[e]])
        continue;
      set[edge[e]] = true;
      fn->queue[count++] = edge[e];
    }
  }
}

const holders *forgive_find_holders(view *fn, const account *accounts, uint32_t count) {
  holders *of = ARENA_NEW(fn->pool, holders, 1);
  const graph *cfg = &fn->cfg;
  of->fn = fn;
  of->seen.pool = fn->pool;
  for (uint32_t i = 0; i < count; i++)
    list_names(of, accounts[i].part->root);
  for (uint32_t i = 0, names = of->count; i < names; i++)
    note_fields(of, of->pending[i]);
  for (uint32_t i = 0, names = of->count; i < names; i++)
    follow_copies(of, of->pending[i]);
  while (of->count) {
    LLVMValueRef next = of->pending[--of->count];
    follow_sources(of, next);
    for (LLVMUseRef use = LLVMGetFirstUse(next); use; use = LLVMGetNextUse(use)) {
      visit_user(of, LLVMGetUser(use), next);
      if (may_give_back(of, LLVMGetUser(use)))
        follow(of, LLVMGetUser(use));
      fn->steps++;
    }
  }
  if (of->after) {
    spread(fn, of->after, cfg->first_successor, cfg->successor);
    spread(fn, of->before, cfg->first_predecessor, cfg->predecessor);
  }
  fn->steps += fn->names.count + cfg->count;
  return of;
}

/* -- On which ways it matters --------------------------------------------------------------------- */

/* Whether the object was handed on before d fell below 0 does not matter: the incref may have stood further
 * up until an earlier edit let it sink past the transfer. */
bool forgive_is_transferred(const view *fn, const holders *of, uint32_t block) {
  if (!of->after)
    return false;
  bool found = of->after[block];
  for (uint32_t e = fn->cfg.first_successor[block]; e < fn->cfg.first_successor[block + 1]; e++)
    found |= of->before[fn->cfg.successor[e]];
  return found;
}

const bool *forgive_find_open(view *fn, const account *accounts, uint32_t count) {
  bool *open = ARENA_NEW(fn->pool, bool, fn->cfg.count);
  for (uint32_t i = 0; i < count; i++) {
    const span *part = accounts[i].part;
    for (uint32_t k = 0; k < accounts[i].count; k++) {
      uint32_t node = accounts[i].nodes[k];
      open[part->blocks[part->local_of[node]].block] |= part->d[node] != 0;
    }
  }
  spread(fn, open, fn->cfg.first_predecessor, fn->cfg.predecessor);
  return open;
}

bool forgive_is_closed_behind(const view *fn, const bool *open, uint32_t block, bool itself) {
  bool found = itself && open[block];
  for (uint32_t e = fn->cfg.first_successor[block]; e < fn->cfg.first_successor[block + 1]; e++)
    found |= open[fn->cfg.successor[e]];
  return !found;
}

void forgive_add_behind(const view *fn, bool *set, uint32_t block, bool itself) {
  set[block] |= itself;
  for (uint32_t e = fn->cfg.first_successor[block]; e < fn->cfg.first_successor[block + 1]; e++)
    set[fn->cfg.successor[e]] = true;
}

void forgive_add_reached(view *fn, bool *set) {
  spread(fn, set, fn->cfg.first_successor, fn->cfg.successor);
}
