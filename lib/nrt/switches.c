#include "switches.h"

#include <stdio.h>
#include <stdlib.h>

#include <nrt/debug.h>

#include "platform.h"

_Atomic(unsigned) nrt__switches = NRT__UNREAD;

void nrt__switch_on(unsigned switches) {
  atomic_fetch_or_explicit(&nrt__switches, switches, memory_order_relaxed);
}

void nrt__switch_off(unsigned switches) {
  atomic_fetch_and_explicit(&nrt__switches, ~switches, memory_order_relaxed);
}

/* Who sets NRT_DEBUG has asked for output, so that a bad value may be answered by a line. */
static void read_environment(void) {
  const char *items = getenv("NRT_DEBUG");
  if (items != NULL && *items != '\0' && nrt_debug_enable(items) != 0)
    fprintf(stderr, "NRT_DEBUG: %s\n", nrt_last_error());
  nrt__switch_off(NRT__UNREAD);
}

void nrt__read_environment(void) {
  nrt__once(read_environment);
}
