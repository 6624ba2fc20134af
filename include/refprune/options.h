/* refprune/options.h - what to prune, by which rules, and whom to tell.
 *
 * One textual syntax serves every host (opt, clang, the command line, JITs):
 *
 *     item { separator item }      separators: ',' ';' '|' and white space
 *     item = name | name '=' value    case does not matter in names
 *
 *     per_bb diamond fanout fanout_raise   one of the four classic patterns
 *     place                                optimal placement by minimum cuts
 *     patterns   the four patterns         all    everything (the default)
 *     none       change nothing
 *     subgraph_limit=N   largest region of a pattern in distinct blocks, 0: no limit
 *     limit=N            stop after N removed operations (to bisect a miscompile)
 *     mode=contract|strict
 *     incref=F decref=F  the two functions (default NRT_incref, NRT_decref)
 *     observer=F alloc=F leaf_alloc=F      add one function to that list; may be repeated
 *     raise_metadata=K   metadata kind that marks a raising store
 *     size_weight=X      cost of an operation's bytes beside its frequency (place)
 *     split_edges        let place put operations on critical edges, by splitting them
 *     verify             check every edit a second time with separate code; slow
 *
 * The first pattern, `place`, `patterns`, `all` or `none` in a text replaces the default set; the
 * following ones add to it. Function names and metadata kinds keep their case.
 */
#ifndef REFPRUNE_OPTIONS_H
#define REFPRUNE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <llvm-c/Types.h>

#include <refprune/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Outcome of a call. Anything but REFPRUNE_OK comes with a one-line message. */
typedef enum refprune_status {
  REFPRUNE_OK = 0,
  REFPRUNE_BAD_OPTION,  /* unknown option, bad value, or a struct of an unknown size */
  REFPRUNE_BAD_INPUT,   /* the IR cannot be used, or is invalid after a change */
  REFPRUNE_NO_MEMORY,
  REFPRUNE_INTERNAL,    /* a bug in refprune, which `verify` found before it did harm */
} refprune_status;

/* A caller-provided buffer for one line of text without a newline; empty after REFPRUNE_OK. */
typedef struct refprune_message {
  char text[256];
} refprune_message;

/* The subpasses, as bits of refprune_options.passes. */
enum {
  REFPRUNE_PER_BB = 1u << 0,
  REFPRUNE_DIAMOND = 1u << 1,
  REFPRUNE_FANOUT = 1u << 2,
  REFPRUNE_FANOUT_RAISE = 1u << 3,
  REFPRUNE_PLACE = 1u << 4,
  REFPRUNE_NONE = 0,
  REFPRUNE_PATTERNS = REFPRUNE_PER_BB | REFPRUNE_DIAMOND | REFPRUNE_FANOUT | REFPRUNE_FANOUT_RAISE,
  REFPRUNE_ALL = REFPRUNE_PATTERNS | REFPRUNE_PLACE,
};

/* Which promises of the program the proofs may use (docs/algorithm.md, "The contract"). */
typedef enum refprune_mode {
  REFPRUNE_CONTRACT, /* only the decref function lowers a count that this function relies on */
  REFPRUNE_STRICT,   /* every call is judged by what it can reach; unknown bodies are hazards */
} refprune_mode;

/* A list of function names, owned by the options. */
typedef struct refprune_names {
  char **name;
  size_t count;
} refprune_names;

/* Fills frequency[i] with how often block[i] runs for one entry of the function. Return false where
 * nothing is known; the library then estimates, as it does where a frequency is negative or not finite.
 * Called on the thread that runs the pass. */
typedef bool (*refprune_frequencies_fn)(void *context, LLVMValueRef function,
                                        const LLVMBasicBlockRef *block, size_t count,
                                        double *frequency);

/* Called once for each removal, insertion, give-up and, where explain is set, each operation that
 * stays. The event and its strings live until the callback returns. */
typedef void (*refprune_event_fn)(void *context, const refprune_event *event);

#define REFPRUNE_OPTIONS_VERSION 1u

/* Start from refprune_options_init; the size field lets later versions add fields at the end. */
typedef struct refprune_options {
  size_t size;
  unsigned version;
  unsigned passes;         /* REFPRUNE_PER_BB | ... */
  refprune_mode mode;
  bool verify;
  bool split_edges;        /* give critical edges blocks where an operation is worth it */
  bool measure_cost;       /* also fill the report's costs; asks for every function's frequencies */
  bool explain;            /* also report why each remaining operation stays */
  uint64_t subgraph_limit; /* distinct blocks; 0: no limit */
  uint64_t limit;          /* removed operations; UINT64_MAX: no limit */
  double size_weight;      /* executions per entry; from 0 up */
  char *incref;
  char *decref;
  char *raise_metadata; /* NULL: no store is marked */
  refprune_names observers;
  refprune_names allocators;
  refprune_names leaf_allocators;
  refprune_event_fn on_event;
  void *event_context;
  refprune_frequencies_fn frequencies;
  void *frequencies_context;
  bool frequencies_are_llvm; /* they are BlockFrequencyInfo, which the library may work out by itself
                              * where it knows all of LLVM's rules that a function needs */
} refprune_options;

/* Sets the defaults. The strings are owned by the options: dispose of them with
 * refprune_options_dispose, also after an error. */
REFPRUNE_API refprune_status refprune_options_init(refprune_options *options);

/* Applies text to options that refprune_options_init has prepared. On an error the options keep what
 * was understood before it, and message (may be NULL) names the offending item. */
REFPRUNE_API refprune_status refprune_options_parse(refprune_options *options, const char *text,
                                                    refprune_message *message);

/* Describes option number `index` of the syntax: returns one line of help and sets *name and *value
 * (what its value is, or NULL); NULL behind the last. The strings are static. */
REFPRUNE_API const char *refprune_options_help(size_t index, const char **name,
                                               const char **value);

/* Frees what the options own. Options that are all zero are allowed. */
REFPRUNE_API void refprune_options_dispose(refprune_options *options);

#ifdef __cplusplus
}
#endif

#endif
