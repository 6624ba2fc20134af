/* sites.c - what each instruction that may matter is to the roots: operation, use, hazard, mark. */
#include "prune/hazards.h"
#include "prune/llvm_compat.h"
#include "prune/nulls.h"
#include "prune/scan.h"
#include "prune/stand_ins.h"

static uint32_t relevant_root(view *fn, LLVMValueRef value) {
  uint32_t number = roots_find(&fn->names, value);
  return number != NO_ROOT && fn->names.root[number].relevant ? number : NO_ROOT;
}

typedef struct writer {
  view *fn;
  const candidate *at;
  bool uses_names; /* maybe, beside being an operation */
  bool awaits;     /* the coroutine may be resumed by whatever is called, and go on behind its suspend */
  site *site;      /* of `at`, or NULL */
} writer;

/* The same root; NO_ROOT where it is known to be null here. */
static uint32_t object_here(const writer *out, uint32_t number) {
  return nulls_in_block(out->fn, number, out->at->block) ? NO_ROOT : number;
}

/* The relevant root that an operand names. */
static uint32_t object_of(const writer *out, LLVMValueRef operand) {
  return object_here(out, relevant_root(out->fn, operand));
}

static site *the_site(writer *out) {
  if (!out->site) {
    out->site = &out->fn->sites[out->fn->site_count++]; /* there is room for all candidates */
    *out->site = (site){
        .instruction = out->at->instruction,
        .block = out->at->block,
        .root = NO_ROOT,
        .ends_block = out->at->opcode == LLVMInvoke || out->at->opcode == LLVMCallBr,
    };
  }
  return out->site;
}

static event *add_event(writer *out, uint32_t number, event_kind kind) {
  view *fn = out->fn;
  the_site(out);
  ARENA_RESERVE(fn->pool, fn->events, fn->event_count, fn->event_capacity);
  event *item = &fn->events[fn->event_count++];
  *item = (event){.site = fn->site_count - 1, .root = number, .kind = kind};
  return item;
}

/* Effects on every object that the site does not name itself. */
static void add_flags(writer *out, unsigned flags, uint32_t number, bool hits_own) {
  site *item = the_site(out);
  bool first = item->flags == 0;
  item->root = first || item->root == number ? number : NO_ROOT; /* several: any */
  item->flags |= (uint8_t)flags;
  item->hits_own |= hits_own;
}

static void write_null_op(view *fn, LLVMValueRef call) {
  ARENA_RESERVE(fn->pool, fn->null_ops, fn->null_op_count, fn->null_op_capacity);
  fn->null_ops[fn->null_op_count++] = call;
}

static void write_op(writer *out, callee_kind kind, uint32_t number, bool plain, bool fixed) {
  bool up = kind == CALLEE_INCREF;
  event *item = add_event(out, number, up ? EVENT_INCREF : EVENT_DECREF);
  item->plain = plain;
  item->fixed = fixed;
  add_flags(out, hazards_of_op(out->fn, item->kind, number), number, false);
}

static void write_refop(writer *out) {
  bool pinned = symbols_is_pinned(out->fn->known, out->at->instruction);
  uint32_t number = out->at->root < FIRST_ROOT ? NO_ROOT : object_here(out, out->at->root);
  if (number != NO_ROOT)
    write_op(out, out->at->callee->kind, number, true, pinned);
  else if (!pinned)
    write_null_op(out->fn, out->at->instruction);
}

/* What a call that counts or looks at an object is about; NO_ROOT: anything. */
static uint32_t first_object(const writer *out, LLVMValueRef call) {
  bool has_object = LLVMGetNumArgOperands(call) > 0 && compat_is_pointer(LLVMGetOperand(call, 0));
  return has_object ? object_of(out, LLVMGetOperand(call, 0)) : NO_ROOT;
}

/* An observer that is told of several objects may look at any of them. */
static uint32_t observed_object(const writer *out, LLVMValueRef call) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned i = 1; i < count; i++) {
    LLVMValueRef argument = LLVMGetOperand(call, i);
    bool is_number = LLVMGetTypeKind(LLVMTypeOf(argument)) == LLVMIntegerTypeKind;
    if (!is_number && !LLVMIsConstant(argument))
      return NO_ROOT;
  }
  return first_object(out, call);
}

/* Whoever goes on from the call, a caller or another version of the function, sees every count. */
static bool leaves_for_another(const writer *out, LLVMValueRef call) {
  return (out->fn->cfg.end[out->at->block] == END_UNREACHABLE &&
          symbols_may_leave(out->fn->known, call)) ||
         symbols_may_deoptimize(call);
}

/* A consuming callee gives back one reference of its argument, at a place that cannot move. What an
 * aggregate or an integer holds may be any object. */
static void write_consumed(writer *out, LLVMValueRef call, unsigned first) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned i = first; i < count; i++) {
    LLVMValueRef argument = LLVMGetOperand(call, i);
    if (!symbols_consumes(call, out->at->callee, i))
      continue;
    uint32_t number = compat_is_pointer(argument) ? object_of(out, argument) : NO_ROOT;
    if (number != NO_ROOT)
      add_event(out, number, EVENT_DECREF)->fixed = true;
    add_flags(out, SITE_RELEASES | SITE_FREEZES, number, true);
  }
}

/* A call of the incref or decref function that is not to be touched: an invoke, one with operand
 * bundles, one with a signature of its own, one that consumes further arguments. Its effect still counts,
 * for its first argument where that is a pointer, else for anything. */
static void write_untouchable(writer *out, LLVMValueRef call, callee_kind kind) {
  uint32_t number = first_object(out, call);
  if (number != NO_ROOT)
    write_op(out, kind, number, false, true);
  else
    add_flags(out, hazards_of_op(out->fn, kind == CALLEE_INCREF ? EVENT_INCREF : EVENT_DECREF, NO_ROOT),
              NO_ROOT, true);
  write_consumed(out, call, 1);
  if (leaves_for_another(out, call))
    add_flags(out, SITE_FREEZES, NO_ROOT, true);
}

/* memcpy and its kin touch what their pointers name unless the length may be zero. */
static bool copies_something(LLVMValueRef call) {
  if (LLVMGetNumArgOperands(call) < 3)
    return false;
  LLVMValueRef length = LLVMGetOperand(call, 2);
  return LLVMIsAConstantInt(length) && !LLVMIsNull(length);
}

/* Does a pointer handed to this call have to be null or live (promise C6)? */
static bool borrows_arguments(const view *fn, LLVMValueRef call, const callee_info *callee) {
  if (callee->intrinsic)
    return callee->memory_intrinsic && copies_something(call);
  return !symbols_touches_no_memory(fn->known, call, callee);
}

/* The pointer is lent to a callee, or the MemInfo's own memory is read or written by this name. */
static void write_use(writer *out, LLVMValueRef pointer) {
  uint32_t number = object_of(out, pointer);
  if (number != NO_ROOT)
    add_event(out, number, EVENT_USE);
}

/* What has no size is read or written without touching memory. */
static void write_access(writer *out, unsigned address, LLVMTypeRef type) {
  if (out->uses_names && !compat_may_be_empty(type))
    write_use(out, LLVMGetOperand(out->at->instruction, address));
}

/* A callee may return its argument with a reference more, which is given back under any of its names; so
 * may what stands for such a function, though it is not believed that it returns it. */
static void write_returned(writer *out, LLVMValueRef call, const callee_info *callee) {
  LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(call));
  if (kind != LLVMPointerTypeKind && kind != LLVMStructTypeKind && kind != LLVMArrayTypeKind)
    return;
  int parameter = symbols_returned(out->fn->known, call, callee);
  parameter = parameter < 0 ? (int)callee->perhaps_returned - 1 : parameter;
  if (parameter < 0 || (unsigned)parameter >= LLVMGetNumArgOperands(call))
    return;
  LLVMValueRef argument = LLVMGetOperand(call, (unsigned)parameter);
  add_flags(out, SITE_CLAMPS, compat_is_pointer(argument) ? object_of(out, argument) : NO_ROOT, true);
}

static void write_arguments(writer *out, LLVMValueRef call, const callee_info *callee) {
  bool borrows = out->uses_names && borrows_arguments(out->fn, call, callee), consumes = false;
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef argument = LLVMGetOperand(call, i);
    if (borrows && compat_is_pointer(argument))
      write_use(out, argument);
    consumes |= symbols_call_consumes(call, i);
  }
  write_returned(out, call, callee);
  if (consumes || callee->consumes)
    write_consumed(out, call, 0);
}

/* Definitions whose place among the sites matters, since they start a bound: fresh allocations and
 * selects. All others start with nothing known. */
static void write_definition(writer *out, LLVMValueRef instruction) {
  uint32_t number = relevant_root(out->fn, instruction);
  if (number != NO_ROOT && out->fn->names.root[number].value == instruction)
    add_event(out, number, EVENT_DEFINITION);
}

static bool is_assembler(LLVMValueRef call) {
  return LLVMIsAInlineAsm(LLVMGetCalledValue(call)) != NULL;
}

/* What a function does to objects that it is given in some way. */
static unsigned flags_of_wrapped(const callee_info *callee) {
  unsigned flags = callee->kind == CALLEE_INCREF ? SITE_RETAINS : 0;
  if (callee->kind == CALLEE_DECREF)
    flags |= SITE_RELEASES;
  if (callee->kind == CALLEE_OBSERVER || callee->observes)
    flags |= SITE_FREEZES;
  if (callee->returned >= 0)
    flags |= SITE_CLAMPS;
  return callee->consumes ? flags | SITE_RELEASES | SITE_FREEZES : flags;
}

/* A statepoint or patchpoint calls the function that it is given, by whatever name. So may assembler, or
 * one that it spells out. */
static void write_wrapped(writer *out, LLVMValueRef call) {
  symbols *known = out->fn->known;
  unsigned count = LLVMGetNumArgOperands(call), flags = 0;
  for (unsigned i = 0; i < count; i++) {
    const callee_info *callee = stand_ins_find(known, LLVMGetOperand(call, i));
    flags |= callee ? flags_of_wrapped(callee) : 0;
  }
  LLVMValueRef assembler = is_assembler(call) ? LLVMGetCalledValue(call) : NULL;
  if (assembler && stand_ins_may_count(known, assembler))
    flags |= SITE_RETAINS | SITE_RELEASES;
  if (assembler && stand_ins_may_observe(known, assembler))
    flags |= SITE_FREEZES;
  if (flags)
    add_flags(out, flags, NO_ROOT, true);
}

/* Constants are functions and tables, integers are sizes but where one was just made of a pointer. */
static bool may_be_object(LLVMValueRef argument) {
  if (LLVMIsConstant(argument))
    return false;
  switch (LLVMGetTypeKind(LLVMTypeOf(argument))) {
  case LLVMIntegerTypeKind:
    return LLVMIsAPtrToIntInst(argument);
  case LLVMFloatTypeKind:
  case LLVMDoubleTypeKind:
    return false;
  default:
    return true;
  }
}

static bool is_given_objects(LLVMValueRef call) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned i = 0; i < count; i++)
    if (may_be_object(LLVMGetOperand(call, i)))
      return true;
  return false;
}

/* A callee may keep what it was given, or has come by before, in a reference of its own. */
static bool may_keep(LLVMValueRef call, const callee_info *callee) {
#ifdef REFPRUNE_BROKEN_NOBODY_KEEPS
  return false;
#endif
  if (symbols_is_bundled(call, callee))
    return true;
  if (callee->inert || callee->read_only)
    return false;
  return !callee->runtime || (symbols_is_allocator(callee) && is_given_objects(call));
}

static bool is_strict(const view *fn) {
  return fn->known->options->mode == REFPRUNE_STRICT;
}

static void write_other_call(writer *out, LLVMValueRef call, const callee_info *callee) {
  callee_kind kind = callee->kind;
  bool keeps = may_keep(call, callee);
  write_arguments(out, call, callee);
  if (callee->intrinsic ? !callee->inert : !callee->function && is_assembler(call))
    write_wrapped(out, call);
  if (callee->may_count)
    add_flags(out, SITE_RETAINS | SITE_RELEASES, NO_ROOT, true);
  if (callee->publishes)
    add_flags(out, SITE_PUBLISHES, NO_ROOT, true);
  if (kind == CALLEE_OBSERVER)
    add_flags(out, SITE_FREEZES, observed_object(out, call), true);
  if (callee->observes || leaves_for_another(out, call))
    add_flags(out, SITE_FREEZES, NO_ROOT, true);
  if (kind == CALLEE_SUSPEND || kind == CALLEE_AWAIT || (out->awaits && keeps))
    add_flags(out, SITE_FREEZES | SITE_RELEASES | SITE_CLAMPS, NO_ROOT, true);
  if (is_strict(out->fn) && (callee->may_release || symbols_is_bundled(call, callee)) &&
      !symbols_touches_no_memory(out->fn->known, call, callee))
    add_flags(out, SITE_RELEASES | SITE_CLAMPS, NO_ROOT, true);
  if (keeps)
    add_flags(out, SITE_REVIVES, NO_ROOT, true);
  if (symbols_is_allocator(callee))
    write_definition(out, call);
}

static void write_call(writer *out, LLVMValueRef call) {
  const callee_info *callee = out->at->callee;
  if (out->at->is_refop)
    write_refop(out);
  else if (symbols_is_refop(callee))
    write_untouchable(out, call, callee->kind);
  else
    write_other_call(out, call, callee);
}

static bool may_hold_pointer(const view *fn, LLVMValueRef value) {
  bool plain = LLVMIsAConstantInt(value) || LLVMIsAConstantFP(value) ||
               (LLVMIsConstant(value) && LLVMIsNull(value));
  return !plain && symbols_may_hold_pointer(fn->known, LLVMTypeOf(value));
}

/* An acquire may tell that another thread has taken a reference of its own, on which later uses rest, as
 * they may on what a callee has kept. */
static void write_atomic(writer *out, LLVMValueRef instruction, LLVMValueRef value) {
  if (value && may_hold_pointer(out->fn, value))
    add_flags(out, SITE_PUBLISHES, NO_ROOT, true);
  if (compat_strongest_ordering(instruction) <= LLVMAtomicOrderingMonotonic)
    return;
  add_flags(out, SITE_REVIVES, NO_ROOT, true);
  if (is_strict(out->fn))
    add_flags(out, SITE_RELEASES | SITE_CLAMPS, NO_ROOT, true);
}

static void write_store(writer *out, LLVMValueRef store) {
  write_access(out, 1, LLVMTypeOf(LLVMGetOperand(store, 0)));
  if (LLVMGetOrdering(store) != LLVMAtomicOrderingNotAtomic)
    write_atomic(out, store, LLVMGetOperand(store, 0));
  if (out->at->raises)
    add_flags(out, SITE_RAISES, NO_ROOT, true);
}

/* Of what else is put into memory in one step a pointer may be left: `or` into zero stores it, as a maximum
 * or a sum does. */
static bool is_sum_of_fractions(LLVMValueRef instruction) {
  LLVMAtomicRMWBinOp operation = LLVMGetAtomicRMWBinOp(instruction);
  return operation == LLVMAtomicRMWBinOpFAdd || operation == LLVMAtomicRMWBinOpFSub;
}

static void write_exchange(writer *out, LLVMValueRef instruction, LLVMOpcode opcode) {
  write_access(out, 0, LLVMTypeOf(LLVMGetOperand(instruction, 1)));
  LLVMValueRef value = NULL;
  if (opcode == LLVMAtomicCmpXchg)
    value = LLVMGetOperand(instruction, 2);
  else if (!is_sum_of_fractions(instruction))
    value = LLVMGetOperand(instruction, 1);
  write_atomic(out, instruction, value);
}

static void write_candidate(writer *out) {
  LLVMValueRef instruction = out->at->instruction;
  switch (out->at->opcode) {
  case LLVMLoad:
    write_access(out, 0, LLVMTypeOf(instruction));
    if (LLVMGetOrdering(instruction) != LLVMAtomicOrderingNotAtomic)
      write_atomic(out, instruction, NULL);
    break;
  case LLVMStore:
    write_store(out, instruction);
    break;
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    write_exchange(out, instruction, out->at->opcode);
    break;
  case LLVMFence:
    write_atomic(out, instruction, NULL);
    break;
  case LLVMSelect:
    write_definition(out, instruction);
    break;
  default:
    write_call(out, instruction);
    break;
  }
}

void scan_write_sites(scan *in) {
  view *fn = in->fn;
  fn->first_site = ARENA_NEW_UNSET(fn->pool, uint32_t, fn->cfg.count + 1);
  ARENA_RESERVE_MORE(fn->pool, fn->sites, 0, in->count, fn->site_capacity);
  uint32_t block = 0;
  for (uint32_t i = 0; i < in->count; i++) {
    const candidate *item = &in->items[i];
    while (block <= item->block)
      fn->first_site[block++] = fn->site_count;
    writer out = {.fn = fn, .at = item, .awaits = in->awaits && in->awaits[i]};
    out.uses_names = !item->is_refop && users_include(&in->users, item->instruction);
    write_candidate(&out);
  }
  while (block <= fn->cfg.count)
    fn->first_site[block++] = fn->site_count;
}
