/* branch_weights.h - how likely a block's edges are, as LLVM's BranchProbabilityInfo has it.
 *
 * This follows its rules of LLVM 19 to 22 as far as block_frequencies.h asks; the test of that compares
 * the two.
 */
#ifndef REFPRUNE_BRANCH_WEIGHTS_H
#define REFPRUNE_BRANCH_WEIGHTS_H

#include "prune/loops.h"

enum { MAX_BRANCH_EDGES = 64 };

/* What is needed to read a function's branches. */
typedef struct branch_reader {
  const graph *cfg;
  symbols *known;
  const loops *nest;
  unsigned profile_kind; /* of `!prof` */
  uint8_t *end_weight;   /* per block: scratch, zero at first */
} branch_reader;

/* Fills `share` with one number for each of a block's entries in cfg.successor, of which it has several;
 * they sum up to 2^31, or nearly so. False: by another rule than those that are known here, perhaps. */
bool branch_weights_read(const branch_reader *in, uint32_t block, uint32_t *share);

#endif
