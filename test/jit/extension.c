/* A shared library for tests. */
#include <stdint.h>
#include <string.h>

#include <nrt/nrt.h>

int32_t extension_increment(int32_t value);
int32_t NRT_from_the_extension(int32_t value);
void *box(double value);

int32_t extension_increment(int32_t value) {
  return value + 1;
}

int32_t NRT_from_the_extension(int32_t value) {
  return value;
}

/* What examples/expressions calls. */
void *box(double value) {
  NRT_MemInfo *object = NRT_MemInfo_alloc(sizeof value);
  if (object)
    memcpy(NRT_MemInfo_data(object), &value, sizeof value);
  return object;
}
