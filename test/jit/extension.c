/* A shared library for tests. */
#include <stdint.h>

int32_t extension_increment(int32_t value);
int32_t NRT_from_the_extension(int32_t value);

int32_t extension_increment(int32_t value) {
  return value + 1;
}

int32_t NRT_from_the_extension(int32_t value) {
  return value;
}
