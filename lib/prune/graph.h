/* graph.h - a function's control flow in dense indices.
 *
 * Blocks that the entry reaches are numbered in reverse postorder; index 0 is the entry. Everything
 * is an array over these numbers; nothing here recurses, so a function of 10^5 blocks in a row is no
 * danger to the stack.
 */
#ifndef REFPRUNE_GRAPH_H
#define REFPRUNE_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "prune/symbols.h"
#include "support/pointer_map.h"

#include <llvm-c/Types.h>

#define NO_BLOCK UINT32_MAX

/* How control leaves a block's end. */
typedef enum block_end {
  END_BRANCH,   /* to its successors */
  END_RETURN,   /* ret, resume, cleanupret to the caller */
  END_DEAD,     /* not at all: behind a call that neither returns nor unwinds */
  END_UNREACHABLE, /* behind one that may unwind, or none that is known */
} block_end;

typedef struct graph {
  uint32_t count;
  LLVMBasicBlockRef *block;
  block_end *end;
  bool *no_insert_start; /* nothing may be placed at the block's start (catchswitch) */
  bool *no_insert_end;   /* nothing may be placed before the terminator (musttail, unreachable) */
  /* Successors of b: successor[first_successor[b]] up to successor[first_successor[b + 1]]; one entry
   * an edge, so a switch may name a block twice. Predecessors likewise, without duplicates. */
  uint32_t *first_successor, *successor;
  uint32_t *first_predecessor, *predecessor;
  uint32_t *dominator;           /* immediate dominator; the entry's is itself */
  uint32_t *dom_enter, *dom_leave; /* intervals of the dominator tree */
  uint32_t *floor;    /* smallest index in the block's cycle; what it reaches is never below */
  bool *reaches_return;
  bool no_insertions; /* nowhere in the function */
  bool stops;         /* some block that does not end in unreachable has a call that does not return */
  pointer_map listed;  /* LLVMBasicBlockRef -> its place in the function's list of blocks */
  uint32_t *number_of; /* from there to its number, or NO_BLOCK */
} graph;

/* Reads the blocks of a function with a body. */
void graph_build(graph *cfg, arena *pool, symbols *known, LLVMValueRef function);

/* A call in the block does not return, so nothing behind it happens, whatever the block ends in. The edges
 * stay: where names are available is LLVM's to say, and it counts them. */
void graph_stop_at(graph *cfg, symbols *known, uint32_t block, LLVMValueRef call);

/* To be called behind the last such call, where graph.stops. `pending` is scratch with room for every
 * block. */
void graph_stopped(graph *cfg, uint32_t *pending);

/* Does an edge lead to the block from itself, or from one below? Lists of edges are in ascending order. */
static inline bool graph_is_led_back_to(const graph *cfg, uint32_t block) {
  uint32_t end = cfg->first_predecessor[block + 1];
  return end > cfg->first_predecessor[block] && cfg->predecessor[end - 1] >= block;
}

/* Does an edge out of the block lead to itself, or to one above? */
static inline bool graph_leads_back(const graph *cfg, uint32_t block) {
  uint32_t first = cfg->first_successor[block];
  return first < cfg->first_successor[block + 1] && cfg->successor[first] <= block;
}

/* Is there a cycle that can be entered at several blocks? */
bool graph_is_irreducible(const graph *cfg);

typedef enum graph_way {
  ALONG_EDGES,
  AGAINST_EDGES,
  AGAINST_TAKEN_EDGES, /* but not into blocks whose end control does not come to */
} graph_way;

/* Adds to a set of blocks all that ways from them lead to without passing the barred one (or NO_BLOCK), or
 * all from which ways lead to them. `pending` is scratch with room for every block. Returns how many blocks
 * the set has then. */
uint32_t graph_spread(const graph *cfg, bool *set, graph_way way, uint32_t barred, uint32_t *pending);

/* Number of a block, or NO_BLOCK where the entry does not reach it. */
uint32_t graph_index(const graph *cfg, LLVMBasicBlockRef block);

static inline bool graph_dominates(const graph *cfg, uint32_t above, uint32_t below) {
  return cfg->dom_enter[above] <= cfg->dom_enter[below] &&
         cfg->dom_enter[below] < cfg->dom_leave[above];
}

#endif
