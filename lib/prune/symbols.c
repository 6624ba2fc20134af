/* symbols.c - recognise functions by name, signature and attributes. */
#include "prune/symbols.h"

#include <string.h>

#include "prune/llvm_compat.h"
#include "prune/observing.h"
#include "prune/stand_ins.h"
#include "prune/summaries.h"

static const char CONSUMES[] = "refprune-consumes";
static const char PINNED[] = "refprune.pinned";

/* A function's name; it need not end in '\0'. */
typedef struct spelling {
  const char *text;
  size_t length;
} spelling;

static bool puts_underscore(LLVMModuleRef module) {
  const char *layout = LLVMGetDataLayoutStr(module);
  return strstr(layout, "m:o") || strstr(layout, "m:x");
}

/* Behind '\1' stands what the linker knows the function by, on some systems with an underscore in front. */
static spelling name_of(LLVMValueRef function) {
  spelling name;
  name.text = LLVMGetValueName2(function, &name.length);
  if (name.length == 0 || name.text[0] != '\1')
    return name;
  size_t extra = puts_underscore(LLVMGetGlobalParent(function)) ? 2 : 1;
  if (extra == 2 && (name.length == 1 || name.text[1] != '_'))
    return name;
  return (spelling){.text = name.text + extra, .length = name.length - extra};
}

static bool begins_with(spelling name, const char *prefix) {
  size_t length = strlen(prefix);
  return name.length >= length && memcmp(name.text, prefix, length) == 0;
}

static bool named(spelling name, const char *wanted) {
  return wanted && name.length == strlen(wanted) && memcmp(name.text, wanted, name.length) == 0;
}

static bool function_has(LLVMValueRef function, unsigned kind) {
  return LLVMGetEnumAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                                     kind) != NULL;
}

bool symbols_call_has(LLVMValueRef call, unsigned kind) {
  return LLVMGetCallSiteEnumAttribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, kind) !=
         NULL;
}

/* `void (ptr, ...)`: the object comes first, what follows does not matter. */
static bool has_refop_signature(LLVMValueRef function) {
  LLVMTypeRef type = LLVMGlobalGetValueType(function);
  if (LLVMGetTypeKind(LLVMGetReturnType(type)) != LLVMVoidTypeKind || LLVMIsFunctionVarArg(type) ||
      LLVMCountParams(function) == 0)
    return false;
  return compat_is_pointer(LLVMGetParam(function, 0));
}

static LLVMValueRef find_refop(LLVMModuleRef module, const char *name) {
  return name ? LLVMGetNamedFunction(module, name) : NULL;
}

static void add_named(symbols *known, const refprune_names *names, callee_kind kind) {
  for (size_t i = 0; i < names->count; i++)
    known->named[known->named_count++] = (named_function){
        .name = names->name[i], .length = strlen(names->name[i]), .kind = kind};
}

static void list_named(symbols *known, const refprune_options *options) {
  size_t count = options->observers.count + options->leaf_allocators.count +
                 options->allocators.count;
  known->named = ARENA_NEW_UNSET(known->pool, named_function, count);
  add_named(known, &options->observers, CALLEE_OBSERVER);
  add_named(known, &options->leaf_allocators, CALLEE_LEAF_ALLOCATOR);
  add_named(known, &options->allocators, CALLEE_ALLOCATOR);
}

/* Objects may be in an address space whose pointers are shorter than others. */
static unsigned least_bits(const symbols *known) {
  LLVMValueRef refop = known->incref ? known->incref : known->decref;
  if (!refop || !has_refop_signature(refop))
    return known->pointer_bits;
  unsigned space = LLVMGetPointerAddressSpace(LLVMTypeOf(LLVMGetParam(refop, 0)));
  unsigned bits = space ? compat_pointer_bits(known->module, space) : known->pointer_bits;
  return bits < known->pointer_bits ? bits : known->pointer_bits;
}

void symbols_init(symbols *known, arena *pool, LLVMModuleRef module,
                  const refprune_options *options) {
  memset(known, 0, sizeof *known);
  known->pool = pool;
  known->options = options;
  known->module = module;
  known->context = LLVMGetModuleContext(module);
  known->index.pool = pool;
  known->incref = find_refop(module, options->incref);
  known->decref = find_refop(module, options->decref);
  list_named(known, options);
  const char *raise = options->raise_metadata ? options->raise_metadata : "refprune.never";
  known->raise_kind =
      LLVMGetMDKindIDInContext(known->context, raise, (unsigned)strlen(raise));
  known->pinned_kind =
      LLVMGetMDKindIDInContext(known->context, PINNED, (unsigned)strlen(PINNED));
  known->attribute_memory = compat_attribute_kind("memory");
  known->attribute_noreturn = compat_attribute_kind("noreturn");
  known->attribute_nounwind = compat_attribute_kind("nounwind");
  known->attribute_returns_twice = compat_attribute_kind("returns_twice");
  known->attribute_returned = compat_attribute_kind("returned");
  known->attribute_nocapture = compat_attribute_kind("nocapture"); /* up to LLVM 20 */
  known->attribute_captures = compat_attribute_kind("captures");   /* since LLVM 21 */
  known->attribute_convergent = compat_attribute_kind("convergent");
  known->attribute_noduplicate = compat_attribute_kind("noduplicate");
  known->attribute_nocallback = compat_attribute_kind("nocallback");
  known->attribute_nonnull = compat_attribute_kind("nonnull");
  known->attribute_dereferenceable = compat_attribute_kind("dereferenceable");
  known->attribute_nosync = compat_attribute_kind("nosync");
  known->attribute_optnone = compat_attribute_kind("optnone");
  known->attribute_cold = compat_attribute_kind("cold");
  static const char interposition[] = "SemanticInterposition";
  known->interposable =
      LLVMGetModuleFlag(module, interposition, sizeof interposition - 1) != NULL;
  known->pointer_bits = compat_pointer_bits(module, 0);
  known->least_bits = least_bits(known);
}

static callee_kind kind_of(const symbols *known, spelling name) {
  if (named(name, known->options->incref))
    return CALLEE_INCREF;
  if (named(name, known->options->decref))
    return CALLEE_DECREF;
  for (uint32_t i = 0; i < known->named_count; i++)
    if (known->named[i].length == name.length &&
        memcmp(known->named[i].name, name.text, name.length) == 0)
      return known->named[i].kind;
  if (begins_with(name, "llvm.coro.suspend") || begins_with(name, "llvm.coro.end"))
    return CALLEE_SUSPEND;
  return begins_with(name, "llvm.coro.save") || begins_with(name, "llvm.coro.await.suspend")
             ? CALLEE_AWAIT
             : CALLEE_OTHER;
}

callee_kind symbols_kind_by_name(const symbols *known, LLVMValueRef global) {
  return kind_of(known, name_of(global));
}

const char *symbols_linker_name(const symbols *known, const char *name) {
  const char *front = puts_underscore(known->module) ? "\1_" : "\1";
  size_t extra = strlen(front), length = strlen(name);
  char *text = ARENA_NEW_UNSET(known->pool, char, extra + length + 1);
  memcpy(text, front, extra);
  memcpy(text + extra, name, length + 1);
  return text;
}

/* The loader may replace external functions where the module says that it respects this. (For some it
 * says otherwise, by dso_local, which the C API does not show.) */
bool symbols_is_final(const symbols *known, LLVMValueRef global) {
  LLVMLinkage linkage = LLVMGetLinkage(global);
  return (linkage == LLVMExternalLinkage && !known->interposable) ||
         linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage;
}

static uint64_t memory_effects(const symbols *known, LLVMValueRef function) {
  LLVMAttributeRef memory = LLVMGetEnumAttributeAtIndex(
      function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, known->attribute_memory);
  return memory ? LLVMGetEnumAttributeValue(memory) : UINT64_MAX;
}

bool symbols_opens_block(LLVMValueRef callee) {
  return LLVMIsAFunction(callee) && LLVMGetIntrinsicID(callee) != 0 &&
         begins_with(name_of(callee), "llvm.callbr.landingpad");
}

/* What copies and fills says nothing of it, for it may be volatile. */
static bool may_synchronise(const symbols *known, LLVMValueRef function, uint64_t effects) {
  return effects != 0 && !function_has(function, known->attribute_nosync) &&
         !function_has(function, known->attribute_noreturn) &&
         !begins_with(name_of(function), "llvm.mem");
}

bool symbols_is_inert(const symbols *known, LLVMValueRef function) {
  if (LLVMGetIntrinsicID(function) == 0)
    return false;
  uint64_t effects = memory_effects(known, function);
  if (may_synchronise(known, function, effects))
    return symbols_opens_block(function);
  return !compat_memory_writes_elsewhere(effects) || function_has(function, known->attribute_nocallback);
}

static void read_memory_attribute(const symbols *known, callee_info *info) {
  uint64_t effects = memory_effects(known, info->function);
  info->no_memory = effects == 0;
  info->read_only = !compat_memory_writes(effects);
}

static void read_parameter_marks(const symbols *known, callee_info *info) {
  info->returned = -1;
  unsigned count = LLVMCountParams(info->function);
  info->takes_more = count > 1;
  for (unsigned i = 0; i < count; i++) {
    if (LLVMGetStringAttributeAtIndex(info->function, i + 1, CONSUMES, sizeof CONSUMES - 1))
      info->consumes = true;
    if (LLVMGetEnumAttributeAtIndex(info->function, i + 1, known->attribute_returned))
      info->returned = (int)i;
  }
}

static bool is_one_of(spelling name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count && name.length; i++)
    if (names[i][0] == name.text[0] && named(name, names[i]))
      return true;
  return false;
}

/* The runtime's functions that make objects, look into them or move their data about: none of them
 * counts anything but the object it makes, runs a destructor, or keeps a pointer it was given. A body
 * of that name in the module is somebody else's. */
static bool is_runtime(LLVMValueRef function, spelling name) {
  if (!begins_with(name, "NRT_") || !LLVMIsDeclaration(function))
    return false;
  static const char *const names[] = {
      "NRT_MemInfo_data",          "NRT_MemInfo_data_fast",    "NRT_MemInfo_size",
      "NRT_MemInfo_refcount",      "NRT_MemInfo_parent",       "NRT_MemInfo_external_allocator",
      "NRT_MemInfo_varsize_alloc", "NRT_MemInfo_varsize_free", "NRT_MemInfo_varsize_realloc",
      "NRT_Allocate",              "NRT_Allocate_External",    "NRT_Reallocate",
      "NRT_Free"};
  return is_one_of(name, names, sizeof names / sizeof *names);
}

/* What C has to leave for a place further up or to end a thread: `noreturn` and `nounwind`, and yet the
 * program may go on and find what was stored on the way. */
static bool is_jump_out(spelling name) {
  static const char *const names[] = {"longjmp",      "_longjmp",   "siglongjmp",
                                      "__longjmp_chk", "setcontext", "pthread_exit",
                                      "thrd_exit",    "ExitThread", "llvm.eh.sjlj.longjmp"};
  return is_one_of(name, names, sizeof names / sizeof *names);
}

/* What the libraries declare with `returns_twice`, and a program that declares it itself may not. */
static bool is_return_point(spelling name) {
  static const char *const names[] = {"setjmp",  "_setjmp",   "sigsetjmp",     "__sigsetjmp",
                                      "savectx", "_setjmpex", "setjmp_syscall", "_setjmp3",
                                      "vfork",   "qsetjmp",   "getcontext",    "llvm.eh.sjlj.setjmp"};
  return is_one_of(name, names, sizeof names / sizeof *names);
}

static void describe(symbols *known, callee_info *info, LLVMValueRef function) {
  spelling name = name_of(function);
  info->function = function;
  info->kind = kind_of(known, name);
  info->intrinsic = LLVMGetIntrinsicID(function) != 0;
  info->runtime = symbols_is_allocator(info) || is_runtime(function, name);
  info->inert = symbols_is_inert(known, function);
  info->observes = observing_asks(known, function);
  info->jumps_out = is_jump_out(name);
  info->cold = function_has(function, known->attribute_cold) ||
               begins_with(name, "llvm.experimental.deoptimize.");
  info->memory_intrinsic = info->intrinsic && begins_with(name, "llvm.mem");
  info->publishes = info->intrinsic && (begins_with(name, "llvm.memcpy.element.unordered.atomic") ||
                                        begins_with(name, "llvm.memmove.element.unordered.atomic"));
  info->stays = info->jumps_out || function_has(function, known->attribute_noreturn);
  info->returns_twice =
      function_has(function, known->attribute_returns_twice) || is_return_point(name);
  info->is_refop = (function == known->incref || function == known->decref) && !info->stays &&
                   !info->returns_twice && has_refop_signature(function);
  read_memory_attribute(known, info);
  read_parameter_marks(known, info);
  if (known->options->mode == REFPRUNE_STRICT)
    info->may_release = !info->runtime && summary_may_release(known, function);
}

static uint32_t add_info(symbols *known, LLVMValueRef function) {
  callee_info *info = ARENA_NEW(known->pool, callee_info, 1);
  describe(known, info, function);
  ARENA_RESERVE(known->pool, known->infos, known->info_count, known->info_capacity);
  known->infos[known->info_count] = info;
  pointer_map_set(&known->index, function, 0, known->info_count);
  return known->info_count++;
}

const callee_info *symbols_function(symbols *known, LLVMValueRef function) {
  uint32_t index = pointer_map_get(&known->index, function, 0);
  if (index == POINTER_MAP_NONE)
    index = add_info(known, function);
  return known->infos[index];
}

const callee_info *symbols_callee(symbols *known, LLVMValueRef call) {
  LLVMValueRef callee = LLVMGetCalledValue(call);
  return LLVMIsAFunction(callee) ? symbols_function(known, callee)
                                 : stand_ins_describe(known, call, callee);
}

bool symbols_is_plain_refop(LLVMValueRef call, const callee_info *callee) {
  return callee->is_refop &&
         LLVMGetCalledFunctionType(call) == LLVMGlobalGetValueType(callee->function) &&
         LLVMGetNumOperandBundles(call) == 0;
}

/* Does the call itself say so, or the function that it calls? */
static bool is_marked(symbols *known, LLVMValueRef call, unsigned kind) {
  LLVMValueRef function = symbols_callee(known, call)->function;
  return (function && function_has(function, kind)) || symbols_call_has(call, kind);
}

/* A function that does not bear null can only be called where it was: where p names an object once, it may
 * be null on another way. */
static bool bears_null(const symbols *known, LLVMValueRef function) {
  return !LLVMGetEnumAttributeAtIndex(function, 1, known->attribute_nonnull) &&
         !LLVMGetEnumAttributeAtIndex(function, 1, known->attribute_dereferenceable);
}

bool symbols_may_be_moved(symbols *known, LLVMValueRef call) {
  return !is_marked(known, call, known->attribute_convergent) &&
         !is_marked(known, call, known->attribute_noduplicate) &&
         bears_null(known, symbols_callee(known, call)->function);
}

bool symbols_call_stays(symbols *known, LLVMValueRef call) {
  return symbols_callee(known, call)->stays || symbols_call_has(call, known->attribute_noreturn);
}

bool symbols_may_leave(symbols *known, LLVMValueRef call) {
  return symbols_call_stays(known, call) &&
         (symbols_callee(known, call)->jumps_out ||
          !is_marked(known, call, known->attribute_nounwind));
}

bool symbols_may_deoptimize(LLVMValueRef call) {
  bool found = false;
  unsigned count = LLVMGetNumOperandBundles(call);
  for (unsigned i = 0; i < count; i++) {
    LLVMOperandBundleRef bundle = LLVMGetOperandBundleAtIndex(call, i);
    spelling tag;
    tag.text = LLVMGetOperandBundleTag(bundle, &tag.length);
    found |= named(tag, "deopt");
    LLVMDisposeOperandBundle(bundle);
  }
  return found;
}

bool symbols_is_pinned(const symbols *known, LLVMValueRef call) {
  return (LLVMHasMetadata(call) && LLVMGetMetadata(call, known->pinned_kind)) ||
         LLVMGetCallSiteStringAttribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                                        PINNED, sizeof PINNED - 1) != NULL;
}

bool symbols_call_consumes(LLVMValueRef call, unsigned parameter) {
  return LLVMGetCallSiteStringAttribute(call, parameter + 1, CONSUMES, sizeof CONSUMES - 1) != NULL;
}

bool symbols_consumes(LLVMValueRef call, const callee_info *callee, unsigned parameter) {
  if (symbols_call_consumes(call, parameter))
    return true;
  return callee->consumes && parameter < LLVMCountParams(callee->function) &&
         LLVMGetStringAttributeAtIndex(callee->function, parameter + 1, CONSUMES,
                                       sizeof CONSUMES - 1);
}

bool symbols_may_hold_pointer(const symbols *known, LLVMTypeRef type) {
  switch (LLVMGetTypeKind(type)) {
  case LLVMIntegerTypeKind:
    return LLVMGetIntTypeWidth(type) >= known->least_bits;
  case LLVMVoidTypeKind:
    return false;
  case LLVMFloatTypeKind:
    return known->least_bits <= 32;
  case LLVMDoubleTypeKind:
    return known->least_bits <= 64;
  default:
    return true;
  }
}

static bool says_nothing_is_kept(LLVMAttributeRef nocapture, LLVMAttributeRef captures) {
  return nocapture || (captures && LLVMGetEnumAttributeValue(captures) == 0);
}

bool symbols_keeps_nothing(const symbols *known, LLVMValueRef call, const callee_info *callee,
                           unsigned parameter) {
  bool counts = parameter == 0 && symbols_is_refop(callee) && !symbols_is_bundled(call, callee);
  if (counts || symbols_keeps_none(call, callee))
    return true;
  unsigned nocapture = known->attribute_nocapture, captures = known->attribute_captures, at = parameter + 1;
  if (says_nothing_is_kept(
          nocapture ? LLVMGetCallSiteEnumAttribute(call, at, nocapture) : NULL,
          captures ? LLVMGetCallSiteEnumAttribute(call, at, captures) : NULL))
    return true;
  return callee->function && parameter < LLVMCountParams(callee->function) &&
         says_nothing_is_kept(
             nocapture ? LLVMGetEnumAttributeAtIndex(callee->function, at, nocapture) : NULL,
             captures ? LLVMGetEnumAttributeAtIndex(callee->function, at, captures) : NULL);
}

bool symbols_is_bundled(LLVMValueRef call, const callee_info *callee) {
  return !callee->intrinsic && LLVMGetNumOperandBundles(call) != 0;
}

bool symbols_touches_no_memory(const symbols *known, LLVMValueRef call, const callee_info *callee) {
  if (callee->no_memory && !symbols_is_bundled(call, callee))
    return true;
  LLVMAttributeRef memory = LLVMGetCallSiteEnumAttribute(
      call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, known->attribute_memory);
  return memory && LLVMGetEnumAttributeValue(memory) == 0;
}

int symbols_returned(const symbols *known, LLVMValueRef call, const callee_info *callee) {
  unsigned count = LLVMGetNumArgOperands(call);
  if (callee->returned >= 0) /* the call's own type may have fewer parameters */
    return (unsigned)callee->returned < count ? callee->returned : -1;
  for (unsigned i = 0; i < count; i++)
    if (LLVMGetCallSiteEnumAttribute(call, i + 1, known->attribute_returned))
      return (int)i;
  return -1;
}
