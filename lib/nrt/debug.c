/* debug.c - switching debugging on and off, and watching counts while it is on. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "meminfo.h"
#include "platform.h"
#include "registry.h"
#include "switches.h"

static const struct {
  const char *name;
  unsigned switches;
} words[] = {
    {"live", NRT__LIVE},
    {"report", NRT__LIVE | NRT__REPORT},
    {"poison", NRT__LIVE | NRT__POISON},
    {"check", NRT__LIVE | NRT__CHECK},
    {"stop", NRT__STOP},
    {"all", NRT__LIVE | NRT__REPORT | NRT__POISON | NRT__CHECK},
    {"1", NRT__LIVE | NRT__REPORT | NRT__POISON | NRT__CHECK},
};

static bool read_word(const char *item, nrt__debug_settings *settings) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(item, words[i].name) == 0) {
      settings->switches |= words[i].switches;
      return true;
    }
  return false;
}

static bool read_number(const char *digits, uint64_t limit, uint64_t *number) {
  char *end;
  errno = 0;
  unsigned long long value = strtoull(digits, &end, 10);
  *number = value;
  return isdigit((unsigned char)*digits) && *end == '\0' && errno == 0 && value <= limit;
}

/* The text behind "name=", or NULL. */
static const char *value_of(const char *item, const char *name) {
  size_t length = strlen(name);
  return strncmp(item, name, length) == 0 && item[length] == '=' ? item + length + 1 : NULL;
}

static bool read_setting(const char *item, nrt__debug_settings *settings) {
  const char *value;
  uint64_t number = 0;
  if ((value = value_of(item, "trace")) != NULL && read_number(value, UINT64_MAX, &number)) {
    settings->traced = number;
    settings->switches |= number != 0 ? NRT__LIVE | NRT__TRACE : 0;
  } else if ((value = value_of(item, "quarantine")) != NULL &&
             read_number(value, SIZE_MAX, &number)) {
    settings->quarantine = (size_t)number;
  } else if ((value = value_of(item, "depth")) != NULL &&
             read_number(value, NRT_DEBUG_MAX_DEPTH, &number)) {
    settings->depth = (size_t)number;
  } else {
    return false;
  }
  return true;
}

static bool read_item(const char *item, nrt__debug_settings *settings) {
  if (*item == '\0' || read_word(item, settings) || read_setting(item, settings))
    return true;
  char what[96];
  snprintf(what, sizeof what, "\"%.32s\" is no item, or has a bad value", item);
  nrt__set_error("nrt_debug_enable", what);
  return false;
}

/* Longer than any item, so that a truncated one is still unknown. */
enum { ITEM_CAPACITY = 48 };

static bool read_items(const char *items, nrt__debug_settings *settings) {
  while (*items != '\0') {
    char item[ITEM_CAPACITY];
    size_t length = strcspn(items, ",");
    snprintf(item, sizeof item, "%.*s", (int)(length < ITEM_CAPACITY ? length : ITEM_CAPACITY),
             items);
    if (!read_item(item, settings))
      return false;
    items += length;
    items += *items == ',';
  }
  return true;
}

static void report_at_exit(void) {
  if (nrt__on(NRT__REPORT))
    nrt_debug_report(stderr);
}

/* Registered once; later it asks the switch. */
static bool prepare_exit(void) {
  static atomic_flag registered = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&registered) || atexit(report_at_exit) == 0)
    return true;
  atomic_flag_clear(&registered);
  nrt__set_error("nrt_debug_enable", "no memory to report at exit");
  return false;
}

static bool apply(const nrt__debug_settings *settings) {
  if ((settings->switches & NRT__REPORT) != 0 && !prepare_exit())
    return false;
  nrt__set_settings(settings);
  nrt__switch_on(settings->switches);
  return true;
}

int nrt_debug_enable(const char *items) {
  nrt__debug_settings settings = nrt__get_settings();
  return read_items(items, &settings) && apply(&settings) ? 0 : -1;
}

int nrt_debug_trace(uint64_t number) {
  nrt__debug_settings settings = nrt__get_settings();
  settings.traced = number;
  settings.switches |= number != 0 ? NRT__LIVE | NRT__TRACE : 0;
  return apply(&settings) ? 0 : -1;
}

/* The environment first: it must not switch on later what is switched off now. */
void nrt_debug_disable(void) {
  static const nrt__debug_settings defaults = NRT__DEFAULT_SETTINGS;
  nrt__read_environment();
  nrt__switch_off(NRT__DEBUG);
  nrt__set_settings(&defaults);
  nrt__empty_quarantine();
  nrt__forget_all();
}

static bool is_destroyed(NRT_MemInfo *mi) {
  return nrt__on(NRT__CHECK) && nrt__count_is_dead(nrt__count_load_relaxed(&mi->refct));
}

/* Of the innermost callers three are ours: this function, nrt__watch_... and take_watched or
 * give_watched. */
static nrt__noinline void trace(NRT_MemInfo *mi, const char *operation, size_t step) {
  nrt__record object;
  nrt__site site;
  if (!nrt__lookup(mi, &object) || object.number != nrt__get_settings().traced)
    return;
  size_t before = NRT_MemInfo_refcount(mi);
  site.depth = nrt__backtrace(site.address, NRT_DEBUG_MAX_DEPTH, 3);
  nrt__report_step(&object, operation, before, before + step, &site);
}

static inline bool watch(NRT_MemInfo *mi, const char *operation, size_t step) {
  if (nrt__is_reporting())
    return true;
  if (is_destroyed(mi)) {
    nrt__misuse(operation, "the object has been destroyed", mi);
    return false;
  }
  if (nrt__on(NRT__TRACE))
    trace(mi, operation, step);
  return true;
}

nrt__noinline bool nrt__watch_take(NRT_MemInfo *mi) {
  return watch(mi, "incref", 1);
}

nrt__noinline bool nrt__watch_give(NRT_MemInfo *mi) {
  return watch(mi, "decref", (size_t)-1);
}
