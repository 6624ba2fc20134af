/* early_test.c - R42: the table works before anything else was called (numba/numba#7385), here even
 * before main. */
#include <nrt/nrt.h>

#include <stdio.h>

static int destroyed;

static void count_destroyed(void *data) {
  destroyed += data == &destroyed;
}

__attribute__((constructor)) static void use_before_main(void) {
  const NRT_api_functions *nrt = NRT_get_api();
  NRT_MemInfo *mi = nrt->manage_memory(&destroyed, count_destroyed);
  nrt->acquire(mi);
  nrt->release(mi);
  nrt->release(mi);
  nrt->release(nrt->allocate(100));
}

int main(void) {
  printf("destroyed %d\n", destroyed);
  return destroyed == 1 ? 0 : 1;
}
