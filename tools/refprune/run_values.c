/* run_values.c - results of a run as text. */
#include "run_values.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nrt/debug.h>

#include "run_crash.h"

__attribute__((format(printf, 3, 4))) static void append(char *text, size_t size,
                                                         const char *format, ...) {
  size_t used = strlen(text);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text + used, size - used, format, arguments);
  va_end(arguments);
}

/* ---- live objects ---- */

/* Owned list of all live objects; *count is 0 without memory. */
static nrt_live_object *list_objects(size_t *count) {
  *count = nrt_debug_live(NULL, 0);
  nrt_live_object *objects = calloc(*count + 1, sizeof *objects);
  *count = objects ? nrt_debug_live(objects, *count) : 0;
  return objects;
}

NRT_MemInfo *values_find_object(uint64_t address) {
  size_t count;
  NRT_MemInfo *found = NULL;
  nrt_live_object *objects = list_objects(&count);
  for (size_t i = 0; i < count; ++i)
    if (address == (uint64_t)(uintptr_t)objects[i].object)
      found = objects[i].object;
  free(objects);
  return found;
}

void values_write_leaks(run_outcome *outcome, const run_symbols *symbols) {
  nrt_live_object *objects = list_objects(&outcome->live);
  for (size_t i = 0; i < outcome->live; ++i) {
    const nrt_live_object *object = &objects[i];
    const run_symbol *maker = crash_blame(symbols, object->site, object->depth);
    append(outcome->leaks, LEAK_TEXT,
           "leak: object #%" PRIu64 ", %zu bytes, %zu reference%s, made %s%s%s\n", object->number,
           object->data_size, object->count, object->count == 1 ? "" : "s",
           maker ? "in '" : "outside compiled code", maker ? maker->name : "", maker ? "'" : "");
  }
  free(objects);
}

/* ---- words ---- */

static bool write_inside(char *text, size_t size, const char *name, uint64_t offset) {
  if (offset)
    append(text, size, "%s+%" PRIu64, name, offset);
  else
    append(text, size, "%s", name);
  return true;
}

/* An address of an object, or inside its data. */
static bool write_object(char *text, size_t size, uint64_t word) {
  size_t count;
  bool found = false;
  nrt_live_object *objects = list_objects(&count);
  for (size_t i = 0; i < count && !found; ++i) {
    char name[64];
    uint64_t inside = word - (uint64_t)(uintptr_t)objects[i].data;
    if (word == (uint64_t)(uintptr_t)objects[i].object) {
      snprintf(name, sizeof name, "object #%" PRIu64 " (count %zu)", objects[i].number,
               objects[i].count);
      found = write_inside(text, size, name, 0);
    } else if (objects[i].data && inside < objects[i].data_size) {
      snprintf(name, sizeof name, "data of #%" PRIu64, objects[i].number);
      found = write_inside(text, size, name, inside);
    }
  }
  free(objects);
  return found;
}

/* An address in the program, or a number. */
static void write_word(char *text, size_t size, const run_symbols *symbols, uint64_t word) {
  if (word && write_object(text, size, word))
    return;
  const run_symbol *symbol = word ? symbols_find(symbols, word) : NULL;
  if (symbol) {
    append(text, size, "@");
    write_inside(text, size, symbol->name, word - symbol->address);
  } else {
    append(text, size, "%" PRId64, (int64_t)word);
  }
}

/* ---- values ---- */

static int64_t extend_sign(uint64_t word, unsigned bits) {
  uint64_t sign = UINT64_C(1) << (bits - 1);
  uint64_t low = bits == 64 ? word : word & ((UINT64_C(1) << bits) - 1);
  return (int64_t)((low ^ sign) - sign);
}

static void write_real(char *text, size_t size, value_type type, uint64_t word) {
  double wide;
  float narrow;
  memcpy(&wide, &word, sizeof wide);
  memcpy(&narrow, &word, sizeof narrow);
  append(text, size, "%.17g", type.kind == TYPE_FLOAT ? (double)narrow : wide);
}

static void write_result(char *text, size_t size, const run_symbols *symbols, value_type type,
                         uint64_t word) {
  char name[TYPE_TEXT];
  type_text(type, name);
  append(text, size, "result: %s ", name);
  if (type.kind == TYPE_INTEGER && type.bits > 1)
    append(text, size, "%" PRId64, extend_sign(word, type.bits));
  else if (type.kind == TYPE_INTEGER)
    append(text, size, "%d", (int)(word & 1));
  else if (type.kind == TYPE_POINTER && word == 0)
    append(text, size, "null");
  else if (type.kind == TYPE_POINTER)
    write_word(text, size, symbols, word);
  else
    write_real(text, size, type, word);
  append(text, size, "\n");
}

static void write_buffer(char *text, size_t size, const run_symbols *symbols,
                         const run_argument *argument, size_t number) {
  const uint64_t *words = argument->buffer;
  append(text, size, "argument %zu:", number + 1);
  for (size_t i = 0; i < argument->buffer_size / sizeof *words; ++i) {
    append(text, size, " ");
    write_word(text, size, symbols, words[i]);
  }
  append(text, size, "\n");
}

void values_write(run_outcome *outcome, const run_symbols *symbols, value_type type,
                  uint64_t result, const run_argument *arguments, size_t count) {
  if (type.kind != TYPE_VOID)
    write_result(outcome->values, VALUES_TEXT, symbols, type, result);
  for (size_t i = 0; i < count; ++i)
    if (arguments[i].wants_buffer)
      write_buffer(outcome->values, VALUES_TEXT, symbols, &arguments[i], i);
}
