/* holders.h - who may hold an object, and where one of them hands it on.
 *
 * A raising path that stores, returns or throws the object does not leak the reference, it transfers it.
 * To find out takes reading IR, so only a proof that forgives something asks.
 */
#ifndef REFPRUNE_HOLDERS_H
#define REFPRUNE_HOLDERS_H

#include "prune/prove.h"

/* Everything that may hold the object of some accounts, and the instructions that hand it on. */
typedef struct holders holders;
const holders *holders_find(view *fn, const account *accounts, uint32_t count);

/* Is the object stored, returned or published on a way to this exit, in it, or behind it? */
bool holders_hand_on(const view *fn, const holders *of, uint32_t block);

#endif
