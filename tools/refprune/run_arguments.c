/* run_arguments.c - TYPE:VALUE on the command line, as words for the entry function. */
#include "run_arguments.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_type(value_type type, type_kind kind) {
  return type.kind == kind;
}

/* ---- values ---- */

/* Accepts -2^(bits-1) to 2^bits - 1: both ways to write a number of so many bits. */
static bool read_integer(const char *text, unsigned bits, uint64_t *value) {
  char *end;
  errno = 0;
  bool negative = *text == '-';
  uint64_t limit = bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
  *value = strtoull(negative ? text + 1 : text, &end, 0);
  if (end == text + negative || *end || errno || text[negative] == '-' || *value > limit)
    return false;
  if (negative && *value > UINT64_C(1) << (bits - 1))
    return false;
  if (negative)
    *value = (0 - *value) & limit;
  return true;
}

static bool read_real(const char *text, type_kind kind, uint64_t *bits) {
  char *end;
  double value = strtod(text, &end);
  float narrow = (float)value;
  *bits = 0;
  if (kind == TYPE_FLOAT)
    memcpy(bits, &narrow, sizeof narrow);
  else
    memcpy(bits, &value, sizeof value);
  return end != text && *end == '\0';
}

static bool read_value(const char *text, run_argument *argument) {
  switch (argument->type.kind) {
  case TYPE_INTEGER:
    return read_integer(text, argument->type.bits, &argument->bits);
  case TYPE_FLOAT:
  case TYPE_DOUBLE:
    return read_real(text, argument->type.kind, &argument->bits);
  case TYPE_POINTER:
    return strcmp(text, "null") == 0 || read_integer(text, 64, &argument->bits);
  case TYPE_VOID:
    break;
  }
  return false;
}

/* ---- TYPE:VALUE ---- */

static bool fail(refprune_message *message, size_t number, const char *text, const char *what,
                 const char *type) {
  snprintf(message->text, sizeof message->text, "argument %zu, '%.60s': %s%s", number + 1, text,
           what, type);
  return false;
}

static const char *after_prefix(const char *text, const char *prefix) {
  size_t length = strlen(prefix);
  return strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

/* object:SIZE and buffer:SIZE; the size is remembered until arguments_make. */
static bool read_memory(run_argument *argument, const char *size_text, size_t unit) {
  uint64_t size;
  if (!has_type(argument->type, TYPE_POINTER) || !read_integer(size_text, 31, &size))
    return false;
  argument->buffer_size = (size_t)((size + unit - 1) / unit * unit);
  return true;
}

static bool read_argument(run_argument *argument, const char *text, const char *type) {
  const char *size;
  if ((size = after_prefix(text, "object:"))) {
    argument->wants_object = true;
    return read_memory(argument, size, 1);
  }
  if ((size = after_prefix(text, "buffer:"))) {
    argument->wants_buffer = true;
    return read_memory(argument, size, sizeof(uint64_t));
  }
  const char *colon = strchr(text, ':');
  if (!colon)
    return read_value(text, argument);
  size_t length = strlen(type);
  return (size_t)(colon - text) == length && strncmp(text, type, length) == 0 &&
         read_value(colon + 1, argument);
}

bool arguments_read(run_argument *arguments, const run_signature *wanted, const char *const *texts,
                    size_t count, refprune_message *message) {
  size_t words = 0;
  if (count != wanted->count) {
    snprintf(message->text, sizeof message->text, "the entry takes %zu argument%s, not %zu",
             wanted->count, wanted->count == 1 ? "" : "s", count);
    return false;
  }
  for (size_t i = 0; i < count; ++i) {
    char type[TYPE_TEXT];
    arguments[i] = (run_argument){.type = wanted->parameters[i]};
    type_text(arguments[i].type, type);
    if (!read_argument(&arguments[i], texts[i], type))
      return fail(message, i, texts[i], "not a value of the parameter's type, ", type);
    words += arguments[i].wants_buffer ? arguments[i].buffer_size / sizeof(uint64_t) : 0;
    if (words > MAX_BUFFER_WORDS)
      return fail(message, i, texts[i], "buffers hold more than 256 words together", "");
  }
  return true;
}

/* ---- objects and buffers ---- */

static bool make_argument(run_argument *argument) {
  if (argument->wants_object) {
    argument->object = NRT_MemInfo_alloc(argument->buffer_size);
    if (!argument->object)
      return false;
    memset(NRT_MemInfo_data(argument->object), 0, argument->buffer_size);
    argument->bits = (uint64_t)(uintptr_t)argument->object;
  } else if (argument->wants_buffer) {
    argument->buffer = calloc(1, argument->buffer_size ? argument->buffer_size : 1);
    argument->bits = (uint64_t)(uintptr_t)argument->buffer;
    return argument->buffer != NULL;
  }
  return true;
}

bool arguments_make(run_argument *arguments, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if (!make_argument(&arguments[i]))
      return false;
  return true;
}

void arguments_release(run_argument *arguments, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    NRT_decref(arguments[i].object);
    free(arguments[i].buffer);
    arguments[i].object = NULL;
    arguments[i].buffer = NULL;
  }
}
