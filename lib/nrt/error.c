#include "error.h"

#include <stdio.h>

#include "registry.h"
#include "switches.h"

static _Thread_local char last_error[160];

const char *nrt_last_error(void) {
  return last_error;
}

void nrt_clear_error(void) {
  last_error[0] = '\0';
}

void nrt__set_error(const char *function, const char *what) {
  snprintf(last_error, sizeof last_error, "%s: %s", function, what);
}

void nrt__misuse(const char *function, const char *what, NRT_MemInfo *mi) {
  nrt__set_error(function, what);
  if (nrt__on(NRT__DEBUG))
    nrt__report_misuse(last_error, mi);
}
