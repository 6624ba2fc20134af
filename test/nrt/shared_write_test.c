/* shared_write_test.c - R44: allocating, counting and releasing writes nothing that threads share.
 *
 * All writable memory of the shared library is copied before and compared after; thread-local
 * storage and the heap are not part of it.
 */
#define _GNU_SOURCE

#include <link.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nrt/nrt.h>
#include <nrt/stats.h>

typedef struct segment {
  unsigned char *start;
  size_t size;
} segment;

enum { MOST = 8 };
static segment found[MOST];
static size_t count;

/* Also what the loader makes read-only after relocation: it is still part of such a segment. */
static int find_segments(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size, (void)unused;
  if (strstr(info->dlpi_name, "libnrt.so") == NULL)
    return 0;
  for (int i = 0; i < info->dlpi_phnum && count < MOST; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_W) != 0)
      found[count++] = (segment){(unsigned char *)info->dlpi_addr + info->dlpi_phdr[i].p_vaddr,
                                 info->dlpi_phdr[i].p_memsz};
  return 0;
}

static void use_objects(void) {
  for (size_t i = 0; i < 100; i++) {
    NRT_MemInfo *mi = NRT_MemInfo_alloc(i);
    NRT_incref(mi);
    NRT_decref(mi);
    NRT_decref(mi);
    NRT_MemInfo *varsize = NRT_MemInfo_new_varsize(i);
    NRT_MemInfo_varsize_realloc(varsize, 2 * i);
    NRT_decref(varsize);
  }
}

/* Returns how many bytes differ. The first run binds functions and takes a slot for statistics. */
static size_t written_by(void (*body)(void)) {
  size_t differences = 0;
  unsigned char *copy[MOST];
  body();
  for (size_t s = 0; s < count; s++) {
    copy[s] = malloc(found[s].size);
    memcpy(copy[s], found[s].start, found[s].size);
  }
  body();
  for (size_t s = 0; s < count; s++) {
    for (size_t i = 0; i < found[s].size; i++)
      differences += copy[s][i] != found[s].start[i];
    free(copy[s]);
  }
  return differences;
}

/* So that the comparison is known to see something. */
static void write_something(void) {
  static int32_t status = 1;
  nrt_set_unresolved_status(++status);
}

static bool expect(const char *what, size_t actual, bool any) {
  if ((actual != 0) == any)
    return true;
  fprintf(stderr, "failed: %s: %zu bytes written\n", what, actual);
  return false;
}

int main(void) {
  dl_iterate_phdr(find_segments, NULL);
  bool good = count > 0;
  good &= expect("a setting", written_by(write_something), true);
  good &= expect("statistics off", written_by(use_objects), false);
  nrt_stats_enable();
  good &= expect("statistics on", written_by(use_objects), false);
  printf("%zu segments compared\n", count);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
