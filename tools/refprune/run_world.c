/* run_world.c - the allocator that notes, and the instrumentation. */
#include "run_world.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>
#include <nrt/debug.h>
#include <nrt/nrt.h>
#include <nrt/stats.h>

world_counters run_world_counters;

/* ---- memory ---- */

/* In front of each block; keeps the alignment of malloc. */
typedef union header {
  uint64_t number;
  max_align_t alignment;
} header;

static struct {
  pthread_mutex_t lock;
  uint64_t blocks;
  world_freed *freed;
  size_t count, capacity;
  bool incomplete;
} memory = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *number_block(header *block) {
  if (!block)
    return NULL;
  pthread_mutex_lock(&memory.lock);
  block->number = ++memory.blocks;
  pthread_mutex_unlock(&memory.lock);
  return block + 1;
}

static void *noting_malloc(size_t size) {
  return number_block(malloc(size + sizeof(header)));
}

/* A block keeps its number when it moves. */
static void *noting_realloc(void *pointer, size_t size) {
  if (!pointer)
    return noting_malloc(size);
  header *block = realloc((header *)pointer - 1, size + sizeof(header));
  return block ? block + 1 : NULL;
}

static bool make_room(void) {
  if (memory.count < memory.capacity)
    return true;
  size_t wanted = memory.capacity ? memory.capacity * 2 : 1024;
  world_freed *larger = realloc(memory.freed, wanted * sizeof *larger);
  if (!larger)
    return false;
  memory.freed = larger;
  memory.capacity = wanted;
  return true;
}

static void noting_free(void *pointer) {
  if (!pointer)
    return;
  header *block = (header *)pointer - 1;
  pthread_mutex_lock(&memory.lock);
  if (make_room())
    memory.freed[memory.count++] = (world_freed){block->number, run_world_counters.clock};
  else
    memory.incomplete = true;
  pthread_mutex_unlock(&memory.lock);
  free(block);
}

bool world_begin(void) {
  NRT_MemSys_init();
  nrt_clear_error();
  NRT_MemSys_set_allocator(noting_malloc, noting_realloc, noting_free);
  nrt_stats_enable();
  return nrt_debug_enable("live") == 0 && !*nrt_last_error();
}

const world_freed *world_list_freed(size_t *count, bool *complete) {
  *count = memory.count;
  *complete = !memory.incomplete;
  return memory.freed;
}

/* ---- instrumentation ---- */

typedef struct instrumenter {
  LLVMBuilderRef builder;
  LLVMTypeRef word;
  LLVMValueRef clock, increfs, decrefs; /* counters */
  LLVMValueRef incref, decref;          /* operations, or NULL */
} instrumenter;

static void add_before(const instrumenter *with, LLVMValueRef place, LLVMValueRef counter,
                       uint64_t steps) {
  if (steps == 0)
    return;
  LLVMPositionBuilderBefore(with->builder, place);
  LLVMValueRef old = LLVMBuildLoad2(with->builder, with->word, counter, "");
  LLVMValueRef sum = LLVMBuildAdd(with->builder, old, LLVMConstInt(with->word, steps, 0), "");
  LLVMBuildStore(with->builder, sum, counter);
}

static bool is_musttail(LLVMValueRef instruction) {
  return LLVMIsACallInst(instruction) &&
         LLVMGetTailCallKind(instruction) == LLVMTailCallKindMustTail;
}

static bool is_call(LLVMValueRef instruction) {
  return LLVMIsACallInst(instruction) || LLVMIsAInvokeInst(instruction);
}

/* The clock is brought up to date where memory may be freed, and at the end of the block. */
static void instrument_block(const instrumenter *with, LLVMBasicBlockRef block) {
  uint64_t steps = 0;
  for (LLVMValueRef item = LLVMGetFirstInstruction(block); item;
       item = LLVMGetNextInstruction(item)) {
    LLVMValueRef callee = is_call(item) ? LLVMGetCalledValue(item) : NULL;
    bool up = callee && callee == with->incref, down = callee && callee == with->decref;
    if (LLVMIsAPHINode(item))
      continue;
    steps += !up && !down;
    if (callee || LLVMIsATerminatorInst(item)) {
      add_before(with, item, with->clock, steps);
      steps = 0;
    }
    run_world_counters.in_text += up || down;
    add_before(with, item, with->increfs, up);
    add_before(with, item, with->decrefs, down);
    if (is_musttail(item))
      return; /* nothing may stand between it and the return */
  }
}

static LLVMValueRef declare_counter(LLVMModuleRef module, LLVMTypeRef word, const char *name) {
  LLVMValueRef counter = LLVMGetNamedGlobal(module, name);
  return counter ? counter : LLVMAddGlobal(module, word, name);
}

void world_instrument(LLVMModuleRef module, const char *incref, const char *decref) {
  LLVMContextRef context = LLVMGetModuleContext(module);
  LLVMTypeRef word = LLVMInt64TypeInContext(context);
  instrumenter with = {
      .builder = LLVMCreateBuilderInContext(context),
      .word = word,
      .clock = declare_counter(module, word, WORLD_CLOCK),
      .increfs = declare_counter(module, word, WORLD_INCREFS),
      .decrefs = declare_counter(module, word, WORLD_DECREFS),
      .incref = LLVMGetNamedFunction(module, incref),
      .decref = LLVMGetNamedFunction(module, decref),
  };
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function))
    for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
         block = LLVMGetNextBasicBlock(block))
      instrument_block(&with, block);
  LLVMDisposeBuilder(with.builder);
}
