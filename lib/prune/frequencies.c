/* frequencies.c - ask the host how often blocks run, or guess.
 *
 * The guess, where no host answers: a branch goes to each successor alike, or by its `!prof` weights;
 * a block that never returns, or raises, is hardly ever entered (COLD); a cycle runs LOOP_RUNS times
 * for each time it is entered, and is left by its exits accordingly seldom.
 */
#include "prune/frequencies.h"

#include <math.h>

#include "prune/llvm_compat.h"
#include "prune/split.h"

#define COLD 1e-3
#define LOOP_RUNS 16.0
#define LARGEST 1e12

typedef struct estimate {
  const view *fn;
  double *frequency;
  bool *cold;
} estimate;

static bool is_back_edge(const graph *cfg, uint32_t from, uint32_t to) {
  return to <= from && graph_dominates(cfg, to, from);
}

static bool heads_loop(const graph *cfg, uint32_t block) {
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++)
    if (is_back_edge(cfg, cfg->predecessor[e], block))
      return true;
  return false;
}

static bool raises(const view *fn, uint32_t block) {
  for (uint32_t s = fn->first_site[block]; s < fn->first_site[block + 1]; s++)
    if (fn->sites[s].flags & SITE_RAISES)
      return true;
  return false;
}

/* Sum of the branch weights that lead from a block to `next`, or -1 where there are none. */
static double profile_weight(const view *fn, uint32_t block, uint32_t next) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(fn->cfg.block[block]);
  LLVMValueRef profile =
      LLVMHasMetadata(terminator)
          ? LLVMGetMetadata(terminator, LLVMGetMDKindIDInContext(fn->known->context, "prof", 4))
          : NULL;
  if (!profile)
    return -1;
  unsigned count = LLVMGetMDNodeNumOperands(profile);
  unsigned edges = LLVMGetNumSuccessors(terminator);
  LLVMValueRef operands[64];
  if (count < edges + 1 || count > 64)
    return -1;
  LLVMGetMDNodeOperands(profile, operands);
  double weight = 0;
  for (unsigned i = 0; i < edges; i++) {
    LLVMValueRef value = operands[count - edges + i];
    if (value && LLVMIsAConstantInt(value) &&
        graph_index(&fn->cfg, LLVMGetSuccessor(terminator, i)) == next)
      weight += (double)LLVMConstIntGetZExtValue(value);
  }
  return weight;
}

/* How likely an edge is, compared with the block's other edges. */
static double edge_weight(const estimate *of, uint32_t block, uint32_t next) {
  const graph *cfg = &of->fn->cfg;
  double weight = profile_weight(of->fn, block, next);
  if (weight >= 0)
    return weight;
  if (of->cold[next])
    return COLD;
  bool leaves = cfg->floor[next] != cfg->floor[block];
  bool in_cycle = cfg->floor[block] < block || heads_loop(cfg, block);
  return leaves && in_cycle ? 1 / (LOOP_RUNS - 1) : 1;
}

static double edge_share(const estimate *of, uint32_t block, uint32_t next) {
  const graph *cfg = &of->fn->cfg;
  double total = 0;
  for (uint32_t e = cfg->first_successor[block]; e < cfg->first_successor[block + 1]; e++)
    total += edge_weight(of, block, cfg->successor[e]);
  return total > 0 ? edge_weight(of, block, next) / total : 0;
}

static void estimate_block(const estimate *of, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  double sum = block == 0 ? 1 : 0;
  for (uint32_t e = cfg->first_predecessor[block]; e < cfg->first_predecessor[block + 1]; e++) {
    uint32_t before = cfg->predecessor[e];
    if (!is_back_edge(cfg, before, block))
      sum += of->frequency[before] * edge_share(of, before, block);
  }
  if (heads_loop(cfg, block))
    sum *= LOOP_RUNS;
  of->frequency[block] = fmin(sum, LARGEST);
}

/* A block that only leads on to a cold one, such as one made on a split edge, is no warmer. */
static bool leads_to_cold(const estimate *of, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  uint32_t first = cfg->first_successor[block];
  return cfg->first_successor[block + 1] == first + 1 && of->cold[cfg->successor[first]];
}

static void find_cold(const estimate *of) {
  const graph *cfg = &of->fn->cfg;
  for (uint32_t b = 0; b < cfg->count; b++)
    of->cold[b] = !cfg->reaches_return[b] || raises(of->fn, b);
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t b = cfg->count; b-- > 0;) {
      bool news = !of->cold[b] && leads_to_cold(of, b);
      of->cold[b] |= news;
      changed |= news;
    }
  }
}

static void guess(pruner *run) {
  estimate of = {.fn = &run->fn, .frequency = run->frequency,
                 .cold = ARENA_NEW(run->pool, bool, run->fn.cfg.count)};
  find_cold(&of);
  for (uint32_t b = 0; b < run->fn.cfg.count; b++)
    estimate_block(&of, b);
}

void frequencies_read(pruner *run) {
  const refprune_options *options = run->options;
  const graph *cfg = &run->fn.cfg;
  run->frequency = ARENA_NEW(run->pool, double, cfg->count);
  bool known = options->frequencies && !run->frequencies_guessed &&
               options->frequencies(options->frequencies_context, run->fn.function, cfg->block,
                                    cfg->count, run->frequency);
  run->frequencies_guessed = !known;
  if (!known)
    guess(run);
  for (uint32_t b = 0; b < cfg->count; b++)
    if (!(run->frequency[b] >= 0 && run->frequency[b] <= LARGEST))
      run->frequency[b] = LARGEST; /* also what is not a number */
}

static double frequency_of_new(const splits *made, LLVMBasicBlockRef block) {
  for (uint32_t i = 0; i < made->count; i++)
    if (made->edges[i].block == block)
      return made->edges[i].frequency;
  return 0;
}

/* What was known of a block stays: costs of one run are only comparable by one measure. */
void frequencies_renumber(pruner *run, const graph *before, const struct splits *made) {
  const graph *cfg = &run->fn.cfg;
  const double *known = run->frequency;
  run->frequency = ARENA_NEW(run->pool, double, cfg->count);
  if (run->frequencies_guessed)
    guess(run);
  for (uint32_t b = 0; b < cfg->count; b++) {
    uint32_t old = graph_index(before, cfg->block[b]);
    if (old != NO_BLOCK)
      run->frequency[b] = known[old];
    else if (!run->frequencies_guessed)
      run->frequency[b] = frequency_of_new(made, cfg->block[b]);
  }
}

double frequencies_unit(const pruner *run) {
  double largest = 1;
  for (uint32_t b = 0; b < run->fn.cfg.count; b++)
    largest = fmax(largest, run->frequency[b]);
  return fmin(1073741824.0, 1125899906842624.0 / largest); /* 2^30, or 2^50 for the hottest block */
}

double frequencies_cost(pruner *run) {
  const view *fn = &run->fn;
  double total = 0;
  for (uint32_t e = 0; e < fn->event_count; e++) {
    const event *item = &fn->events[e];
    if (event_is_op(item) && !item->erased)
      total += run->frequency[fn->sites[item->site].block];
  }
  for (uint32_t i = 0; i < fn->null_op_count; i++)
    if (fn->null_ops[i])
      total += run->frequency[graph_index(&fn->cfg, LLVMGetInstructionParent(fn->null_ops[i]))];
  return total;
}
