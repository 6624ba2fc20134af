/* compiler.c - one pass: each rule of the grammar is a function that emits code as it reads. */
#include "compiler.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>

typedef struct variable {
  char name[NAME_SIZE];
  LLVMValueRef object;
} variable;

/* One line in work. */
typedef struct emitter {
  compiler *all;
  const char *text; /* what is not read yet */
  LLVMContextRef context;
  LLVMModuleRef module;
  LLVMBuilderRef builder;
  LLVMValueRef function;
  LLVMTypeRef pointer, status, number, nothing;
  variable variables[MOST_NAMES];
  size_t variable_count;
  LLVMValueRef held[2 * MOST_NAMES]; /* references that code at this point must release */
  size_t held_count;
} emitter;

static LLVMValueRef emit_value(emitter *out);

/* ---- reading ---- */

/* NULL, so that it can be returned where a value is wanted. The first complaint stays. */
static LLVMValueRef complain(emitter *out, const char *what) {
  int length = (int)strcspn(out->text, "\r\n");
  if (!*out->all->message && length > 0)
    snprintf(out->all->message, MESSAGE_SIZE, "%s before '%.*s'", what, length, out->text);
  else if (!*out->all->message)
    snprintf(out->all->message, MESSAGE_SIZE, "%s at the end", what);
  return NULL;
}

static void skip_spaces(emitter *out) {
  out->text += strspn(out->text, " \t\r\n");
}

static bool accept(emitter *out, const char *symbol) {
  skip_spaces(out);
  size_t length = strlen(symbol);
  bool is_word = isalpha((unsigned char)*symbol);
  if (strncmp(out->text, symbol, length) != 0 ||
      (is_word && (isalnum((unsigned char)out->text[length]) || out->text[length] == '_')))
    return false;
  out->text += length;
  return true;
}

static bool expect(emitter *out, const char *symbol) {
  char what[MESSAGE_SIZE];
  if (accept(out, symbol))
    return true;
  snprintf(what, sizeof what, "'%s' is missing", symbol);
  complain(out, what);
  return false;
}

static bool read_name(emitter *out, char name[NAME_SIZE]) {
  size_t length = 0;
  skip_spaces(out);
  while (isalnum((unsigned char)out->text[length]) || out->text[length] == '_')
    length++;
  if (!isalpha((unsigned char)*out->text) || length >= NAME_SIZE) {
    complain(out, "a name is missing or too long");
    return false;
  }
  memcpy(name, out->text, length);
  name[length] = '\0';
  out->text += length;
  return true;
}

/* ---- references ---- */

static LLVMValueRef call_runtime(emitter *out, const char *name, LLVMTypeRef result,
                                 LLVMValueRef argument) {
  LLVMTypeRef parameter = LLVMTypeOf(argument);
  LLVMTypeRef type = LLVMFunctionType(result, &parameter, 1, false);
  LLVMValueRef function = LLVMGetNamedFunction(out->module, name);
  if (!function)
    function = LLVMAddFunction(out->module, name, type);
  return LLVMBuildCall2(out->builder, type, function, &argument, 1, "");
}

static void emit_incref(emitter *out, LLVMValueRef object) {
  call_runtime(out, "NRT_incref", out->nothing, object);
}

static void emit_decref(emitter *out, LLVMValueRef object) {
  call_runtime(out, "NRT_decref", out->nothing, object);
}

/* From here on a failing call releases this reference, too. */
static bool hold(emitter *out, LLVMValueRef object) {
  if (object && out->held_count < sizeof out->held / sizeof out->held[0]) {
    out->held[out->held_count++] = object;
    return true;
  }
  complain(out, "the line is too deep");
  return false;
}

static void release_newest(emitter *out) {
  emit_decref(out, out->held[--out->held_count]);
}

static LLVMValueRef emit_box(emitter *out, LLVMValueRef number) {
  return call_runtime(out, "box", out->pointer, number);
}

static LLVMValueRef emit_unbox(emitter *out, LLVMValueRef object) {
  LLVMValueRef data = call_runtime(out, "NRT_MemInfo_data_fast", out->pointer, object);
  return LLVMBuildLoad2(out->builder, out->number, data, "");
}

/* ---- control ---- */

static LLVMBasicBlockRef add_block(emitter *out, const char *name) {
  return LLVMAppendBasicBlockInContext(out->context, out->function, name);
}

/* Leaves the function with `status` where `failed` is true, and releases what is held. */
static void emit_check(emitter *out, LLVMValueRef failed, LLVMValueRef status) {
  LLVMBasicBlockRef error = add_block(out, "error"), fine = add_block(out, "fine");
  LLVMBuildCondBr(out->builder, failed, error, fine);
  LLVMPositionBuilderAtEnd(out->builder, error);
  for (size_t i = out->held_count; i > 0; i--)
    emit_decref(out, out->held[i - 1]);
  LLVMBuildRet(out->builder, status);
  LLVMPositionBuilderAtEnd(out->builder, fine);
}

static LLVMValueRef emit_if(emitter *out) {
  LLVMValueRef values[2];
  LLVMBasicBlockRef ends[2];
  LLVMValueRef condition = emit_value(out);
  if (!condition || !expect(out, "then"))
    return NULL;
  LLVMValueRef is_true = LLVMBuildFCmp(out->builder, LLVMRealUNE, emit_unbox(out, condition),
                                       LLVMConstReal(out->number, 0), "");
  emit_decref(out, condition);
  LLVMBasicBlockRef starts[] = {add_block(out, "then"), add_block(out, "else")};
  LLVMBasicBlockRef join = add_block(out, "join");
  LLVMBuildCondBr(out->builder, is_true, starts[0], starts[1]);
  for (int i = 0; i < 2; i++) {
    if (i == 1 && !expect(out, "else"))
      return NULL;
    LLVMPositionBuilderAtEnd(out->builder, starts[i]);
    if (!(values[i] = emit_value(out)))
      return NULL;
    ends[i] = LLVMGetInsertBlock(out->builder);
    LLVMBuildBr(out->builder, join);
  }
  LLVMPositionBuilderAtEnd(out->builder, join);
  LLVMValueRef result = LLVMBuildPhi(out->builder, out->pointer, "");
  LLVMAddIncoming(result, values, ends, 2);
  return result;
}

/* ---- names ---- */

static bool bind(emitter *out, const char *name, LLVMValueRef object) {
  if (out->variable_count == MOST_NAMES) {
    complain(out, "too many names");
    return false;
  }
  variable *added = &out->variables[out->variable_count++];
  snprintf(added->name, NAME_SIZE, "%s", name);
  added->object = object;
  return true;
}

static LLVMValueRef emit_variable(emitter *out, const char *name) {
  for (size_t i = out->variable_count; i > 0; i--)
    if (strcmp(out->variables[i - 1].name, name) == 0) {
      emit_incref(out, out->variables[i - 1].object);
      return out->variables[i - 1].object;
    }
  char what[MESSAGE_SIZE];
  snprintf(what, sizeof what, "'%s' is unknown", name);
  return complain(out, what);
}

static LLVMValueRef emit_let(emitter *out) {
  char name[NAME_SIZE];
  if (!read_name(out, name) || !expect(out, "="))
    return NULL;
  LLVMValueRef object = emit_value(out);
  if (!object || !expect(out, "in") || !hold(out, object) || !bind(out, name, object))
    return NULL;
  LLVMValueRef result = emit_value(out);
  out->variable_count--;
  if (result)
    release_newest(out);
  return result;
}

/* ---- calls ---- */

static LLVMTypeRef function_type(const emitter *out, size_t parameters) {
  LLVMTypeRef types[MOST_NAMES + 1];
  for (size_t i = 0; i <= parameters; i++)
    types[i] = out->pointer;
  return LLVMFunctionType(out->status, types, (unsigned)parameters + 1, false);
}

static bool is_defined(const compiler *all, const char *name) {
  for (size_t i = 0; i < all->function_count; i++)
    if (strcmp(all->functions[i], name) == 0)
      return true;
  return false;
}

static LLVMValueRef find_callee(emitter *out, const char *name, LLVMTypeRef type) {
  LLVMValueRef function = LLVMGetNamedFunction(out->module, name);
  if (function)
    return function;
  if (is_defined(out->all, name))
    return LLVMAddFunction(out->module, name, type);
  return refprune_jit_build_slot_load(out->all->jit, out->builder, name);
}

/* Reads and holds the arguments; SIZE_MAX on failure. */
static size_t emit_arguments(emitter *out, LLVMValueRef *arguments) {
  size_t count = 0;
  if (accept(out, ")"))
    return 0;
  do {
    LLVMValueRef argument = count < MOST_NAMES ? emit_value(out) : complain(out, "too many");
    if (!hold(out, argument))
      return SIZE_MAX;
    arguments[count++] = argument;
  } while (accept(out, ","));
  return expect(out, ")") ? count : SIZE_MAX;
}

static LLVMValueRef emit_call(emitter *out, const char *name) {
  LLVMValueRef arguments[MOST_NAMES + 1];
  size_t count = emit_arguments(out, arguments + 1);
  if (count == SIZE_MAX)
    return NULL;
  LLVMTypeRef type = function_type(out, count);
  arguments[0] = LLVMBuildAlloca(out->builder, out->pointer, "");
  LLVMValueRef status = LLVMBuildCall2(out->builder, type, find_callee(out, name, type), arguments,
                                       (unsigned)count + 1, "");
  LLVMValueRef failed = LLVMBuildICmp(out->builder, LLVMIntNE, status,
                                      LLVMConstInt(out->status, STATUS_FINE, false), "");
  emit_check(out, failed, status);
  LLVMValueRef result = LLVMBuildLoad2(out->builder, out->pointer, arguments[0], "");
  for (size_t i = 0; i < count; i++)
    release_newest(out);
  return result;
}

/* ---- arithmetic ---- */

static LLVMValueRef emit_number(emitter *out) {
  char *end;
  double value = strtod(out->text, &end);
  if (end == out->text)
    return complain(out, "a value is missing");
  out->text = end;
  return emit_box(out, LLVMConstReal(out->number, value));
}

static LLVMValueRef emit_atom(emitter *out) {
  char name[NAME_SIZE];
  skip_spaces(out);
  if (accept(out, "(")) {
    LLVMValueRef value = emit_value(out);
    return value && expect(out, ")") ? value : NULL;
  }
  if (!isalpha((unsigned char)*out->text))
    return emit_number(out);
  if (!read_name(out, name))
    return NULL;
  return accept(out, "(") ? emit_call(out, name) : emit_variable(out, name);
}

static LLVMValueRef compute(emitter *out, char operation, LLVMValueRef left, LLVMValueRef right) {
  switch (operation) {
  case '+':
    return LLVMBuildFAdd(out->builder, left, right, "");
  case '-':
    return LLVMBuildFSub(out->builder, left, right, "");
  case '*':
    return LLVMBuildFMul(out->builder, left, right, "");
  default:
    emit_check(out,
               LLVMBuildFCmp(out->builder, LLVMRealOEQ, right, LLVMConstReal(out->number, 0), ""),
               LLVMConstInt(out->status, STATUS_DIVISION, false));
    return LLVMBuildFDiv(out->builder, left, right, "");
  }
}

/* The left operand is the newest held reference. */
static LLVMValueRef emit_operation(emitter *out, char operation, LLVMValueRef left,
                                   LLVMValueRef right) {
  if (!hold(out, right))
    return NULL;
  LLVMValueRef number = compute(out, operation, emit_unbox(out, left), emit_unbox(out, right));
  LLVMValueRef result = emit_box(out, number);
  release_newest(out);
  release_newest(out);
  return result;
}

/* operand {operation operand} for the operations of one rank, which are single characters. */
static LLVMValueRef emit_chain(emitter *out, const char *operations,
                               LLVMValueRef (*operand)(emitter *)) {
  LLVMValueRef left = operand(out);
  skip_spaces(out);
  while (left && *out->text && strchr(operations, *out->text)) {
    char operation = *out->text++;
    if (!hold(out, left))
      return NULL;
    LLVMValueRef right = operand(out);
    left = right ? emit_operation(out, operation, left, right) : NULL;
    skip_spaces(out);
  }
  return left;
}

static LLVMValueRef emit_product(emitter *out) {
  return emit_chain(out, "*/", emit_atom);
}

static LLVMValueRef emit_value(emitter *out) {
  if (accept(out, "let"))
    return emit_let(out);
  if (accept(out, "if"))
    return emit_if(out);
  return emit_chain(out, "+-", emit_product);
}

/* ---- functions and lines ---- */

/* The body, between taking and giving back a reference to each argument. */
static bool emit_body(emitter *out) {
  for (size_t i = 0; i < out->variable_count; i++) {
    emit_incref(out, out->variables[i].object);
    if (!hold(out, out->variables[i].object))
      return false;
  }
  LLVMValueRef result = emit_value(out);
  skip_spaces(out);
  if (result && *out->text)
    complain(out, "something is left over");
  if (!result || *out->text)
    return false;
  LLVMBuildStore(out->builder, result, LLVMGetParam(out->function, 0));
  while (out->held_count > 0)
    release_newest(out);
  LLVMBuildRet(out->builder, LLVMConstInt(out->status, STATUS_FINE, false));
  return true;
}

static void begin_function(emitter *out, const char *name, size_t parameters) {
  LLVMSetModuleIdentifier(out->module, name, strlen(name));
  out->function = LLVMAddFunction(out->module, name, function_type(out, parameters));
  for (size_t i = 0; i < parameters; i++)
    out->variables[i].object = LLVMGetParam(out->function, (unsigned)i + 1);
  LLVMPositionBuilderAtEnd(out->builder, add_block(out, "entry"));
}

static bool read_parameters(emitter *out) {
  char name[NAME_SIZE];
  if (!expect(out, "("))
    return false;
  if (accept(out, ")"))
    return true;
  do
    if (!read_name(out, name) || !bind(out, name, NULL))
      return false;
  while (accept(out, ","));
  return expect(out, ")");
}

static bool emit_definition(emitter *out, char name[NAME_SIZE]) {
  if (!read_name(out, name) || !read_parameters(out) || !expect(out, "="))
    return false;
  begin_function(out, name, out->variable_count);
  return emit_body(out);
}

static bool emit_line(emitter *out, char name[NAME_SIZE], bool *is_definition) {
  *is_definition = accept(out, "def");
  if (*is_definition)
    return emit_definition(out, name);
  snprintf(name, NAME_SIZE, "line.%d", out->all->line);
  begin_function(out, name, 0);
  return emit_body(out);
}

static void begin(emitter *out, compiler *all, const char *text, LLVMContextRef context) {
  *out = (emitter){.all = all, .text = text, .context = context};
  out->module = LLVMModuleCreateWithNameInContext("line", context);
  out->builder = LLVMCreateBuilderInContext(context);
  out->pointer = LLVMPointerTypeInContext(context, 0);
  out->status = LLVMInt32TypeInContext(context);
  out->number = LLVMDoubleTypeInContext(context);
  out->nothing = LLVMVoidTypeInContext(context);
}

static bool add_module(emitter *out, LLVMOrcThreadSafeContextRef owner) {
  LLVMErrorRef error =
      refprune_jit_add_module(out->all->jit, LLVMOrcCreateNewThreadSafeModule(out->module, owner));
  if (!error)
    return true;
  char *text = LLVMGetErrorMessage(error);
  snprintf(out->all->message, MESSAGE_SIZE, "%s", text);
  LLVMDisposeErrorMessage(text);
  return false;
}

static void note_function(compiler *all, const char *name) {
  if (all->function_count <
      MOST_FUNCTIONS) /* the others are called through slots, which works too */
    snprintf(all->functions[all->function_count++], NAME_SIZE, "%s", name);
}

bool compile_line(compiler *all, const char *text, char entry[NAME_SIZE]) {
  emitter out;
  bool is_definition;
  LLVMOrcThreadSafeContextRef owner;
  LLVMContextRef context = refprune_jit_new_context(&owner);
  all->line++;
  all->message[0] = '\0';
  begin(&out, all, text, context);
  bool done = emit_line(&out, entry, &is_definition);
  LLVMDisposeBuilder(out.builder);
  if (done)
    done = add_module(&out, owner);
  else
    LLVMDisposeModule(out.module);
  LLVMOrcDisposeThreadSafeContext(owner);
  if (done && is_definition) {
    note_function(all, entry);
    entry[0] = '\0';
  }
  return done;
}
