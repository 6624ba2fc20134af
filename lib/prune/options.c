#include <refprune/options.h>

void refprune_options_dispose(refprune_options *options) {
  (void)options;
}
