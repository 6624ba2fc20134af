/* trial.c - one run of one function, and what two runs must have in common. */
#include "trial.h"

#include <stdio.h>
#include <string.h>

#include <llvm-c/Core.h>

#include "callees.h"

enum { PURPOSE_ARGUMENT = 2000, MOST_TRIES = 200 };

/* What an exception slot holds until something is stored there. */
static const int64_t no_exception = 0x7FFF0001;

static void provide_callees(LLVMExecutionEngineRef engine, LLVMModuleRef module) {
  for (LLVMValueRef function = LLVMGetFirstFunction(module); function;
       function = LLVMGetNextFunction(function)) {
    size_t length;
    const unsigned long long address =
        callee_address(LLVMGetValueName2(function, &length), LLVMCountParams(function));
    if (LLVMIsDeclaration(function) && address)
      LLVMAddGlobalMapping(engine, function, (void *)(uintptr_t)address);
  }
}

LLVMExecutionEngineRef trial_compile(LLVMModuleRef module, char **message) {
  LLVMExecutionEngineRef engine;
  struct LLVMMCJITCompilerOptions options;
  LLVMInitializeMCJITCompilerOptions(&options, sizeof options);
  options.OptLevel = 0; /* what the pruner left must be what runs */
  if (LLVMCreateMCJITCompilerForModule(&engine, module, &options, sizeof options, message))
    return NULL;
  provide_callees(engine, module);
  return engine;
}

trial_caller trial_find(LLVMExecutionEngineRef engine, const subject *about) {
  char name[sizeof about->name + sizeof "exec.call."];
  snprintf(name, sizeof name, "exec.call.%s", about->name);
  return (trial_caller)(uintptr_t)LLVMGetFunctionAddress(engine, name);
}

/* A reference that nobody may give back, if the caller keeps one. */
static int64_t make_object(uint64_t bits, bool borrowed) {
  if (bits % 8 == 0)
    return 0;
  object *made = &test_world.objects[bits / 8 % FIRST_OBJECTS];
  made->count += borrowed;
  return (int64_t)(intptr_t)made;
}

static int64_t make_argument(parameter_kind kind, int index, int64_t **exception) {
  const uint64_t bits = world_random(PURPOSE_ARGUMENT, index);
  switch (kind) {
  case PARAMETER_OBJECT:
  case PARAMETER_BORROWED:
    return make_object(bits, kind == PARAMETER_BORROWED);
  case PARAMETER_MEMORY:
    return (int64_t)(intptr_t)world_add_memory(true);
  case PARAMETER_EXCEPTION:
    *exception = world_add_memory(false);
    **exception = no_exception;
    return (int64_t)(intptr_t)*exception;
  case PARAMETER_INTEGER:
    break;
  }
  return (int64_t)(bits % 4);
}

/* Calls, and comes back whether the function returns or the run ends inside it. Nothing but globals
 * changes on the way. */
static void call(trial_caller caller, int64_t *arguments) {
  if (setjmp(test_world_exit) == 0) {
    caller(arguments, &test_world.result);
    test_world.end = ENDED_RETURN;
  }
}

static bool has_raised(const subject *about, const int64_t *exception) {
  return test_world.end == ENDED_RETURN && exception && *exception != no_exception &&
         (!about->returns_status || test_world.result != 0);
}

void trial_run(trial_caller caller, const subject *about, const scenario *scene) {
  int64_t arguments[MAX_PARAMETERS] = {0}, *exception = NULL;
  world_start(scene);
  for (int index = 0; index < about->parameter_count; index++)
    arguments[index] = make_argument(about->parameter[index], index, &exception);
  call(caller, arguments);
  test_world.raised = has_raised(about, exception);
}

/* Adds a reference to the object that died too early. One that was given back is the caller's; to
 * keep an object alive anybody's will do. */
static void add_reference(scenario *scene, uint64_t tries) {
  if (test_world.not_ours || (scene->seed + tries) % 2 == 0)
    scene->caller[test_world.culprit]++;
  else
    scene->others[test_world.culprit]++;
}

bool trial_run_original(trial_caller caller, const subject *about, scenario *scene) {
  scene->original = true;
  for (uint64_t tries = 0; tries < MOST_TRIES; tries++) {
    trial_run(caller, about, scene);
    if (test_world.end != ENDED_VIOLATION) {
      scene->original = false;
      return true;
    }
    if (test_world.culprit < 0)
      return false;
    add_reference(scene, tries);
  }
  return false;
}

static bool same_event(const event *one, const event *other) {
  return one->kind == other->kind && one->a == other->a && one->b == other->b && one->c == other->c;
}

/* Of a run that was cut short only the first half counts: what happened last may have been an error
 * that would have shown later. */
static bool same_events(const world *before, const world *after) {
  const bool cut = before->end == ENDED_CUT;
  const int count = cut ? before->event_count / 2 : before->event_count;
  if (after->event_count < count || (!cut && after->event_count != count))
    return false;
  for (int index = 0; index < count; index++)
    if (!same_event(&before->events[index], &after->events[index]))
      return false;
  return true;
}

/* Did the function return the object, or store it where something else was? */
static bool is_handed_on(const world *end, int number) {
  const int64_t address = (int64_t)(intptr_t)&test_world.objects[number];
  if (end->result == address)
    return true;
  for (int memory = 0; memory < end->memory_count; memory++)
    for (int word = 0; word < MEMORY_WORDS; word++)
      if (end->memory[memory][word] == address && end->memory_at_start[memory][word] != address)
        return true;
  return false;
}

/* A path that raises may leak less than before, up to what the function took, but not what it hands
 * on. */
static const char *count_difference(const world *before, const world *after, int number,
                                    bool stores_lend) {
  const object *old = &before->objects[number], *now = &after->objects[number];
  if (now->count > old->count)
    return "an object is leaked that was not";
  if (now->count == old->count)
    return NULL;
  if (!after->raised)
    return "a reference is gone that the caller owns";
  if (!stores_lend && is_handed_on(after, number))
    return "a reference is gone that a raising path hands on";
  return old->count - now->count > old->taken ? "a reference is gone that was not leaked" : NULL;
}

const char *trial_difference(const world *before, const world *after, bool stores_lend) {
  if (after->end == ENDED_VIOLATION)
    return after->violation;
  if (!same_events(before, after))
    return "objects are destroyed at other points than before";
  if (before->end != after->end)
    return "it ends in another way";
  if (before->end != ENDED_RETURN)
    return NULL;
  if (before->result != after->result ||
      memcmp(before->memory, after->memory, sizeof before->memory))
    return "it returns or stores something else";
  for (int number = 0; number < before->object_count; number++) {
    const char *difference = count_difference(before, after, number, stores_lend);
    if (difference)
      return difference;
  }
  return NULL;
}
