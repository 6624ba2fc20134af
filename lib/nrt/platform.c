/* pthread_atfork and the like are POSIX, backtrace is glibc's and others'. */
#define _POSIX_C_SOURCE 200809L

#include "platform.h"

#include <execinfo.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t atfork_once = PTHREAD_ONCE_INIT;

static void lock_raw(void) {
  pthread_mutex_lock(&mutex);
}

void nrt__unlock(void) {
  pthread_mutex_unlock(&mutex);
}

/* The lock is held across fork, so that the child's copy of what it guards is consistent. */
static void install_atfork(void) {
  pthread_atfork(lock_raw, nrt__unlock, nrt__unlock);
}

void nrt__lock(void) {
  pthread_once(&atfork_once, install_atfork);
  lock_raw();
}

void nrt__once(void (*function)(void)) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, function);
}

static pthread_key_t exit_key;
static bool exit_key_exists;
static void (*_Atomic exit_function)(void *);

static void call_exit_function(void *argument) {
  atomic_load (&exit_function)(argument);
}

static void make_exit_key(void) {
  exit_key_exists = pthread_key_create(&exit_key, call_exit_function) == 0;
}

bool nrt__at_thread_exit(void (*function)(void *), void *argument) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  atomic_store(&exit_function, function);
  pthread_once(&once, make_exit_key);
  return exit_key_exists && pthread_setspecific(exit_key, argument) == 0;
}

enum { DEEPEST = 48 };

/* The innermost frame of all is this function. */
nrt__noinline size_t nrt__backtrace(void **addresses, size_t capacity, size_t own) {
  void *all[DEEPEST];
  size_t found = (size_t)backtrace(all, DEEPEST);
  size_t skipped = own + 1;
  size_t count = found > skipped ? found - skipped : 0;
  if (count > capacity)
    count = capacity;
  memcpy(addresses, all + skipped, count * sizeof *addresses);
  return count;
}

void nrt__describe_addresses(void *const *addresses, size_t count,
                             void (*line)(void *context, const char *text), void *context) {
  if (count == 0)
    return;
  char **names = backtrace_symbols(addresses, (int)count);
  for (size_t i = 0; i < count; i++) {
    char bare[32];
    snprintf(bare, sizeof bare, "%p", addresses[i]);
    line(context, names != NULL ? names[i] : bare);
  }
  free(names);
}
