/* report.c - sentences about objects, to the handler or to a file. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "meminfo.h"
#include "platform.h"
#include "registry.h"

/* Where lines go: a handler, or a file if there is none. */
typedef struct sink {
  nrt_debug_handler handler;
  void *context;
  FILE *file;
} sink;

static _Atomic(nrt_debug_handler) current_handler;
static _Atomic(void *) current_context;
static _Thread_local bool reporting;

bool nrt__is_reporting(void) {
  return reporting;
}

void nrt_debug_set_handler(nrt_debug_handler handler, void *context) {
  atomic_store(&current_context, context);
  atomic_store(&current_handler, handler);
}

static sink handler_sink(void) {
  return (sink){atomic_load(&current_handler), atomic_load(&current_context), stderr};
}

static void write_line(sink *to, const char *line) {
  if (to->handler != NULL)
    to->handler(to->context, line);
  else
    fprintf(to->file, "%s\n", line);
}

static void write_address(void *context, const char *text) {
  char line[320];
  snprintf(line, sizeof line, "NRT:     %s", text);
  write_line(context, line);
}

static void write_site(sink *to, const nrt__site *site, size_t depth) {
  nrt__describe_addresses(site->address, site->depth < depth ? site->depth : depth, write_address,
                          to);
}

static void write_object(sink *to, const nrt__record *object, size_t count) {
  char line[160];
  snprintf(line, sizeof line, "NRT: #%llu: %zu bytes, count %zu, object %p, data %p, made by",
           (unsigned long long)object->number, object->size, count, (void *)object->mi,
           object->data);
  write_line(to, line);
  write_site(to, &object->made, NRT_DEBUG_MAX_DEPTH);
}

static void write_known(sink *to, const nrt__record *object) {
  write_object(to, object, object->destroyed ? 0 : NRT_MemInfo_refcount(object->mi));
  if (object->destroyed) {
    write_line(to, "NRT:   destroyed by");
    write_site(to, &object->gone, NRT_DEBUG_MAX_DEPTH);
  }
}

static void write_caller(sink *to) {
  nrt__site here;
  here.depth = nrt__backtrace(here.address, NRT_DEBUG_MAX_DEPTH, 1);
  write_line(to, "NRT:   misused by");
  write_site(to, &here, nrt__get_settings().depth);
}

void nrt__report_misuse(const char *text, NRT_MemInfo *mi) {
  if (reporting)
    return;
  reporting = true;
  sink to = handler_sink();
  nrt__record object;
  char line[200];
  snprintf(line, sizeof line, "NRT: misuse: %s", text);
  write_line(&to, line);
  if (mi != NULL && nrt__lookup(mi, &object))
    write_known(&to, &object);
  write_caller(&to);
  reporting = false;
  if (nrt__on(NRT__STOP))
    abort();
}

/* Enough of the callers to tell them apart. */
enum { STEP_DEPTH = 4 };

void nrt__report_step(const nrt__record *object, const char *operation, size_t before, size_t after,
                      const nrt__site *site) {
  char line[96];
  reporting = true;
  sink to = handler_sink();
  snprintf(line, sizeof line, "NRT: #%llu: %s, count %zu -> %zu, called by",
           (unsigned long long)object->number, operation, before, after);
  write_line(&to, line);
  write_site(&to, site, STEP_DEPTH);
  reporting = false;
}

static size_t total_size(const nrt_live_object *objects, size_t count) {
  size_t total = 0;
  for (size_t i = 0; i < count; i++)
    total += objects[i].data_size;
  return total;
}

static void write_live(sink *to, const nrt_live_object *object) {
  nrt__record record = {.number = object->number,
                        .mi = object->object,
                        .data = object->data,
                        .size = object->data_size,
                        .made.depth = object->depth};
  for (size_t i = 0; i < object->depth; i++)
    record.made.address[i] = object->site[i];
  write_object(to, &record, object->count);
}

static void write_summary(sink *to, const nrt_live_object *objects, size_t count) {
  char line[96];
  snprintf(line, sizeof line, "NRT: %zu live object%s, %zu bytes", count, count == 1 ? "" : "s",
           total_size(objects, count));
  write_line(to, line);
  size_t unlisted = nrt__unlisted();
  if (unlisted != 0) {
    snprintf(line, sizeof line, "NRT: %zu objects could not be listed for want of memory",
             unlisted);
    write_line(to, line);
  }
}

/* From a copy, so that nothing is written while the lock is held. */
void nrt_debug_report(FILE *out) {
  sink to = {NULL, NULL, out};
  size_t capacity = nrt_debug_live(NULL, 0);
  nrt_live_object *objects = calloc(capacity + 1, sizeof *objects);
  if (objects == NULL) {
    fprintf(out, "NRT: %zu live objects, no memory to list them\n", capacity);
    return;
  }
  size_t count = nrt_debug_live(objects, capacity);
  if (count > capacity)
    count = capacity;
  write_summary(&to, objects, count);
  for (size_t i = 0; i < count; i++)
    write_live(&to, &objects[i]);
  free(objects);
}
