/* The example of the documentation, as C and as C++: memory of our own under the runtime. */
#include <numba/core/runtime/nrt_external.h>

#include <nrt/nrt.h>

#include <stdio.h>
#include <stdlib.h>

static int destroyed;

static void destroy(void *data) {
  destroyed++;
  free(data);
}

/* Returns a new reference. */
static NRT_MemInfo *make_object(void) {
  const NRT_api_functions *nrt = NRT_get_api();
  NRT_MemInfo *object = nrt->manage_memory(malloc(10), destroy);
  nrt->acquire(object);
  nrt->release(object);
  return object;
}

int main(void) {
  const NRT_api_functions *nrt = NRT_get_api();
  NRT_MemInfo *object = make_object();
  if (object == NULL || nrt->get_data(object) == NULL || destroyed != 0)
    return EXIT_FAILURE;
  nrt->release(object);
  printf("the destructor ran %d time(s), libnrt %s%s\n", destroyed, nrt_version(),
         nrt_is_single_threaded() ? ", plain counts" : "");
  return destroyed == 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
