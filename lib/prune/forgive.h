/* forgive.h - fanout+raise: raising paths that leak what they hold, and may go on doing so less.
 *
 * At an exit marked as raising, behind which no operation on any root, no consuming call and no hazard
 * lies, d may go from -k to 0 for nothing: the path leaked k references and now leaks none. Not so
 * where the object was handed on meanwhile: that path does not leak, it transfers.
 */
#ifndef REFPRUNE_FORGIVE_H
#define REFPRUNE_FORGIVE_H

#include "prune/prove.h"

/* What a block is, in view.exits. */
enum { EXIT_NOT_ASKED, NO_EXIT, EXIT_FROM_MARK, EXIT_FROM_START };

/* Finds out; asked for again and again between two edits, so the answer is kept. */
uint8_t forgive_classify(const view *fn, uint32_t block);

/* Finds out for all of them. `known` holds what they were the last time, and is brought up to date. Returns
 * the highest block that is another kind of exit than then, or NO_BLOCK. */
uint32_t forgive_find_changed(const view *fn, uint8_t *known);

static inline uint8_t forgive_exit(const view *fn, uint32_t block) {
  if (!fn->has_raises)
    return NO_EXIT;
  return fn->exits[block] == EXIT_NOT_ASKED ? forgive_classify(fn, block) : fn->exits[block];
}

/* Does the block end in such an exit, behind its marked store? */
static inline bool forgive_behind_mark(const view *fn, uint32_t block) {
  return forgive_exit(fn, block) >= EXIT_FROM_MARK;
}

/* Is the whole block such an exit, so that each edge into it may forgive another d? */
static inline bool forgive_on_entry(const view *fn, uint32_t block) {
  return forgive_exit(fn, block) == EXIT_FROM_START;
}

/* Is a change of d from `above` to `below` at the block's end forgiven? */
static inline bool forgive_at_end(const view *fn, uint32_t block, int32_t above, int32_t below) {
  return above < 0 && below == 0 && forgive_behind_mark(fn, block);
}

/* Per block: is d != 0 in it, or in a block that it leads to? One spread answers for all exits of a
 * proof, of which many may lead into one long tail. */
const bool *forgive_find_open(view *fn, const account *accounts, uint32_t count);

/* Is d = 0 everywhere behind this exit, and with `itself` in its block too? What was forgiven is still
 * missing there, so that nothing more may be taken or given on its account. */
bool forgive_is_closed_behind(const view *fn, const bool *open, uint32_t block, bool itself);

/* Adds to a set of blocks those next behind an exit, and with `itself` its own. */
void forgive_add_behind(const view *fn, bool *set, uint32_t block, bool itself);

/* Adds all that lead to those in the set. */
void forgive_add_leading(view *fn, bool *set);

/* Adds all that those in the set lead to without passing the barred one (or NO_BLOCK). */
void forgive_add_reached(view *fn, bool *set, uint32_t barred);

#endif
