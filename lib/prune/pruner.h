/* pruner.h - what the phases of one run share: the function in hand, the options and the books. */
#ifndef REFPRUNE_PRUNER_H
#define REFPRUNE_PRUNER_H

#include <refprune/prune.h>

#include "prune/bounds.h"
#include "prune/insert.h"
#include "prune/min_cut.h"
#include "prune/prove.h"

/* An operation was erased or inserted, or it stays, but was found to be no hazard. */
typedef struct edit_note {
  uint32_t block, root;
  bool retains; /* it was or is an incref */
  bool stays;
  uint32_t before; /* number of the edit before in this block + 1, or 0 */
} edit_note;

typedef enum template_likeness { NOT_COMPARED, ALL_ALIKE, SOME_DIFFER } template_likeness;

/* What is known of the operations of a kind that new ones can be copied from. */
typedef struct op_template {
  uint32_t from;  /* no event before is one */
  uint32_t found; /* this event is, + 1; or 0 */
  template_likeness likeness; /* of their further arguments */
} op_template;

typedef struct pruner {
  arena *pool;
  const refprune_options *options;
  refprune_report *report;
  symbols known;
  view fn;
  network net;     /* of placement; kept for its memory */
  group group;     /* of the component in hand */
  edit_note *edited; /* in order */
  uint32_t edited_count, edited_capacity;
  uint32_t *last_edit; /* per block: number of its last edit + 1, or 0 */
  uint32_t *last_own;  /* per component: likewise, of its operations that are gone or new */
  arena *solved_pool;   /* of kept spans and bounds (component.h), ... */
  uint64_t kept;        /* ... which are that large, ... */
  uint32_t generation;  /* ... and which were forgotten so many times */
  uint32_t noise_edits; /* how many of them view.noisy reflects, which was found ... */
  uint32_t noise_found; /* ... so many times */
  uint8_t *exits_known; /* per block: what kind of exit it was then */
  uint32_t *exit_changed; /* per block: the last of these times at which it, or one with a higher number,
                             had become another kind of exit */
  new_op *inserted; /* operations in the IR that the view does not hold yet */
  uint32_t inserted_count, inserted_capacity;
  uint64_t work;   /* steps that this function may still take */
  uint64_t removed;
  op_template templates[EVENT_USE]; /* per kind of operation */
  uint64_t *tried; /* see tried.h */
  double *frequency; /* per block, relative to the entry; NULL until asked for */
  double frequency_unit;   /* cost units of one execution per entry */
  double *frequency_room; /* memory for them */
  uint32_t frequency_capacity;
  bool saw_transfer; /* some proposal was refused because its object is handed on */
  bool frequencies_guessed;
  refprune_reason gave_up; /* why something of this function was left that was too large, or NONE */
  char disagreement[256]; /* after FAILED_VERIFY: what is wrong */
} pruner;

/* What a jump to pool->on_failure means: the arena's own 1, or a change that `verify` contradicts. */
enum { FAILED_MEMORY = 1, FAILED_VERIFY };

/* A change proposed by a pattern: part->d on the nodes, and the operations it concerns. */
typedef struct proposal {
  span *part;
  const uint32_t *nodes;
  uint32_t node_count;
  const uint32_t *ops; /* the removed operations, as event numbers */
  uint32_t op_count;
  refprune_pattern pattern;
  unsigned allowed;    /* PROVE_... */
} proposal;

/* Proves a proposal and, if it is accepted, applies it to IR, view and span. */
bool pruner_try(pruner *run, const proposal *change);

/* An operation of the function that new ones of its kind can be copied from, or NULL. */
LLVMValueRef pruner_template(pruner *run, event_kind kind);

/* To be called when events were renumbered. */
void pruner_forget_templates(pruner *run);

void pruner_note_edit(pruner *run, edit_note note);

/* Notes why operations stay. */
void pruner_refuse(pruner *run, const uint32_t *ops, uint32_t count, refprune_reason reason,
                   uint32_t blocker);

/* Erases operations on null, undef and poison; true if there were any. */
bool pruner_erase_null_ops(pruner *run);

/* May `count` more operations be removed under limit=N? */
bool pruner_may_remove(const pruner *run, uint32_t count);

/* The patterns; each returns whether it changed anything. */
bool per_bb_run(pruner *run, span *part);
bool diamond_run(pruner *run, span *part);
bool fanout_run(pruner *run, span *part);
bool fanout_raise_run(pruner *run, span *part);

#endif
