/* world.h - the objects that a test function works on, and what happened to them.
 *
 * A run of a function is a *scenario*: everything that the IR cannot know (which arguments are one
 * object, what opaque callees answer, who owns whom, who else lets go of what) follows from a seed
 * and from the number of events so far. Two functions with the same events see the same world, so
 * that after pruning anything that differs is the pruner's doing.
 *
 * There is one world at a time, at a fixed address: pointers of two runs can be compared.
 */
#ifndef REFPRUNE_TEST_WORLD_H
#define REFPRUNE_TEST_WORLD_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

enum {
  FIRST_OBJECTS = 3, /* there before the function runs; few, so that arguments often coincide */
  MAX_OBJECTS = 256,
  MAX_EVENTS = 512,
  MAX_TICKS = 5000,
  PAYLOAD_WORDS = 8,
  MEMORY_WORDS = 16,
  MAX_MEMORIES = 8,
};

typedef struct object {
  int64_t payload[PAYLOAD_WORDS]; /* first: a pointer to the object is a pointer to its data */
  int64_t count;                  /* the sum of who holds it: */
  int64_t own;    /* what the function has taken, or been given, and not given back */
  int64_t caller; /* references of the caller, which the function may give back in its place */
  int64_t others; /* references of containers and threads, which only they may drop or hand out */
  int64_t taken;  /* what the function has taken, or been given, in all */
  int owned;      /* object that this one holds a reference to, or -1 */
  bool dead;
  bool published; /* an atomic operation has shown it to other threads */
} object;

typedef enum event_kind {
  EVENT_CALL,    /* a: callee, b and c: what it got */
  EVENT_ACCESS,  /* b: whose memory */
  EVENT_DESTROY, /* b: which object */
} event_kind;

typedef struct event {
  event_kind kind;
  int a, b, c;
} event;

/* How a run ended. */
typedef enum ending {
  ENDED_RETURN,
  ENDED_STOP,      /* in a callee that never returns */
  ENDED_CUT,       /* too long: what happened so far counts */
  ENDED_VIOLATION, /* a dead object was touched; `culprit` says which, or -1: null was */
} ending;

typedef struct world {
  object objects[MAX_OBJECTS];
  int64_t memory[MAX_MEMORIES][MEMORY_WORDS];
  int64_t memory_at_start[MAX_MEMORIES][MEMORY_WORDS];
  event events[MAX_EVENTS + MAX_OBJECTS]; /* a destruction is always noted */
  int object_count, memory_count, event_count, tick_count;
  ending end;
  int culprit;
  bool not_ours; /* the violation: a reference of others was given back */
  const char *violation;
  int64_t result;
  bool raised;
} world;

/* What decides a run. References of the caller and of others are added to objects until the
 * original is well formed, and then the same for what is compared with it. */
typedef struct scenario {
  uint64_t seed;
  bool strict;   /* opaque callees and synchronisation may drop references of others */
  bool original; /* decrefs must not take references of others (C1) */
  int caller[MAX_OBJECTS];
  int others[MAX_OBJECTS];
} scenario;

/* The world of the run going on. */
extern world test_world;
extern jmp_buf test_world_exit;

/* Starts a run: objects, their owners, and no memory yet. */
void world_start(const scenario *scene);

bool world_is_strict(void);

/* A number that depends on the scenario, a purpose and an index only. */
uint64_t world_random(int purpose, int index);

/* Memory that the function is given: MEMORY_WORDS words that hold objects, or zeros. */
int64_t *world_add_memory(bool with_objects);

/* A new object with one reference, which the caller owns; holds a reference to `owned` or -1. */
int world_add_object(int owned);

/* Which object a pointer points into: its number, or -1. */
int world_find(const void *pointer);

/* The operations. */
void world_retain(int number);
void world_release(int number);

/* The function is given one more reference by a callee. */
void world_give(int number);

/* A reference of others, or one owned by a destroyed object, is given up. */
void world_drop_other(int number);
void world_log(event_kind kind, int a, int b, int c);
void world_require_alive(int number, const char *what);
_Noreturn void world_leave(ending end);

/* Time passes; a run that takes too long is cut. */
void world_tick(void);

/* Others let go of a reference of theirs: at any time of an object that was published, and at
 * `opaque` moments (in a callee, at synchronisation), in strict mode, of any object. */
void world_interfere(bool opaque);

#endif
