/* unresolved.c - what is called while a function does not exist yet; and Numba's debug print. */
#include <stdarg.h>
#include <stdatomic.h>

#include "error.h"

static _Atomic(nrt_unresolved_handler) unresolved_handler;
static _Atomic(void *) unresolved_context;
static _Atomic(int32_t) unresolved_status = 1;

void nrt_set_unresolved_handler(nrt_unresolved_handler handler, void *context) {
  atomic_store(&unresolved_context, context);
  atomic_store(&unresolved_handler, handler);
}

void nrt_set_unresolved_status(int32_t status) {
  atomic_store(&unresolved_status, status);
}

/* Called with any arguments: that it declares none is what makes this work, since callers clean up
 * what they have passed. */
int32_t nrt_unresolved_abort(void) {
  nrt__set_error("nrt_unresolved_abort", "a function was called that has not been compiled");
  nrt_unresolved_handler handler = atomic_load(&unresolved_handler);
  if (handler != NULL)
    handler(atomic_load(&unresolved_context));
  return atomic_load(&unresolved_status);
}

void nrt_debug_print(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
}
