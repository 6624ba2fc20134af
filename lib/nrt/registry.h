/* registry.h - what debugging knows about each object. All of it is off the fast paths. */
#ifndef NRT_REGISTRY_H
#define NRT_REGISTRY_H

#include <stdbool.h>

#include <nrt/debug.h>

/* Where something was called from, innermost first. */
typedef struct nrt__site {
  size_t depth;
  void *address[NRT_DEBUG_MAX_DEPTH];
} nrt__site;

/* One object, live or, while objects are checked, destroyed and in quarantine. */
typedef struct nrt__record {
  uint64_t number;
  NRT_MemInfo *mi;
  void *data;
  size_t size;
  bool owns_data;
  bool destroyed;
  nrt__site made;
  nrt__site gone;
  struct nrt__record *chain; /* next in the hash bucket */
  struct nrt__record *older;
  struct nrt__record *newer;
} nrt__record;

typedef struct nrt__debug_settings {
  unsigned switches;
  uint64_t traced;   /* number of an object, or 0 */
  size_t quarantine; /* objects */
  size_t depth;      /* addresses a site keeps */
} nrt__debug_settings;

/* Before anything is switched on, and after everything is switched off. */
#define NRT__DEFAULT_SETTINGS {.quarantine = 1024, .depth = 12}

/* Start listing an object. */
void nrt__track(NRT_MemInfo *mi, bool owns_data, const nrt__site *site);

/* The object's life is over. True if the quarantine keeps its memory. */
bool nrt__untrack(NRT_MemInfo *mi, const nrt__site *site);

/* Frees what the quarantine keeps. */
void nrt__empty_quarantine(void);

/* Forgets all live objects. */
void nrt__forget_all(void);

/* A copy of what is known about an object; false if nothing. */
bool nrt__lookup(const NRT_MemInfo *mi, nrt__record *copy);

/* Live objects that are not listed since there was no memory for a record. */
size_t nrt__unlisted(void);

nrt__debug_settings nrt__get_settings(void);
void nrt__set_settings(const nrt__debug_settings *settings);

/* In debug.c: called before a count changes while counts are watched. False: leave it alone. */
bool nrt__watch_take(NRT_MemInfo *mi);
bool nrt__watch_give(NRT_MemInfo *mi);

/* In report.c: the handler's lines for one misuse, and for one step of a traced object. */
void nrt__report_misuse(const char *text, NRT_MemInfo *mi);
void nrt__report_step(const nrt__record *object, const char *operation, size_t before, size_t after,
                      const nrt__site *site);

/* True on a thread that is reporting: what the handler does is not watched. */
bool nrt__is_reporting(void);

#endif
