/* box.c - how compiled code makes a value; also a library, for `refprune run --define`. */
#include "box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

NRT_MemInfo *box(double value) {
  NRT_MemInfo *object = NRT_MemInfo_alloc(sizeof value);
  if (!object) {
    fputs("expressions: no memory\n", stderr);
    exit(1);
  }
  memcpy(NRT_MemInfo_data(object), &value, sizeof value);
  return object;
}
