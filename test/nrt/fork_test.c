/* fork_test.c - a child of a program whose other threads are in the runtime can use it. */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static int failures;
static atomic_bool stop;

void check_failed(const char *file, int line, const char *condition) {
  fprintf(stderr, "%s:%d: failed: %s\n", file, line, condition);
  failures++;
}

static void *keep_busy(void *argument) {
  (void)argument;
  while (!atomic_load(&stop))
    NRT_decref(NRT_MemInfo_alloc(10));
  return NULL;
}

/* Ends with 0 if the runtime works; a lock that was held at the fork would block it until the
 * alarm. */
static void be_child(size_t live) {
  alarm(20);
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  bool listed = nrt_debug_live(NULL, 0) >= live + 1;
  NRT_decref(mi);
  nrt_debug_disable();
  _exit(listed ? 0 : 1);
}

static void fork_once(void) {
  int status = 1;
  pid_t child = fork();
  if (child == 0)
    be_child(1);
  CHECK(child > 0 && waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(void) {
  pthread_t thread;
  nrt_stats_enable();
  CHECK(nrt_debug_enable("live,check,depth=1") == 0);
  NRT_MemInfo *mi = NRT_MemInfo_alloc(10);
  if (pthread_create(&thread, NULL, keep_busy, NULL) != 0)
    abort();
  for (int i = 0; i < 50; i++)
    fork_once();
  atomic_store(&stop, true);
  pthread_join(thread, NULL);
  NRT_decref(mi);
  printf("%d failures\n", failures);
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
