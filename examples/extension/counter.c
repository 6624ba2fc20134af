/* counter.c - a native extension: a shared library that compiled code calls. It needs the runtime's
 * header and nothing of LLVM. */
#include "counter.h"

#include <stdlib.h>

#include <nrt/nrt.h>

static counter_lookup find_global;
static int64_t freed;

void counter_set_lookup(counter_lookup lookup) {
  find_global = lookup;
}

int64_t counter_add_by_name(int64_t step) {
  counter *object = find_global ? find_global("hits") : NULL;
  return object ? counter_add(object, step) : -1;
}

int64_t counter_add(counter *object, int64_t step) {
  object->value += step;
  return object->value;
}

static void free_history(void *data) {
  freed++;
  free(data);
}

/* As nrt_external.h shows it: allocate, wrap, take and give back a reference, return the object. */
void *counter_history(int64_t length) {
  const NRT_api_functions *nrt = NRT_get_api();
  void *data = calloc((size_t)length, sizeof(int64_t));
  NRT_MemInfo *object = data ? nrt->manage_memory(data, free_history) : NULL;
  if (!object) {
    free(data);
    return NULL;
  }
  nrt->acquire(object);
  nrt->release(object);
  return object;
}

int64_t counter_histories_freed(void) {
  return freed;
}
