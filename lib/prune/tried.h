/* tried.h - what placement has tried in vain.
 *
 * Components are looked at again for each edit that concerns them, but few edits change a bound. What comes
 * of a try follows from the web's blocks and operations, the bounds there, the exits that forgive and
 * whether there is an operation to copy: a *key* is a hash of all that. (Frequencies stay, and so does what
 * may be inserted where.) Where a try found nothing, another one with the same key would find nothing. It
 * is not noted where the proof refused, for that goes by more. Two keys that are the same by accident could
 * only let a change be missed.
 */
#ifndef REFPRUNE_TRIED_H
#define REFPRUNE_TRIED_H

#include "prune/pruner.h"
#include "prune/webs.h"

/* Forgets all; view.names are those of a new view. */
void tried_begin(pruner *run);

/* Of a try with these names; never 0. */
uint64_t tried_key(pruner *run, const web *names);

/* Was this key the last one that was noted for these names? A root alone is another try than as a phi. */
bool tried_in_vain(const pruner *run, const web *names, uint64_t key);
void tried_note(pruner *run, const web *names, uint64_t key);

#endif
