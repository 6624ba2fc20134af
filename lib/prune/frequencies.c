/* frequencies.c - ask the host how often blocks run, or guess.
 *
 * The guess, where no host answers: a branch goes to each successor alike, or by its `!prof` weights;
 * a block that never returns, or raises, is hardly ever entered (COLD); a cycle runs LOOP_RUNS times
 * for each time it is entered, and is left by its exits accordingly seldom.
 */
#include "prune/frequencies.h"

#include <float.h>
#include <math.h>

#include "prune/block_frequencies.h"
#include "prune/llvm_compat.h"
#include "prune/split.h"

#define COLD 1e-3
#define LOOP_RUNS 16.0
#define LARGEST 1e12

typedef struct estimate {
  const view *fn;
  double *frequency;
  bool *cold;
  double *weight; /* per edge: how likely it is, compared with the block's other edges */
  unsigned profile_kind;
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

static void add_weight(const estimate *of, uint32_t block, uint32_t next, double weight) {
  const graph *cfg = &of->fn->cfg;
  uint32_t e = cfg->first_successor[block];
  while (cfg->successor[e] != next)
    e++;
  of->weight[e] += weight;
}

enum { MAX_PROFILE = 64 };

/* Reads `!prof`; false: there is none. A switch may name a block more than once. */
static bool weigh_by_profile(const estimate *of, uint32_t block) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(of->fn->cfg.block[block]);
  LLVMValueRef profile =
      LLVMHasMetadata(terminator) ? LLVMGetMetadata(terminator, of->profile_kind) : NULL;
  if (!profile)
    return false;
  unsigned count = LLVMGetMDNodeNumOperands(profile);
  unsigned edges = LLVMGetNumSuccessors(terminator);
  LLVMValueRef operands[MAX_PROFILE];
  if (count < edges + 1 || count > MAX_PROFILE)
    return false;
  LLVMGetMDNodeOperands(profile, operands);
  for (unsigned i = 0; i < edges; i++) {
    LLVMValueRef value = operands[count - edges + i];
    if (value && LLVMIsAConstantInt(value))
      add_weight(of, block, graph_index(&of->fn->cfg, LLVMGetSuccessor(terminator, i)),
                 (double)LLVMConstIntGetZExtValue(value));
  }
  return true;
}

static void weigh_by_shape(const estimate *of, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  bool in_cycle = cfg->floor[block] < block || heads_loop(cfg, block);
  for (uint32_t e = cfg->first_successor[block]; e < cfg->first_successor[block + 1]; e++) {
    bool leaves = in_cycle && cfg->floor[cfg->successor[e]] != cfg->floor[block];
    of->weight[e] = of->cold[cfg->successor[e]] ? COLD : leaves ? 1 / (LOOP_RUNS - 1) : 1;
  }
}

static void weigh(const estimate *of, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  uint32_t first = cfg->first_successor[block], end = cfg->first_successor[block + 1];
  if (end - first < 2)
    of->weight[first] = 1;
  else if (!weigh_by_profile(of, block))
    weigh_by_shape(of, block);
}

/* Multiplies what has flowed into a block, and hands it on. */
static void estimate_block(const estimate *of, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  uint32_t first = cfg->first_successor[block], end = cfg->first_successor[block + 1];
  if (heads_loop(cfg, block))
    of->frequency[block] *= LOOP_RUNS;
  of->frequency[block] = fmin(of->frequency[block], LARGEST);
  if (first == end)
    return;
  weigh(of, block);
  double total = 0;
  for (uint32_t e = first; e < end; e++)
    total += of->weight[e];
  for (uint32_t e = first; e < end && total > 0; e++)
    if (cfg->successor[e] > block) /* else it closes a cycle, whose runs are counted at its head */
      of->frequency[cfg->successor[e]] += of->frequency[block] * (of->weight[e] / total);
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
  const graph *cfg = &run->fn.cfg;
  arena_mark mark = arena_position(run->pool);
  estimate of = {
      .fn = &run->fn,
      .frequency = run->frequency,
      .cold = ARENA_NEW(run->pool, bool, cfg->count),
      .weight = ARENA_NEW(run->pool, double, cfg->first_successor[cfg->count]),
      .profile_kind = LLVMGetMDKindIDInContext(run->known.context, "prof", 4),
  };
  find_cold(&of);
  of.frequency[0] = 1;
  for (uint32_t b = 1; b < cfg->count; b++)
    of.frequency[b] = 0;
  for (uint32_t b = 0; b < cfg->count; b++)
    estimate_block(&of, b);
  arena_rewind(run->pool, mark);
}

/* 2^30, or 2^50 for the hottest block; and all operations together, were they there, are to stay below
 * CUT_INFINITE. */
static void find_unit(pruner *run) {
  double largest = fmax(1, run->options->size_weight);
  double most = fmax(1024, (double)run->fn.increfs + run->fn.decrefs);
  for (uint32_t b = 0; b < run->fn.cfg.count; b++)
    if (run->frequency[b] > largest)
      largest = run->frequency[b];
  run->frequency_unit = fmin(1073741824.0, 1152921504606846976.0 / (largest * most));
}

static bool are_numbers(const double *frequency, uint32_t count) {
  for (uint32_t b = 0; b < count; b++)
    if (!(frequency[b] >= 0 && frequency[b] <= DBL_MAX))
      return false;
  return true;
}

/* False: the library has to guess. */
static bool ask(pruner *run) {
  const refprune_options *options = run->options;
  const graph *cfg = &run->fn.cfg;
  if (!options->frequencies)
    return false;
  if (options->frequencies_are_llvm && block_frequencies_find(&run->fn, run->pool, run->frequency))
    return true;
  return options->frequencies(options->frequencies_context, run->fn.function, cfg->block,
                              cfg->count, run->frequency) &&
         are_numbers(run->frequency, cfg->count);
}

/* The first question may be asked deep inside work whose memory is given back, so the answer lies in
 * memory that stays, and serves one function after the other. */
static void read(pruner *run) {
  const graph *cfg = &run->fn.cfg;
  ARENA_RESERVE_MORE(run->known.pool, run->frequency_room, 0, cfg->count,
                     run->frequency_capacity);
  run->frequency = run->frequency_room;
  bool known = !run->frequencies_guessed && ask(run);
  run->frequencies_guessed = !known;
  if (!known)
    guess(run);
  for (uint32_t b = 0; b < cfg->count; b++)
    if (!(run->frequency[b] >= 0 && run->frequency[b] <= LARGEST))
      run->frequency[b] = LARGEST; /* also what is not a number */
  find_unit(run);
}

void frequencies_need(pruner *run) {
  if (!run->frequency)
    read(run);
}

static pointer_map index_new_blocks(pruner *run, const splits *made) {
  pointer_map index = {.pool = run->pool};
  pointer_map_reserve(&index, made->count);
  for (uint32_t i = 0; i < made->count; i++)
    pointer_map_set(&index, made->edges[i].block, 0, i);
  return index;
}

/* What was known of a block stays: costs of one run are only comparable by one measure. */
void frequencies_renumber(pruner *run, const graph *before, const struct splits *made) {
  const graph *cfg = &run->fn.cfg;
  const double *known = run->frequency;
  run->frequency = ARENA_NEW(run->pool, double, cfg->count);
  if (run->frequencies_guessed)
    guess(run);
  pointer_map index = index_new_blocks(run, made);
  for (uint32_t b = 0; b < cfg->count; b++) {
    uint32_t old = graph_index(before, cfg->block[b]);
    uint32_t edge = pointer_map_get(&index, cfg->block[b], 0);
    if (old != NO_BLOCK)
      run->frequency[b] = known[old];
    else if (!run->frequencies_guessed)
      run->frequency[b] = edge == POINTER_MAP_NONE ? 0 : made->edges[edge].frequency;
  }
  find_unit(run);
}

double frequencies_unit(pruner *run) {
  frequencies_need(run);
  return run->frequency_unit;
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
