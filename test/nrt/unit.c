/* unit.c - runs the tests of all files: unit [NAME...]. */
#include "check.h"

static const test *const tables[] = {count_tests,   object_tests,    destroy_tests,
                                     varsize_tests, allocator_tests, statistics_tests,
                                     debug_tests,   table_tests};

static int failures;

void check_failed(const char *file, int line, const char *condition) {
  fprintf(stderr, "%s:%d: failed: %s\n", file, line, condition);
  failures++;
}

bool error_mentions(const char *part) {
  bool found = strstr(nrt_last_error(), part) != NULL;
  nrt_clear_error();
  return found;
}

void count_dtor(void *data, size_t size, void *info) {
  dtor_calls *calls = info;
  calls->count++;
  calls->data = data;
  calls->size = size;
}

static void nothing(void) {}

static void debug_on(void) {
  nrt_stats_enable();
  CHECK(nrt_debug_enable("live,poison,check,quarantine=3") == 0);
}

static const struct {
  const char *name;
  void (*enter)(void);
} modes[] = {{"plain", nothing}, {"statistics", nrt_stats_enable}, {"debugging", debug_on}};

static void reset(void) {
  nrt_debug_disable();
  nrt_debug_set_handler(NULL, NULL);
  NRT_MemSys_init();
  nrt_clear_error();
}

/* Statistics that are off say so by a number of their own, which balances too. */
static void check_balance(void) {
  CHECK(NRT_MemSys_get_stats_alloc() == NRT_MemSys_get_stats_free());
  CHECK(NRT_MemSys_get_stats_mi_alloc() == NRT_MemSys_get_stats_mi_free());
  CHECK(nrt_debug_live(NULL, 0) == 0);
  CHECK(nrt_last_error()[0] == '\0');
}

static void run_once(const test *each, const char *mode, void (*enter)(void)) {
  int before = failures;
  reset();
  enter();
  each->run();
  check_balance();
  reset();
  if (failures != before)
    fprintf(stderr, "FAILED: %s (%s)\n", each->name, mode);
}

static void run(const test *each) {
  if (each->switches) {
    run_once(each, "switching", nothing);
    return;
  }
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
    run_once(each, modes[i].name, modes[i].enter);
}

static bool is_wanted(const char *name, int argc, char **argv) {
  for (int i = 1; i < argc; i++)
    if (strcmp(name, argv[i]) == 0)
      return true;
  return argc < 2;
}

int main(int argc, char **argv) {
  int count = 0;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    for (const test *each = tables[i]; each->name != NULL; each++)
      if (is_wanted(each->name, argc, argv)) {
        run(each);
        count++;
      }
  printf("%d tests, %d failures\n", count, failures);
  return failures == 0 && count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
