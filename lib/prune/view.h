/* view.h - a function as numbers: the only reader of its IR.
 *
 * A *site* is an instruction that matters, numbered in block order (blocks in reverse postorder). An
 * *event* is what a site does to one root: an operation, a use, the root's definition. What a site
 * may do to every root that may be the same object is written on the site itself, once, so that the
 * size of the view does not depend on the number of roots. Phases behind the view see no IR.
 */
#ifndef REFPRUNE_VIEW_H
#define REFPRUNE_VIEW_H

#include "prune/roots.h"

#define NO_SITE UINT32_MAX

/* What a site may do to objects that it does not name, or not by this name. */
enum {
  SITE_RELEASES = 1u << 0, /* may release a reference: ends what was known to be held */
  SITE_RETAINS = 1u << 1,  /* may take one reference that a later decref gives back */
  SITE_CLAMPS = 1u << 2,   /* may take any number of them */
  SITE_FREEZES = 1u << 3,  /* the count is looked at or handed over: d = 0 */
  SITE_PUBLISHES = 1u << 4, /* lets other threads release what is named here, from now on */
  SITE_RAISES = 1u << 5,   /* the marked store of a raising exit */
  SITE_REVIVES = 1u << 6,  /* may take references that other names give back */
  BLOCK_ENDS_IN_SITE = 1u << 7, /* of blocks: the terminator is a site */
};

typedef struct site {
  LLVMValueRef instruction;
  uint32_t block;
  uint32_t root;  /* object of an operation; NO_ROOT: any */
  uint8_t flags;
  bool ends_block; /* a terminator */
  bool hits_own;  /* the flags also concern roots that have an event here; else only others: what an event
                     does to its own root is said by its kind */
  bool covered;   /* a decref that is no release to roots of other components (covered.h) */
} site;

typedef enum event_kind {
  EVENT_DEFINITION,
  EVENT_INCREF,
  EVENT_DECREF,
  EVENT_USE,
} event_kind;

typedef struct event {
  uint32_t site;
  uint32_t root;
  event_kind kind;
  bool fixed;  /* an operation that stays: pinned, invoked, or done by a consuming callee */
  bool plain;  /* a call that would be an operation to any run: not one that a consuming callee does */
  bool erased; /* an operation that an accepted edit has removed */
  uint8_t reason;   /* with the option `explain`: the last refprune_reason for which it stayed, */
  uint32_t blocker; /* and the site to blame, or NO_SITE */
} event;

static inline bool event_is_op(const event *item) {
  return item->kind == EVENT_INCREF || item->kind == EVENT_DECREF;
}

/* An operation that may still be removed. */
static inline bool event_is_open(const event *item) {
  return event_is_op(item) && !item->fixed && !item->erased;
}

/* What it says of the count. Where an operation stood p is null or alive, as it was before it went. */
static inline event_kind event_means(const event *item) {
  return item->erased ? EVENT_USE : item->kind;
}

/* A root read by a phi at the end of a block. */
typedef struct phi_link {
  uint32_t root;  /* the input */
  uint32_t block; /* the predecessor */
  uint32_t phi;   /* the root that the phi defines, at the start of its block */
} phi_link;

typedef struct null_test null_test;

/* Takes from the steps that a function may still cost, as far as there are any. */
static inline void work_spend(uint64_t *work, uint64_t cost) {
  *work -= cost < *work ? cost : *work;
}

typedef struct view {
  arena *pool;
  symbols *known;
  LLVMValueRef function;
  graph cfg;
  roots names;
  site *sites;
  uint32_t site_count, site_capacity;
  uint32_t *first_site; /* of each block; first_site[cfg.count] is site_count */
  uint8_t *block_flags; /* per block: flags that a site in it has, or had until it was erased */
  event *events;        /* grouped by root, in site order */
  uint32_t event_count, event_capacity;
  uint32_t *first_event; /* of each root */
  phi_link *links;       /* grouped by root, then by block, then by phi */
  uint32_t link_count, link_capacity;
  uint32_t *first_link;
  unsigned all_flags; /* of any site */
  /* Skip lists over the sites with a flag, see hazards.c. */
  uint32_t *releases, *freezes; /* searched forward */
  uint32_t *retains, *revives;  /* searched backward */
  uint32_t list_capacity;
  uint32_t *published_from; /* per block: from this site on other threads may release; NO_SITE: never */
  bool *noisy;    /* per block: an operation or hazard lies in it or in a block that it reaches */
  uint8_t *exits; /* per block: what forgive.c found it to be; 0 where that must be found anew */
  LLVMValueRef *null_ops; /* operations on null, undef or poison */
  uint32_t null_op_count, null_op_capacity;
  null_test *null_tests; /* see nulls.h */
  uint32_t null_test_count, null_test_capacity;
  uint32_t *first_null_test; /* per root: its first one + 1, or 0; NULL: there is none */
  uint32_t *first_dominating; /* likewise, of those whose edge dominates its target */
  uint32_t *null_test_of;    /* per block: the one at its end + 1, or 0 */
  bool **captured; /* per root and block: other names for it may exist there; NULL: everywhere */
  uint32_t *stamp; /* per block: scratch of span_build */
  uint32_t *number; /* per block: scratch, where the stamp says that it holds */
  uint32_t clock;
  uint32_t *queue; /* per block: scratch */
  bool has_covered; /* some site is marked as covered */
  uint32_t covers_forgotten; /* how often all marks were dropped */
  uint64_t steps;    /* taken in answering questions, and not yet charged to anybody */
  bool returns_twice;
  bool has_raises, has_dead_ends, has_cold_calls, has_awaits, has_suspends;
  bool told_less;      /* an operation is gone that was told more than what it counted */
  bool is_irreducible; /* some cycle can be entered at several blocks */
  uint32_t increfs, decrefs; /* operations that may be removed, null ones included */
} view;

/* Reads a function with a body. Returns false, and builds nothing more than the operation counts,
 * where no operation is left to look at. */
bool view_build(view *fn, arena *pool, symbols *known, LLVMValueRef function);

/* The same, with the roots of `before` known beside those that the function shows now. */
bool view_build_with(view *fn, arena *pool, symbols *known, LLVMValueRef function,
                     const roots *before);

/* Groups a scanned view's events and links. */
void view_arrange(view *fn);

#endif
