/* roots.c - follow names to the object they stand for. */
#include "prune/collapse.h"

#include "prune/llvm_compat.h"

/* A value and the field of it that is meant. */
typedef struct name {
  LLVMValueRef value;
  path_indices path;
} name;

void roots_init(roots *all, arena *pool, symbols *known, const graph *cfg) {
  memset(all, 0, sizeof *all);
  all->pool = pool;
  all->known = known;
  all->cfg = cfg;
  all->index.pool = pool;
  all->growing = true;
  ARENA_RESERVE(pool, all->root, all->count, all->capacity);
  all->root[ROOT_NULL] = (root){.kind = ROOT_IS_NULL, .representative = ROOT_NULL};
  all->root[ROOT_UNDEF] = (root){.kind = ROOT_IS_UNDEF, .representative = ROOT_UNDEF};
  all->count = all->settled = FIRST_ROOT;
  ARENA_RESERVE(pool, all->paths, all->path_count, all->path_capacity);
  all->paths[all->path_count++] = (path_indices){.count = 0};
}

const path_indices *roots_path(const roots *all, uint32_t path) {
  return &all->paths[path];
}

static bool same_path(const path_indices *a, const path_indices *b) {
  return a->count == b->count && memcmp(a->index, b->index, a->count * sizeof a->index[0]) == 0;
}

/* Its number, or path_count. */
static uint32_t find_path(const roots *all, const path_indices *path) {
  uint32_t i = 0;
  while (i < all->path_count && !same_path(&all->paths[i], path))
    i++;
  return i;
}

static uint32_t intern_path(roots *all, const path_indices *path) {
  uint32_t found = find_path(all, path);
  if (found < all->path_count)
    return found;
  ARENA_RESERVE(all->pool, all->paths, all->path_count, all->path_capacity);
  all->paths[all->path_count] = *path;
  return all->path_count++;
}

/* Puts the indices of an extractvalue before the path; false: too deep to follow. */
static bool prepend(path_indices *path, const unsigned *indices, uint32_t count) {
  if (path->count + count > MAX_PATH)
    return false;
  memmove(path->index + count, path->index, path->count * sizeof path->index[0]);
  memcpy(path->index, indices, count * sizeof path->index[0]);
  path->count += count;
  return true;
}

static void drop_front(path_indices *path, uint32_t count) {
  path->count -= count;
  memmove(path->index, path->index + count, path->count * sizeof path->index[0]);
}

static uint32_t common_prefix(const path_indices *path, const unsigned *indices, uint32_t count) {
  uint32_t i = 0;
  while (i < count && i < path->count && path->index[i] == indices[i])
    i++;
  return i;
}

static bool step_to(name *at, LLVMValueRef value) {
  at->value = value;
  return true;
}

/* insertvalue: the inserted value where the path leads into it, the older aggregate where the path
 * leads past it. A path that ends above the inserted field names a mixture. */
static bool step_insert(name *at) {
  const unsigned *indices = LLVMGetIndices(at->value);
  uint32_t count = LLVMGetNumIndices(at->value);
  uint32_t common = common_prefix(&at->path, indices, count);
  if (common == count) {
    drop_front(&at->path, count);
    return step_to(at, LLVMGetOperand(at->value, 1));
  }
  if (common == at->path.count)
    return false;
  return step_to(at, LLVMGetOperand(at->value, 0));
}

static bool step_extract(name *at) {
  if (!prepend(&at->path, LLVMGetIndices(at->value), LLVMGetNumIndices(at->value)))
    return false;
  return step_to(at, LLVMGetOperand(at->value, 0));
}

static bool has_only_zero_indices(LLVMValueRef gep) {
  int count = LLVMGetNumOperands(gep);
  for (int i = 1; i < count; i++) {
    LLVMValueRef index = LLVMGetOperand(gep, (unsigned)i);
    if (!LLVMIsConstant(index) || !LLVMIsNull(index))
      return false;
  }
  return compat_is_pointer(gep);
}

/* inttoptr(ptrtoint p) is p where the integer has the pointer's width and no address space is
 * changed. */
static bool step_round_trip(const roots *all, name *at) {
  LLVMValueRef integer = LLVMGetOperand(at->value, 0);
  bool is_cast = LLVMIsAPtrToIntInst(integer) ||
                 (LLVMIsAConstantExpr(integer) && LLVMGetConstOpcode(integer) == LLVMPtrToInt);
  if (!is_cast || LLVMGetTypeKind(LLVMTypeOf(integer)) != LLVMIntegerTypeKind ||
      LLVMGetIntTypeWidth(LLVMTypeOf(integer)) != all->known->pointer_bits)
    return false;
  LLVMValueRef pointer = LLVMGetOperand(integer, 0);
  if (LLVMTypeOf(pointer) != LLVMTypeOf(at->value) ||
      LLVMGetPointerAddressSpace(LLVMTypeOf(pointer)) != 0)
    return false;
  return step_to(at, pointer);
}

static bool step_returned(const roots *all, name *at) {
  const callee_info *callee = symbols_callee(all->known, at->value);
  int parameter = symbols_returned(all->known, at->value, callee);
  if (parameter < 0)
    return false;
  LLVMValueRef argument = LLVMGetOperand(at->value, (unsigned)parameter);
  return LLVMTypeOf(argument) == LLVMTypeOf(at->value) && step_to(at, argument);
}

/* What LLVMGetInstructionOpcode says of values that are none. */
enum { NO_INSTRUCTION = 0 };

/* Is this an instruction, and one that step_operation does not see through? So are most addresses that
 * are loaded from or stored to: variables, and places within something. */
static bool is_opaque(LLVMValueRef value) {
  switch ((unsigned)LLVMGetInstructionOpcode(value)) {
  case NO_INSTRUCTION:
  case LLVMBitCast:
  case LLVMFreeze:
  case LLVMIntToPtr:
  case LLVMInsertValue:
  case LLVMExtractValue:
  case LLVMCall:
  case LLVMInvoke:
    return false;
  case LLVMGetElementPtr:
    return !has_only_zero_indices(value);
  default:
    return true;
  }
}

static bool step_operation(const roots *all, name *at, unsigned opcode) {
  switch (opcode) {
  case LLVMBitCast:
    return compat_is_pointer(LLVMGetOperand(at->value, 0)) &&
           step_to(at, LLVMGetOperand(at->value, 0));
  case LLVMFreeze:
    return step_to(at, LLVMGetOperand(at->value, 0));
  case LLVMGetElementPtr:
    return has_only_zero_indices(at->value) && step_to(at, LLVMGetOperand(at->value, 0));
  case LLVMIntToPtr:
    return step_round_trip(all, at);
  case LLVMInsertValue:
    return step_insert(at);
  case LLVMExtractValue:
    return step_extract(at);
  case LLVMCall:
  case LLVMInvoke:
    return step_returned(all, at);
  default:
    return false;
  }
}

/* A field of a constant struct or array. */
static bool step_constant(const roots *all, name *at) {
  if (LLVMIsAConstantExpr(at->value))
    return step_operation(all, at, LLVMGetConstOpcode(at->value));
  if (at->path.count == 0)
    return false;
  LLVMValueRef element = LLVMGetAggregateElement(at->value, at->path.index[0]);
  if (!element)
    return false;
  drop_front(&at->path, 1);
  return step_to(at, element);
}

/* One step towards the root; false where `at` has arrived, as at phis and selects. */
static bool step(const roots *all, name *at) {
  unsigned opcode = LLVMGetInstructionOpcode(at->value);
  if (opcode != NO_INSTRUCTION)
    return step_operation(all, at, opcode);
  return LLVMIsConstant(at->value) && step_constant(all, at);
}

static root_kind kind_of(unsigned opcode) {
  switch (opcode) {
  case NO_INSTRUCTION:
    return ROOT_IS_OUTSIDE;
  case LLVMPHI:
    return ROOT_IS_PHI;
  case LLVMSelect:
    return ROOT_IS_SELECT;
  default:
    return ROOT_IS_INSTRUCTION;
  }
}

/* Fills in what an instruction's opcode says about its result. */
static void describe(const roots *all, root *item, unsigned opcode) {
  item->kind = kind_of(opcode);
  if (item->kind == ROOT_IS_OUTSIDE)
    return;
  item->block = graph_index(all->cfg, LLVMGetInstructionParent(item->value));
  item->at_terminator = opcode == LLVMInvoke || opcode == LLVMCallBr;
  item->derived = opcode == LLVMGetElementPtr || opcode == LLVMExtractValue; /* too deep a field */
  if (opcode == LLVMCall || opcode == LLVMInvoke) {
    const callee_info *callee = symbols_callee(all->known, item->value);
    item->fresh = symbols_is_allocator(callee) && item->path == 0; /* of two fields one may own the other */
    item->leaf = item->fresh && callee->kind == CALLEE_LEAF_ALLOCATOR;
    item->derived = (callee->no_memory || callee->runtime || callee->intrinsic) && !item->fresh;
  }
#ifdef REFPRUNE_BROKEN_NEVER_DERIVED
  item->derived = false;
#endif
}

static uint32_t add_root(roots *all, LLVMValueRef value, uint32_t path) {
  ARENA_RESERVE(all->pool, all->root, all->count, all->capacity);
  uint32_t number = all->count++;
  root *item = &all->root[number];
  *item = (root){.value = value, .path = path, .representative = number};
  describe(all, item, LLVMGetInstructionOpcode(value));
  pointer_map_set(&all->index, value, path, number);
  return number;
}

/* The root that a value which is no instruction or argument is for certain, or NO_ROOT. */
static uint32_t nothing(LLVMValueRef value) {
  if (!LLVMIsConstant(value))
    return NO_ROOT;
  if (LLVMIsUndef(value) || LLVMIsPoison(value))
    return ROOT_UNDEF;
  return LLVMIsNull(value) ? ROOT_NULL : NO_ROOT;
}

/* The root of a name that no step leads on from. */
static uint32_t root_at_end(roots *all, const name *at, bool moved) {
  uint32_t number = nothing(at->value);
  if (number != NO_ROOT)
    return number;
  if (!moved && !all->growing && at->path.count == 0) /* roots_find has looked already */
    return NO_ROOT;
  uint32_t path = intern_path(all, &at->path);
  number = pointer_map_get(&all->index, at->value, path);
  if (number != POINTER_MAP_NONE)
    return number;
  return all->growing ? add_root(all, at->value, path) : NO_ROOT;
}

/* So many steps are taken without asking whether the rest of the way is known. */
enum { LONG_WAY = 16 };

/* POINTER_MAP_NONE: it is not known. */
static uint32_t known_at(const roots *all, const name *at) {
  uint32_t path = find_path(all, &at->path);
  return path < all->path_count ? pointer_map_get(&all->index, at->value, path) : POINTER_MAP_NONE;
}

/* Answers for the first name of a way, if it is a pointer, and for every so many of a long one: where each
 * name of a chain is asked for, no step is taken more than a few times. */
static void add_short_cuts(roots *all, name at, uint32_t steps, uint32_t number) {
  if (steps && compat_is_pointer(at.value))
    pointer_map_set(&all->index, at.value, intern_path(all, &at.path), number);
  for (uint32_t i = 1; steps > LONG_WAY && i < steps; i++) {
    step(all, &at);
    if (i % LONG_WAY == 0)
      pointer_map_set(&all->index, at.value, intern_path(all, &at.path), number);
  }
}

static uint32_t resolve(roots *all, name at) {
  name first = at;
  uint32_t steps = 0, number = POINTER_MAP_NONE;
  while (number == POINTER_MAP_NONE && step(all, &at))
    if (++steps > LONG_WAY)
      number = known_at(all, &at);
  if (number == POINTER_MAP_NONE)
    number = root_at_end(all, &at, steps != 0);
  if (number != NO_ROOT)
    add_short_cuts(all, first, steps, number);
  return number;
}

static uint32_t resolve_pointer(roots *all, LLVMValueRef value) {
  uint32_t number = pointer_map_get(&all->index, value, 0);
  if (number != POINTER_MAP_NONE)
    return number;
  if (is_opaque(value))
    return all->growing ? add_root(all, value, 0) : NO_ROOT;
  return resolve(all, (name){.value = value});
}

static void read_input(roots *all, uint32_t number, LLVMValueRef value, uint32_t block) {
  uint32_t path = all->root[number].path, from; /* finding `from` may move all->root */
  if (path == 0)
    from = resolve_pointer(all, value);
  else
    from = resolve(all, (name){.value = value, .path = all->paths[path]});
  root *item = &all->root[number];
  item->inputs[item->input_count++] = (root_input){.root = from, .block = block};
}

static void read_phi(roots *all, uint32_t number) {
  LLVMValueRef phi = all->root[number].value;
  unsigned count = LLVMCountIncoming(phi);
  all->root[number].inputs = ARENA_NEW(all->pool, root_input, count);
  for (unsigned i = 0; i < count; i++) {
    uint32_t block = graph_index(all->cfg, LLVMGetIncomingBlock(phi, i));
    if (block != NO_BLOCK) /* an edge that is never taken brings nothing */
      read_input(all, number, LLVMGetIncomingValue(phi, i), block);
  }
}

static void read_select(roots *all, uint32_t number) {
  LLVMValueRef select = all->root[number].value;
  bool scalar =
      LLVMGetTypeKind(LLVMTypeOf(LLVMGetOperand(select, 0))) == LLVMIntegerTypeKind;
  if (!scalar) /* a choice lane by lane is nobody's name */
    return;
  all->root[number].inputs = ARENA_NEW(all->pool, root_input, 2);
  for (unsigned i = 1; i <= 2; i++)
    read_input(all, number, LLVMGetOperand(select, i), all->root[number].block);
}

/* Reads the inputs of new phis and selects, which may bring further ones. */
static void read_inputs(roots *all) {
  for (; all->settled < all->count; all->settled++) {
    if (all->root[all->settled].kind == ROOT_IS_PHI)
      read_phi(all, all->settled);
    else if (all->root[all->settled].kind == ROOT_IS_SELECT)
      read_select(all, all->settled);
  }
}

uint32_t roots_add(roots *all, LLVMValueRef value) {
  uint32_t number = resolve_pointer(all, value);
  read_inputs(all);
  return number;
}

void roots_add_all(roots *all, const roots *others) {
  for (uint32_t r = FIRST_ROOT; r < others->count; r++) {
    const root *item = &others->root[r];
    resolve(all, (name){.value = item->value, .path = *roots_path(others, item->path)});
  }
  read_inputs(all);
}

/* -- Components ---------------------------------------------------------------------------------- */

static uint32_t find_component(root *items, uint32_t number) {
  while (items[number].component != number) {
    items[number].component = items[items[number].component].component;
    number = items[number].component;
  }
  return number;
}

static void join(root *items, uint32_t a, uint32_t b) {
  a = find_component(items, a);
  b = find_component(items, b);
  if (a < b)
    items[b].component = a;
  else
    items[a].component = b;
}

static void link_components(roots *all) {
  root *items = all->root;
  for (uint32_t i = 0; i < all->count; i++)
    items[i].component = i;
  for (uint32_t i = FIRST_ROOT; i < all->count; i++) {
    if (items[i].representative != i)
      continue;
    for (uint32_t k = 0; k < items[i].input_count; k++) {
      root_input *input = &items[i].inputs[k];
      input->root = items[input->root].representative;
      if (input->root >= FIRST_ROOT)
        join(items, i, input->root);
    }
  }
  for (uint32_t i = FIRST_ROOT; i < all->count; i++)
    items[i].component = find_component(items, i);
}

void roots_settle(roots *all) {
  all->growing = false;
  collapse_phis(all);
  link_components(all);
}

LLVMValueRef roots_strip(const roots *all, LLVMValueRef value) {
  name at = {.value = value};
  while (step(all, &at))
    continue;
  return at.path.count ? value : at.value;
}

uint32_t roots_known(const roots *all, LLVMValueRef value, const path_indices *path) {
  uint32_t number = known_at(all, &(name){.value = value, .path = *path});
  return number == POINTER_MAP_NONE ? NO_ROOT : all->root[number].representative;
}

uint32_t roots_find(roots *all, LLVMValueRef value) {
  uint32_t number = resolve_pointer(all, value);
  return number == NO_ROOT ? NO_ROOT : all->root[number].representative;
}
