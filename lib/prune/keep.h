/* keep.h - bounds that were known before an edit, and hold on though their evidence is gone.
 *
 * `-p ... +p` shows a second reference. When the two are gone it is there none the less, and behind the
 * edit c' = c + d: what was a bound of c, moved by d, is one of c'. That lasts until an edit of another
 * root, which may be the same object, lowers the count there (d < 0). So each block notes which root was
 * lowered in it last. What is known so holds at its own points; other decrefs may lie between them.
 */
#ifndef REFPRUNE_KEEP_H
#define REFPRUNE_KEEP_H

#include "prune/span.h"

/* Begins to keep books of a view. */
void keep_begin(view *fn);

/* An edit moves the bounds of an account by d. Returns true where d > 0 somewhere: only such an edit takes
 * away what showed more references than its operations hold. */
bool keep_move(view *fn, span *part, const uint32_t *nodes, uint32_t count);

/* A span's bounds, block after block, without segments that are joined to others. */
typedef struct memory {
  uint32_t count;  /* blocks; 0: nothing is known */
  uint32_t *block; /* their numbers, */
  uint32_t *first; /* and where each one's bounds begin: */
  int32_t *bound;
} memory;

/* What a span that is about to be built again is to keep; and what it has kept. */
memory keep_remember(const span *part, const view *fn);
void keep_recall(span *part, const memory *of);

/* To be called before a span's bounds are solved again, and behind it. The latter returns whether some
 * bound is known from before alone. */
void keep_before_solving(span *part, const view *fn);
bool keep_behind_solving(span *part, const view *fn);

/* Were references of other roots given up in some block of the span since it was solved? */
bool keep_is_outdated(const span *part, const view *fn);

/* What is known from before at the block's END. Covered decrefs are no hazards to what a name's own
 * increfs show, but may take away what this speaks of. */
static inline int32_t keep_at_end(const span *part, const view *fn, const span_block *item) {
  return fn->has_covered ? 0 : part->kept[item->start + 2 + item->op_count];
}

#endif
