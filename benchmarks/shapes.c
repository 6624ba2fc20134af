/* shapes.c - see shapes.h. Notation of the comments: +p is an incref of p, -p a decref. */
#include "shapes.h"

#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>

/* What a shape builds with: the function, the builder at the end of its last block, the callees. */
typedef struct build {
  LLVMContextRef context;
  LLVMBuilderRef builder;
  LLVMValueRef function;
  LLVMTypeRef pointer;
  LLVMTypeRef op_type;
  LLVMTypeRef make_type;
  LLVMTypeRef choose_type;
  LLVMValueRef incref;
  LLVMValueRef decref;
  LLVMValueRef make;   /* ptr (): some object, not a new one */
  LLVMValueRef choose; /* i32 (): an opaque choice */
  LLVMValueRef first;  /* the two arguments */
  LLVMValueRef second;
} build;

static void plus(const build *shape, LLVMValueRef object) {
  LLVMBuildCall2(shape->builder, shape->op_type, shape->incref, &object, 1, "");
}

static void minus(const build *shape, LLVMValueRef object) {
  LLVMBuildCall2(shape->builder, shape->op_type, shape->decref, &object, 1, "");
}

static void repeat(void (*op)(const build *, LLVMValueRef), const build *shape, unsigned times) {
  for (unsigned i = 0; i < times; i++)
    op(shape, shape->first);
}

static LLVMValueRef make_object(const build *shape) {
  return LLVMBuildCall2(shape->builder, shape->make_type, shape->make, NULL, 0, "");
}

static LLVMValueRef choice(const build *shape) {
  return LLVMBuildCall2(shape->builder, shape->choose_type, shape->choose, NULL, 0, "");
}

static LLVMBasicBlockRef new_block(const build *shape) {
  return LLVMAppendBasicBlockInContext(shape->context, shape->function, "");
}

static void enter(const build *shape, LLVMBasicBlockRef block) {
  LLVMPositionBuilderAtEnd(shape->builder, block);
}

/* Ends the current block with a jump to a new one, and goes on there. */
static void next_block(const build *shape) {
  LLVMBasicBlockRef next = new_block(shape);
  LLVMBuildBr(shape->builder, next);
  enter(shape, next);
}

/* A branch to `next`, or else to `other`, by chance. */
static void branch(const build *shape, LLVMBasicBlockRef next, LLVMBasicBlockRef other) {
  LLVMTypeRef bit = LLVMInt1TypeInContext(shape->context);
  LLVMBuildCondBr(shape->builder, LLVMBuildTrunc(shape->builder, choice(shape), bit, ""), next,
                  other);
}

/* The first `count` of the switch's arms, each a new block; the builder stays in the head. */
static LLVMBasicBlockRef *fan(const build *shape, unsigned count) {
  LLVMBasicBlockRef *arm = calloc(count, sizeof(LLVMBasicBlockRef));
  if (!arm)
    exit(1);
  for (unsigned i = 0; i < count; i++)
    arm[i] = new_block(shape);
  LLVMValueRef chosen = LLVMBuildSwitch(shape->builder, choice(shape), arm[0], count - 1);
  LLVMTypeRef int_type = LLVMInt32TypeInContext(shape->context);
  for (unsigned i = 1; i < count; i++)
    LLVMAddCase(chosen, LLVMConstInt(int_type, i, 0), arm[i]);
  return arm;
}

/* A `width`-way switch; `in_arm` of the first argument `times` in each arm; a join, where the
 * builder goes on. */
static void fan_and_join(const build *shape, unsigned width,
                         void (*in_arm)(const build *, LLVMValueRef), unsigned times) {
  LLVMBasicBlockRef *arm = fan(shape, width);
  LLVMBasicBlockRef join = new_block(shape);
  for (unsigned i = 0; i < width; i++) {
    enter(shape, arm[i]);
    repeat(in_arm, shape, times);
    LLVMBuildBr(shape->builder, join);
  }
  enter(shape, join);
  free(arm);
}

/* +p; then `size` blocks, each of which goes on to the next or skips it; -p. */
static void blocks(const build *shape, unsigned size) {
  plus(shape, shape->first);
  LLVMBasicBlockRef next = new_block(shape);
  for (unsigned i = 0; i < size; i++) {
    LLVMBasicBlockRef over = new_block(shape);
    branch(shape, next, over);
    enter(shape, next);
    next = over;
  }
  LLVMBuildBr(shape->builder, next);
  enter(shape, next);
  minus(shape, shape->first);
}

/* As `blocks`, but each block holds a pair: one root, an op everywhere. */
static void blocks_with_ops(const build *shape, unsigned size) {
  for (unsigned i = 0; i < size; i++) {
    plus(shape, shape->first);
    next_block(shape);
    minus(shape, shape->first);
  }
}

/* One block: +p +q -p -q, size / 4 times. */
static void ops_of_two(const build *shape, unsigned size) {
  for (unsigned i = 0; i < size / 4; i++) {
    plus(shape, shape->first);
    plus(shape, shape->second);
    minus(shape, shape->first);
    minus(shape, shape->second);
  }
}

/* One block: size / 4 each of +p, +q, then of -q, -p: pairs nested in pairs. */
static void ops_of_two_nested(const build *shape, unsigned size) {
  for (unsigned i = 0; i < size / 2; i++)
    plus(shape, i % 2 ? shape->first : shape->second);
  for (unsigned i = 0; i < size / 2; i++)
    minus(shape, i % 2 ? shape->second : shape->first);
}

/* One block: r = make(); +r; -r, `size` times. */
static void roots_in_one_block(const build *shape, unsigned size) {
  for (unsigned i = 0; i < size; i++) {
    LLVMValueRef root = make_object(shape);
    plus(shape, root);
    minus(shape, root);
  }
}

/* The same, each in a block of its own. */
static void roots_in_own_blocks(const build *shape, unsigned size) {
  for (unsigned i = 0; i < size; i++) {
    roots_in_one_block(shape, 1);
    next_block(shape);
  }
}

/* One block: +r1 ... +rN, then the decrefs, of the last root first or of the first. */
static void roots_held_together(const build *shape, unsigned size, bool last_first) {
  LLVMValueRef *root = calloc(size, sizeof(LLVMValueRef));
  if (!root)
    exit(1);
  for (unsigned i = 0; i < size; i++)
    root[i] = make_object(shape);
  for (unsigned i = 0; i < size; i++)
    plus(shape, root[i]);
  for (unsigned i = 0; i < size; i++)
    minus(shape, root[last_first ? size - 1 - i : i]);
  free(root);
}

/* Each window holds every later one, and each inner decref may be of the outer object: only removing
 * from the inside out gets rid of all. */
static void roots_nested(const build *shape, unsigned size) {
  roots_held_together(shape, size, true);
}

/* The windows cross. */
static void roots_crossing(const build *shape, unsigned size) {
  roots_held_together(shape, size, false);
}

/* +p; `size` diamonds; -p. */
static void diamonds(const build *shape, unsigned size) {
  plus(shape, shape->first);
  for (unsigned i = 0; i < size; i++)
    fan_and_join(shape, 2, plus, 0);
  minus(shape, shape->first);
}

/* `size` times: +p; a diamond with -p in both arms. */
static void diamonds_with_ops(const build *shape, unsigned size) {
  for (unsigned i = 0; i < size; i++) {
    plus(shape, shape->first);
    fan_and_join(shape, 2, minus, 1);
  }
}

/* x0 = p; +x0; `size` times: one arm y = make(); -x; join x = phi(x, y); at the end -x. */
static void phi_chain(const build *shape, unsigned size) {
  LLVMValueRef current = shape->first;
  plus(shape, current);
  for (unsigned i = 0; i < size; i++) {
    LLVMBasicBlockRef *arm = fan(shape, 2);
    LLVMBasicBlockRef join = new_block(shape);
    enter(shape, arm[0]);
    LLVMBuildBr(shape->builder, join);
    enter(shape, arm[1]);
    LLVMValueRef input[2] = {current, make_object(shape)};
    minus(shape, current);
    LLVMBuildBr(shape->builder, join);
    enter(shape, join);
    current = LLVMBuildPhi(shape->builder, shape->pointer, "");
    LLVMAddIncoming(current, input, arm, 2);
    free(arm);
  }
  minus(shape, current);
}

/* `size` loops after one another; each body makes an object: y = make(); +y; -x; -y; x = y. */
static void loops(const build *shape, unsigned size) {
  LLVMValueRef current = shape->first;
  plus(shape, current);
  for (unsigned i = 0; i < size; i++) {
    LLVMBasicBlockRef from[2] = {LLVMGetInsertBlock(shape->builder), NULL};
    next_block(shape);
    LLVMBasicBlockRef body = LLVMGetInsertBlock(shape->builder);
    LLVMValueRef phi = LLVMBuildPhi(shape->builder, shape->pointer, "");
    LLVMValueRef input[2] = {current, make_object(shape)};
    plus(shape, input[1]);
    minus(shape, phi);
    minus(shape, input[1]);
    from[1] = body;
    LLVMAddIncoming(phi, input, from, 2);
    LLVMBasicBlockRef after = new_block(shape);
    branch(shape, body, after);
    enter(shape, after);
    current = input[1];
  }
  minus(shape, current);
}

/* A switch of `size` arms, in each of them y = make(); +y; -y; a join x = phi(y ...); -x. */
static void wide_phi(const build *shape, unsigned size) {
  LLVMBasicBlockRef *arm = fan(shape, size), join = new_block(shape);
  LLVMValueRef *input = calloc(size, sizeof(LLVMValueRef));
  if (!input)
    exit(1);
  for (unsigned i = 0; i < size; i++) {
    enter(shape, arm[i]);
    input[i] = make_object(shape);
    plus(shape, input[i]);
    minus(shape, input[i]);
    LLVMBuildBr(shape->builder, join);
  }
  enter(shape, join);
  LLVMValueRef phi = LLVMBuildPhi(shape->builder, shape->pointer, "");
  LLVMAddIncoming(phi, input, arm, size);
  minus(shape, phi);
  free(input);
  free(arm);
}

/* `size` times: in one arm y = make(); join x = phi(x, y); +x; -x: each edit is one of a phi that all
 * earlier ones flow into. */
static void phis_with_ops(const build *shape, unsigned size) {
  LLVMValueRef current = shape->first;
  for (unsigned i = 0; i < size; i++) {
    LLVMBasicBlockRef *arm = fan(shape, 2), join = new_block(shape);
    enter(shape, arm[0]);
    LLVMBuildBr(shape->builder, join);
    enter(shape, arm[1]);
    LLVMValueRef input[2] = {current, make_object(shape)};
    LLVMBuildBr(shape->builder, join);
    enter(shape, join);
    current = LLVMBuildPhi(shape->builder, shape->pointer, "");
    LLVMAddIncoming(current, input, arm, 2);
    plus(shape, current);
    minus(shape, current);
    free(arm);
  }
}

/* +p; `size` blocks in a row, each of which may leave for one and the same exit; -p there and behind. */
static void one_exit(const build *shape, unsigned size) {
  LLVMBasicBlockRef out = new_block(shape);
  plus(shape, shape->first);
  for (unsigned i = 0; i < size; i++) {
    LLVMBasicBlockRef next = new_block(shape);
    branch(shape, out, next);
    enter(shape, next);
  }
  minus(shape, shape->first);
  LLVMBuildRetVoid(shape->builder);
  enter(shape, out);
  minus(shape, shape->first);
}

/* One block: +p and -p in turn, each by a new name that freezes the one before. */
static void names(const build *shape, unsigned size) {
  LLVMValueRef name = shape->first;
  for (unsigned i = 0; i < size; i++) {
    name = LLVMBuildFreeze(shape->builder, name, "");
    (i % 2 ? minus : plus)(shape, name);
  }
}

/* `size` times: y = make(); +y; -y in a block that may be skipped. Nothing can go, or move, without a block
 * on the other edge. */
static void kept_on_an_edge(const build *shape, unsigned size) {
  for (unsigned i = 0; i < size; i++) {
    LLVMBasicBlockRef drop = new_block(shape), join = new_block(shape);
    LLVMValueRef object = make_object(shape);
    plus(shape, object);
    branch(shape, drop, join);
    enter(shape, drop);
    minus(shape, object);
    LLVMBuildBr(shape->builder, join);
    enter(shape, join);
  }
}

/* R33: +p; six levels of a 12-way switch that joins after each level; -p in each last arm. `size`
 * is the number of levels. */
static void switches_12(const build *shape, unsigned size) {
  plus(shape, shape->first);
  for (unsigned level = 0; level + 1 < size; level++)
    fan_and_join(shape, 12, plus, 0);
  fan_and_join(shape, 12, minus, 1);
}

/* R33: the same 367 wide. */
static void switches_367(const build *shape, unsigned size) {
  plus(shape, shape->first);
  for (unsigned level = 0; level + 1 < size; level++)
    fan_and_join(shape, 367, plus, 0);
  fan_and_join(shape, 367, minus, 1);
}

/* R34: `size` times +p in the head, as many -p in each of two arms. */
static void many_in_two_arms(const build *shape, unsigned size) {
  repeat(plus, shape, size);
  fan_and_join(shape, 2, minus, size);
}

typedef struct shape_entry {
  const char *name;
  void (*make)(const build *, unsigned);
} shape_entry;

static const shape_entry shapes[] = {
    {"blocks", blocks},
    {"blocks-with-ops", blocks_with_ops},
    {"ops-of-two", ops_of_two},
    {"ops-of-two-nested", ops_of_two_nested},
    {"roots-in-one-block", roots_in_one_block},
    {"roots-in-own-blocks", roots_in_own_blocks},
    {"roots-nested", roots_nested},
    {"roots-crossing", roots_crossing},
    {"diamonds", diamonds},
    {"diamonds-with-ops", diamonds_with_ops},
    {"phi-chain", phi_chain},
    {"loops", loops},
    {"wide-phi", wide_phi},
    {"phis-with-ops", phis_with_ops},
    {"one-exit", one_exit},
    {"names", names},
    {"kept-on-an-edge", kept_on_an_edge},
    {"switches-12", switches_12},
    {"switches-367", switches_367},
    {"many-in-two-arms", many_in_two_arms},
};

const char *bench_shape_name(size_t index) {
  return index < sizeof shapes / sizeof *shapes ? shapes[index].name : NULL;
}

static build begin(const bench_module *into) {
  build shape = {.context = into->context, .builder = LLVMCreateBuilderInContext(into->context)};
  LLVMTypeRef nothing = LLVMVoidTypeInContext(into->context);
  shape.pointer = LLVMPointerTypeInContext(into->context, 0);
  shape.op_type = LLVMFunctionType(nothing, &shape.pointer, 1, 0);
  shape.make_type = LLVMFunctionType(shape.pointer, NULL, 0, 0);
  shape.choose_type = LLVMFunctionType(LLVMInt32TypeInContext(into->context), NULL, 0, 0);
  shape.incref = LLVMAddFunction(into->module, "NRT_incref", shape.op_type);
  shape.decref = LLVMAddFunction(into->module, "NRT_decref", shape.op_type);
  shape.make = LLVMAddFunction(into->module, "make", shape.make_type);
  shape.choose = LLVMAddFunction(into->module, "choose", shape.choose_type);
  LLVMTypeRef argument[2] = {shape.pointer, shape.pointer};
  shape.function = LLVMAddFunction(into->module, "shaped", LLVMFunctionType(nothing, argument, 2, 0));
  shape.first = LLVMGetParam(shape.function, 0);
  shape.second = LLVMGetParam(shape.function, 1);
  enter(&shape, new_block(&shape));
  return shape;
}

bool bench_shape(const bench_module *into, const char *name, unsigned size) {
  for (const shape_entry *entry = shapes; entry < shapes + sizeof shapes / sizeof *shapes; entry++) {
    if (strcmp(entry->name, name) != 0)
      continue;
    build shape = begin(into);
    entry->make(&shape, size);
    LLVMBuildRetVoid(shape.builder);
    LLVMDisposeBuilder(shape.builder);
    return true;
  }
  return false;
}
