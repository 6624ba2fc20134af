/* leaky.c - a program with mistakes, for environment.sh: leaky NAME. Knows nothing of debugging. */
#include <nrt/nrt.h>

#include <stdlib.h>
#include <string.h>

/* Visible, so that backtraces can name them. */
NRT_API NRT_MemInfo *make_buffer(size_t size);
NRT_API void forget_two(void);
NRT_API void release_twice(void);

NRT_MemInfo *make_buffer(size_t size) {
  NRT_MemInfo *mi = NRT_MemInfo_alloc(size);
  if (mi == NULL)
    exit(3);
  memset(NRT_MemInfo_data(mi), 1, size);
  return mi;
}

void forget_two(void) {
  NRT_decref(make_buffer(1));
  NRT_incref(make_buffer(1000));
  make_buffer(24);
}

void release_twice(void) {
  NRT_MemInfo *mi = make_buffer(48);
  NRT_decref(mi);
  NRT_decref(mi);
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "forget") == 0)
    forget_two();
  else if (argc == 2 && strcmp(argv[1], "twice") == 0)
    release_twice();
  else
    return 2;
  return 0;
}
