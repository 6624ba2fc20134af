/* scan.c - read a function's instructions once and write down what matters as a view. */
#include "prune/hazards.h"
#include "prune/llvm_compat.h"
#include "prune/nulls.h"
#include "prune/scan.h"

/* -- First: walk the IR --------------------------------------------------------------------------- */

static bool stores_raise_mark(const view *fn, LLVMValueRef store) {
  return LLVMHasMetadata(store) && LLVMGetMetadata(store, fn->known->raise_kind) &&
         LLVMIsAArgument(roots_strip(&fn->names, LLVMGetOperand(store, 1)));
}

static void read_refop(view *fn, candidate *item) {
  if (item->callee->kind == CALLEE_INCREF)
    fn->increfs++;
  else
    fn->decrefs++;
  item->root = roots_add(&fn->names, LLVMGetOperand(item->instruction, 0));
}

static void read_other_call(view *fn, const candidate *item, bool says) {
  LLVMValueRef call = item->instruction;
  fn->returns_twice |= item->callee->returns_twice ||
                       (says && symbols_call_has(call, fn->known->attribute_returns_twice));
  fn->has_awaits |= item->callee->kind == CALLEE_AWAIT;
  fn->has_suspends |= item->callee->kind >= CALLEE_SUSPEND;
  bool stays =
      item->callee->stays || (says && symbols_call_has(call, fn->known->attribute_noreturn));
  if (stays && item->opcode == LLVMCall)
    graph_stop_at(&fn->cfg, fn->known, item->block, call);
}

/* Something else than what it counts. */
static bool consumes_more(LLVMValueRef call, const callee_info *callee) {
  bool found = false;
  for (unsigned i = LLVMGetNumArgOperands(call); i-- > 1;)
    found |= symbols_consumes(call, callee, i);
  return found;
}

/* One that does not return is no operation to remove: its block ends there. */
static bool returns_once(const symbols *known, LLVMValueRef call) {
  return !symbols_call_has(call, known->attribute_noreturn) &&
         !symbols_call_has(call, known->attribute_returns_twice);
}

static bool is_removable(const symbols *known, LLVMValueRef call, const callee_info *callee, bool says) {
  return symbols_is_plain_refop(call, callee) && !(says && !returns_once(known, call)) &&
         !(callee->takes_more && consumes_more(call, callee));
}

/* Most calls say nothing of themselves. */
static void read_call(view *fn, candidate *item) {
  LLVMValueRef call = item->instruction;
  bool says = LLVMGetCallSiteAttributeCount(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex);
  item->callee = symbols_callee(fn->known, call);
  item->is_refop = item->opcode == LLVMCall && is_removable(fn->known, call, item->callee, says);
  if (item->is_refop)
    read_refop(fn, item);
  else
    read_other_call(fn, item, says);
  fn->has_cold_calls |=
      item->callee->cold || (says && symbols_call_has(call, fn->known->attribute_cold));
}

static void keep_phi(scan *out, LLVMValueRef phi) {
  if (!compat_is_pointer(phi))
    return;
  ARENA_RESERVE(out->fn->pool, out->phis, out->phi_count, out->phi_capacity);
  out->phis[out->phi_count++] = phi;
}

static bool may_matter(LLVMValueRef instruction, LLVMOpcode opcode) {
  switch (opcode) {
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
  case LLVMStore:
  case LLVMLoad:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
  case LLVMFence:
    return true;
  case LLVMSelect:
    return compat_is_pointer(instruction);
  default:
    return false;
  }
}

static void visit(scan *out, LLVMValueRef instruction, uint32_t block) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
  if (opcode == LLVMPHI)
    keep_phi(out, instruction);
  if (!may_matter(instruction, opcode))
    return;
  ARENA_RESERVE(out->fn->pool, out->items, out->count, out->capacity);
  candidate *item = &out->items[out->count++];
  *item = (candidate){.instruction = instruction, .block = block, .opcode = (uint8_t)opcode};
  if (compat_is_call(opcode))
    read_call(out->fn, item);
  else if (opcode == LLVMStore)
    out->fn->has_raises |= item->raises = stores_raise_mark(out->fn, instruction);
}

enum { CANDIDATES_A_BLOCK = 4 }; /* most functions have less; of others the array grows */

static void walk_instructions(scan *out) {
  const graph *cfg = &out->fn->cfg;
  ARENA_RESERVE_MORE(out->fn->pool, out->items, 0, CANDIDATES_A_BLOCK * (size_t)cfg->count,
                     out->capacity);
  for (uint32_t b = 0; b < cfg->count; b++)
    for (LLVMValueRef instruction = LLVMGetFirstInstruction(cfg->block[b]); instruction;
         instruction = LLVMGetNextInstruction(instruction))
      visit(out, instruction, b);
  if (cfg->stops)
    graph_stopped(&out->fn->cfg, ARENA_NEW_UNSET(out->fn->pool, uint32_t, cfg->count));
}

/* -- Coroutines ----------------------------------------------------------------------------------- */

/* Whoever learns of a coroutine that has been saved may resume it before it comes to its suspend. */
static bool awaits_behind(const candidate *item, bool before) {
  if (!item->callee || item->callee->kind < CALLEE_SUSPEND)
    return before;
  return item->callee->kind == CALLEE_AWAIT;
}

/* Goes over all blocks; true if one has handed on what its successors did not know. */
static bool find_awaits_once(scan *in, bool *at_start) {
  const graph *cfg = &in->fn->cfg;
  bool news = false;
  for (uint32_t b = 0, i = 0; b < cfg->count; b++) {
    bool awaits = at_start[b];
    for (; i < in->count && in->items[i].block == b; i++) {
      in->awaits[i] = awaits;
      awaits = awaits_behind(&in->items[i], awaits);
    }
    for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1] && awaits; e++) {
      news |= !at_start[cfg->successor[e]];
      at_start[cfg->successor[e]] = true;
    }
  }
  return news;
}

static void find_awaits(scan *in) {
  if (!in->fn->has_awaits)
    return;
  in->awaits = ARENA_NEW(in->fn->pool, bool, in->count);
  bool *at_start = ARENA_NEW(in->fn->pool, bool, in->fn->cfg.count);
  while (find_awaits_once(in, at_start))
    continue;
}

/* -- Second: which roots matter ------------------------------------------------------------------- */

static unsigned number_of_argument(LLVMValueRef argument) {
  unsigned number = 0;
  for (LLVMValueRef i = LLVMGetPreviousParam(argument); i; i = LLVMGetPreviousParam(i))
    number++;
  return number;
}

/* Is it an argument of which the caller keeps a reference until the function is left? A coroutine is left
 * where it is suspended, and goes on for somebody else. */
static bool is_borrowed(const view *fn, const root *item) {
  static const char mark[] = "refprune-borrows";
  if (fn->has_suspends || item->kind != ROOT_IS_OUTSIDE || item->path != 0 ||
      !LLVMIsAArgument(item->value))
    return false;
  unsigned index = number_of_argument(item->value) + 1;
  return LLVMGetStringAttributeAtIndex(fn->function, index, mark, sizeof mark - 1) != NULL;
}

/* Also what the operations' roots were before phis were collapsed becomes what they are now. */
static void mark_relevant(scan *in) {
  view *fn = in->fn;
  roots *names = &fn->names;
  bool *wanted = ARENA_NEW(fn->pool, bool, names->count);
  for (uint32_t i = 0; i < in->count; i++) {
    candidate *item = &in->items[i];
    if (!item->is_refop)
      continue;
    item->root = names->root[item->root].representative;
    if (item->root >= FIRST_ROOT)
      wanted[names->root[item->root].component] = true;
  }
  for (uint32_t r = FIRST_ROOT; r < names->count; r++) {
    root *item = &names->root[r];
    item->relevant = item->representative == r && wanted[item->component];
    item->borrowed = item->relevant && is_borrowed(fn, item);
  }
}

/* -- All of it ------------------------------------------------------------------------------------ */

static void note_dead_ends(view *fn) {
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    fn->has_dead_ends |= fn->cfg.end[b] == END_DEAD;
}

bool view_build(view *fn, arena *pool, symbols *known, LLVMValueRef function) {
  return view_build_with(fn, pool, known, function, NULL);
}

bool view_build_with(view *fn, arena *pool, symbols *known, LLVMValueRef function,
                     const roots *before) {
  memset(fn, 0, sizeof *fn);
  fn->pool = pool;
  fn->known = known;
  fn->function = function;
  graph_build(&fn->cfg, pool, known, function);
  roots_init(&fn->names, pool, known, &fn->cfg);
  scan work = {.fn = fn};
  walk_instructions(&work);
  if (fn->increfs + fn->decrefs == 0)
    return false;
  for (uint32_t i = 0; i < work.phi_count; i++)
    roots_add(&fn->names, work.phis[i]);
  if (before)
    roots_add_all(&fn->names, before);
  roots_settle(&fn->names);
  mark_relevant(&work);
  users_find(&work.users, fn);
  if (work.users.compared || work.users.all)
    nulls_find(fn);
  note_dead_ends(fn);
  fn->is_irreducible = graph_is_irreducible(&fn->cfg);
  find_awaits(&work);
  scan_write_sites(&work);
  view_arrange(fn);
  fn->stamp = ARENA_NEW(pool, uint32_t, fn->cfg.count);
  fn->number = ARENA_NEW_UNSET(pool, uint32_t, fn->cfg.count);
  fn->queue = ARENA_NEW(pool, uint32_t, fn->cfg.count);
  hazards_index(fn);
  return true;
}
