/* run_crash.c - fatal signals of compiled code. */
#include "run_crash.h"

#include <execinfo.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_FRAMES = 64, STACK_SIZE = 1 << 16 };

static struct {
  const run_symbols *symbols;
  const char *entry;
  const char *when;
} watched;

static const struct {
  int number;
  const char *text;
} fatal_signals[] = {
    {SIGSEGV, "segmentation fault"}, {SIGBUS, "bus error"}, {SIGFPE, "arithmetic exception"},
    {SIGILL, "illegal instruction"}, {SIGTRAP, "trap"},     {SIGABRT, "abort"},
};

enum { SIGNAL_COUNT = sizeof fatal_signals / sizeof fatal_signals[0] };

static struct sigaction earlier_actions[SIGNAL_COUNT];
static size_t watched_count;

const run_symbol *crash_blame(const run_symbols *symbols, void *const *addresses, size_t count) {
  const run_symbol *blamed = NULL;
  for (size_t i = 0; i < count && !blamed; ++i)
    blamed = symbols_find(symbols, (uint64_t)(uintptr_t)addresses[i]);
  return blamed;
}

static const char *signal_text(int number) {
  for (size_t i = 0; i < SIGNAL_COUNT; ++i)
    if (fatal_signals[i].number == number)
      return fatal_signals[i].text;
  return "signal";
}

static int describe(char *line, size_t size, int number, const run_symbol *blamed) {
  const char *text = signal_text(number);
  if (blamed)
    return snprintf(line, size, "refprune: %s in compiled function '%.200s', entry '%.200s'%s\n",
                    text, blamed->name, watched.entry, watched.when);
  return snprintf(line, size, "refprune: %s outside compiled code, entry '%.200s'%s\n", text,
                  watched.entry, watched.when);
}

/* The process is lost; what is called here works in practice: backtrace has been called before, and
 * snprintf of short texts takes no memory. */
static void on_signal(int number) {
  void *addresses[MAX_FRAMES];
  char line[512];
  int count = backtrace(addresses, MAX_FRAMES);
  const run_symbol *blamed = crash_blame(watched.symbols, addresses, (size_t)count);
  int length = describe(line, sizeof line, number, blamed);
  ssize_t written = write(STDERR_FILENO, line, (size_t)length);
  (void)written; /* there is nobody left to tell */
  raise(number);
}

static bool watch_signal(size_t index) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = (int)(SA_ONSTACK | SA_RESETHAND | SA_NODEFER);
  return sigaction(fatal_signals[index].number, &action, &earlier_actions[index]) == 0;
}

/* An overflown stack cannot run a handler: it gets one of its own, kept until the process ends. */
static bool provide_stack(void) {
  static char stack[STACK_SIZE];
  stack_t description = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
  return sigaltstack(&description, NULL) == 0;
}

bool crash_watch(const run_symbols *symbols, const char *entry, const char *when) {
  void *unused[1];
  watched.symbols = symbols;
  watched.entry = entry;
  watched.when = when;
  backtrace(unused, 1); /* the first call loads a library */
  if (!provide_stack())
    return false;
  while (watched_count < SIGNAL_COUNT && watch_signal(watched_count))
    ++watched_count;
  return watched_count == SIGNAL_COUNT;
}

void crash_forget(void) {
  while (watched_count > 0) {
    --watched_count;
    sigaction(fatal_signals[watched_count].number, &earlier_actions[watched_count], NULL);
  }
}
