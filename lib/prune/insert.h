/* insert.h - a view takes in operations that were inserted into its function.
 *
 * An insertion by the name of a root that the view knows changes neither the control flow nor which
 * roots there are: it adds a site and an event. So the view need not be built again: the new ones are
 * merged into its arrays, and everything that goes by the number of a site or an event is
 * renumbered. What holds such numbers elsewhere (spans, groups) is stale afterwards.
 */
#ifndef REFPRUNE_INSERT_H
#define REFPRUNE_INSERT_H

#include "prune/view.h"

/* An operation that stands in the IR but not in the view. */
typedef struct new_op {
  LLVMValueRef instruction;
  uint32_t root, block;
  event_kind kind;
  uint32_t before; /* the site, of the view as it is, that follows it; see insert_end */
  bool at_start;   /* put at the block's start: ahead of those that were put there earlier. All others
                    * stand behind those put before the same site earlier. */
  int64_t turn;    /* of insert_ops: the order among those before one site, */
  uint32_t site;   /* and the operation's own site */
} new_op;

/* The site before which an operation stands that is put before the block's terminator. */
uint32_t insert_end(const view *fn, uint32_t block);

/* Takes in new operations, given in the order in which they were inserted; sorts them. */
void insert_ops(view *fn, new_op *ops, uint32_t count);

#endif
