/* refprune/report.h - what a run did, in numbers and as a stream of events. */
#ifndef REFPRUNE_REPORT_H
#define REFPRUNE_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include <llvm-c/Types.h>

#if defined(__GNUC__)
#define REFPRUNE_API __attribute__((visibility("default")))
#else
#define REFPRUNE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Who proposed a change. One list makes the enum, the names and the report's columns. */
#define REFPRUNE_PATTERN_LIST(X)                                                                   \
  X(NULL_OP, null_op, "null")                                                                      \
  X(PER_BB, per_bb, "per_bb")                                                                      \
  X(DIAMOND, diamond, "diamond")                                                                   \
  X(FANOUT, fanout, "fanout")                                                                      \
  X(FANOUT_RAISE, fanout_raise, "fanout_raise")                                                    \
  X(PLACE, place, "place")

typedef enum refprune_pattern {
#define X(upper, lower, text) REFPRUNE_BY_##upper,
  REFPRUNE_PATTERN_LIST(X)
#undef X
  REFPRUNE_PATTERN_COUNT
} refprune_pattern;

/* Why an operation stays, or a function was left alone. The texts are in refprune_reason_text. */
#define REFPRUNE_REASON_LIST(X)                                                                    \
  X(NONE, "")                                                                                      \
  X(PINNED, "it is pinned, or a call that cannot be removed")                                      \
  X(ALONE, "no opposite operation on the same object lies on its paths")                           \
  X(ESCAPE, "a path from it leaves the function, or meets it again, unmatched")                    \
  X(COUNT_ZERO, "the object may be gone in between: nothing proves a reference there")             \
  X(HAZARD, "another name's release may destroy the object in between")                            \
  X(OBSERVER, "its count is observed or handed over in between")                                   \
  X(TRANSFER, "the raising path hands the object on")                                              \
  X(RETURNS_TWICE, "the function calls one that returns twice")                                    \
  X(SUBGRAPH_LIMIT, "the region is larger than subgraph_limit")                                    \
  X(WORK_LIMIT, "the function is too large for whole-function bounds")                             \
  X(REMOVAL_LIMIT, "limit=N was reached")                                                          \
  X(NOT_WORTH_IT, "every allowed placement costs as much")                                         \
  X(DISABLED, "the subpass that could remove it is off")                                           \
  X(OPTNONE, "the function is marked optnone")

typedef enum refprune_reason {
#define X(upper, text) REFPRUNE_REASON_##upper,
  REFPRUNE_REASON_LIST(X)
#undef X
  REFPRUNE_REASON_COUNT
} refprune_reason;

typedef enum refprune_event_kind {
  REFPRUNE_REMOVED,  /* instruction is about to be erased */
  REFPRUNE_INSERTED, /* instruction is new */
  REFPRUNE_KEPT,     /* instruction stays; only with options.explain */
  REFPRUNE_GAVE_UP,  /* reason says why; instruction may be NULL */
} refprune_event_kind;

/* One fact about one operation. Borrowed: valid during the callback only. */
typedef struct refprune_event {
  size_t size;
  refprune_event_kind kind;
  refprune_pattern pattern;
  refprune_reason reason;
  LLVMValueRef function;
  LLVMBasicBlockRef block;
  LLVMValueRef instruction;
  LLVMValueRef blocker; /* the instruction that forbids a removal, or NULL */
  int lower_bound;      /* smallest proved count while the change is in force; for REMOVED */
  const char *text;     /* the same in one English sentence */
} refprune_event;

#define REFPRUNE_REPORT_VERSION 1u

/* Numbers of one run; a run adds to what is there, so start from refprune_report_init. */
typedef struct refprune_report {
  size_t size;
  unsigned version;
  uint64_t functions;        /* with at least one operation */
  uint64_t increfs_before;
  uint64_t decrefs_before;
  uint64_t increfs_after;
  uint64_t decrefs_after;
  uint64_t removed[REFPRUNE_PATTERN_COUNT]; /* operations, by refprune_pattern */
  uint64_t inserted;
  uint64_t gave_up;          /* functions or candidates given up for size */
  uint64_t proposals;
  uint64_t refused;
  double cost_before;        /* sum of block frequencies of operations, relative to entry */
  double cost_after;
  int changed;               /* the module was changed */
  int cfg_changed;           /* an edge was split */
} refprune_report;

REFPRUNE_API void refprune_report_init(refprune_report *report);

/* Adds what another one counted, say a thread's. refprune_report_init of this version prepared both. */
REFPRUNE_API void refprune_report_add(refprune_report *sum, const refprune_report *part);

REFPRUNE_API const char *refprune_pattern_name(refprune_pattern pattern);
REFPRUNE_API const char *refprune_reason_text(refprune_reason reason);

#ifdef __cplusplus
}
#endif

#endif
