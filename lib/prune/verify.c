/* verify.c - the theorem once more, point by point.
 *
 * A block's points, top down: START (behind the phis), one *gap* before each site of its body and
 * one behind the last, END. Operations are inserted between START and the first gap, and between
 * the last gap and END, which lies before the terminator; a terminator that is a site (an invoke)
 * has the d of END on both sides, and so do the edges.
 */
#include "prune/verify.h"

#include <stdio.h>

#include "prune/forgive.h"
#include "prune/holders.h"
#include "prune/llvm_compat.h"
#include "prune/nulls.h"
#include "prune/recount.h"
#include "prune/verify_past.h"

typedef struct checker {
  pruner *run;
  const view *fn;
  const accepted *change;
  bool *revived;   /* per site: an operation of an account stood here when bounds were proved */
  history *before; /* per account */
  recount bounds;
  bool *working;        /* per block, where the change may be forgiven something: find_working */
  const holders *names; /* ... and of all accounts */
} checker;

/* d of the change in hand, and with what came before it. */
typedef struct delta {
  int32_t now, total;
} delta;

/* -- What to say ----------------------------------------------------------------------------------
 */

static void disagree(const checker *of, const span *part, uint32_t block, const char *rule) {
  size_t length;
  const char *function = LLVMGetValueName2(of->fn->function, &length);
  const char *object = LLVMGetValueName2(of->fn->names.root[part->root].value, &length);
  snprintf(
      of->run->disagreement, sizeof of->run->disagreement,
      "verify: refused its own change, a bug in refprune: @%.40s, block %u '%.30s', '%.30s': %s",
      function, block, LLVMGetBasicBlockName(of->fn->cfg.block[block]), object, rule);
  longjmp(*of->run->pool->on_failure, FAILED_VERIFY);
}

static void require(const checker *of, bool holds, const span *part, uint32_t block,
                    const char *rule) {
  if (!holds)
    disagree(of, part, block, rule);
}

/* -- d at every point -----------------------------------------------------------------------------
 */

static const history *past_of(const checker *of, const span *part) {
  uint32_t i = 0;
  while (of->change->accounts[i].part != part)
    i++;
  return &of->before[i];
}

static int32_t d_start(span *part, uint32_t block) {
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? 0 : part->d[span_node(part, span_start(part, local))];
}

static int32_t d_end(span *part, uint32_t block) {
  uint32_t local = span_find(part, block);
  return local == NO_BLOCK ? 0 : part->d[span_node(part, span_end(part, local))];
}

/* In the gap before a site; a block's first site of the next block stands for "behind the last". */
static int32_t d_gap(const view *fn, span *part, uint32_t block, uint32_t site_number) {
  uint32_t local = span_find(part, block);
  if (local == NO_BLOCK)
    return 0;
  const span_block *item = &part->blocks[local];
  uint32_t low = item->first_op, high = item->first_op + item->op_count;
  while (low < high) { /* the first operation at or behind the site */
    uint32_t middle = low + (high - low) / 2;
    if (fn->events[part->ops[middle]].site < site_number)
      low = middle + 1;
    else
      high = middle;
  }
  return part->d[span_node(part, span_segment(part, local, low - item->first_op))];
}

/* In the gap before a site of the block, or behind the last of its body. */
static delta delta_in_gap(const checker *of, span *part, uint32_t block, uint32_t site_number) {
  const history *before = past_of(of, part);
  bool last = site_number == of->fn->first_site[block + 1];
  int32_t now = d_gap(of->fn, part, block, site_number);
  return (delta){now, now + (last ? before->end[block] : before->gap[site_number])};
}

static delta delta_at_end(const checker *of, span *part, uint32_t block) {
  int32_t now = d_end(part, block);
  return (delta){now, now + past_of(of, part)->end[block]};
}

/* The end of the block's body: its terminator, where that is a site, does not belong to it. */
static uint32_t body_end(const view *fn, uint32_t block) {
  uint32_t end = fn->first_site[block + 1];
  return end > fn->first_site[block] && fn->sites[end - 1].ends_block ? end - 1 : end;
}

static const tally *bounds_of(const checker *of, const span *part) {
  return &of->bounds.names[of->bounds.name_of[part->root]];
}

/* -- One root, inside a block ---------------------------------------------------------------------
 */

static void check_bound(const checker *of, const span *part, uint32_t block, delta d,
                        int32_t bound) {
  require(of, d.now == 0 || bound >= 1, part, block, "changed where nothing is known to be held");
  require(of, d.now == 0 || d.total >= 1 - bound, part, block, "lowered below 1");
}

/* A site that the root has no removable operation at, with d before and behind it. */
static void check_passive_site(const checker *of, const span *part, uint32_t block, uint32_t at,
                               delta before, delta behind) {
  const tally *name = bounds_of(of, part);
  require(of, before.now == behind.now, part, block, "changed without an operation");
  check_bound(of, part, block, before, name->lb_before[at]);
  check_bound(of, part, block, behind, name->lb_after[at]);
  if (recount_freezes(&of->bounds, name, at))
    require(of, before.now == 0, part, block, "changed where the count is observed");
  bool takes = of->fn->sites[at].flags & (SITE_CLAMPS | SITE_REVIVES);
  if (takes && recount_releases(&of->bounds, name, at))
    check_bound(of, part, block, before, name->a_inside[at].alive); /* released, not yet retaken */
}

static bool is_listed(const accepted *change, uint32_t op) {
  for (uint32_t i = 0; i < change->removed_count; i++)
    if (change->removed[i] == op)
      return true;
  return false;
}

/* Patterns remove operations or leave them; placement may also put others in their place. */
static void check_operation(const checker *of, const span *part, uint32_t block, uint32_t op,
                            delta before, delta behind) {
  const event *item = &of->fn->events[op];
  const tally *name = bounds_of(of, part);
  int32_t effect = item->kind == EVENT_INCREF ? 1 : -1;
  check_bound(of, part, block, before, name->lb_before[item->site]);
  check_bound(of, part, block, behind, name->lb_after[item->site]);
  if (recount_freezes(&of->bounds, name, item->site))
    require(of, before.now == 0 && behind.now == 0, part, block,
            "changed where the count is observed");
  if (of->change->removed)
    require(of, behind.now - before.now == (is_listed(of->change, op) ? -effect : 0), part, block,
            "removed operations and counts do not agree");
}

static uint32_t open_operation(const checker *of, const span *part, uint32_t at) {
  const view *fn = of->fn;
  uint32_t e = bounds_of(of, part)->event_at[at];
  for (; e != NO_EVENT_AT && e < fn->first_event[part->root + 1] && fn->events[e].site == at; e++)
    if (event_is_open(&fn->events[e]))
      return e;
  return NO_EVENT_AT;
}

static bool may_insert(const checker *of, const bool *forbidden, uint32_t block) {
  return (of->change->allowed & PROVE_INSERT) && !forbidden[block];
}

static void check_top(const checker *of, span *part, uint32_t block) {
  int32_t start = d_start(part, block);
  delta d = {start, start + past_of(of, part)->start[block]};
  check_bound(of, part, block, d, bounds_of(of, part)->lb_start[block]);
  bool may = may_insert(of, of->fn->cfg.no_insert_start, block) &&
             !recount_defines(of->fn, part->root, block);
  require(of, may || start == d_gap(of->fn, part, block, of->fn->first_site[block]), part, block,
          "changed at a block's start where nothing can be placed");
}

static void check_body(const checker *of, span *part, uint32_t block) {
  const view *fn = of->fn;
  delta before = delta_in_gap(of, part, block, fn->first_site[block]);
  for (uint32_t s = fn->first_site[block]; s < body_end(fn, block); s++) {
    delta behind = delta_in_gap(of, part, block, s + 1);
    uint32_t op = open_operation(of, part, s);
    if (op == NO_EVENT_AT)
      check_passive_site(of, part, block, s, before, behind);
    else
      check_operation(of, part, block, op, before, behind);
    before = behind;
  }
}

/* -- Raising exits --------------------------------------------------------------------------------
 */

enum { ANY_WORK = SITE_RELEASES | SITE_RETAINS | SITE_CLAMPS | SITE_FREEZES | SITE_PUBLISHES };

static bool works_from(const view *fn, uint32_t block, uint32_t site_number) {
  for (; site_number < fn->first_site[block + 1]; site_number++)
    if (fn->sites[site_number].flags & ANY_WORK)
      return true;
  return fn->cfg.end[block] == END_UNREACHABLE; /* behind a call that may unwind */
}

/* In which blocks is work, or an exit of another kind, or a way to some? Against the edges, from all
 * of it at once: many exits may lead into one tail. */
static bool *find_working(const checker *of) {
  const graph *cfg = &of->fn->cfg;
  bool *working = ARENA_NEW(of->run->pool, bool, cfg->count);
  uint32_t *pending = ARENA_NEW(of->run->pool, uint32_t, cfg->count), count = 0;
  for (uint32_t b = 0; b < cfg->count; b++) {
    working[b] = works_from(of->fn, b, of->fn->first_site[b]);
    if (working[b])
      pending[count++] = b;
  }
  while (count) {
    uint32_t b = pending[--count];
    for (uint32_t e = cfg->first_predecessor[b]; e < cfg->first_predecessor[b + 1]; e++) {
      uint32_t from = cfg->predecessor[e];
      if (!working[from])
        pending[count++] = from;
      working[from] = true;
    }
  }
  return working;
}

static bool leads_to_work(const checker *of, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  for (uint32_t e = cfg->first_successor[block]; e < cfg->first_successor[block + 1]; e++)
    if (of->working[cfg->successor[e]])
      return true;
  return false;
}

/* May a missing reference be forgiven at the block's end, or already at its start? */
static bool forgives(const checker *of, uint32_t block, bool from_start) {
  const view *fn = of->fn;
  uint32_t marked = NO_SITE;
  for (uint32_t s = fn->first_site[block]; s < fn->first_site[block + 1]; s++)
    if (fn->sites[s].flags & SITE_RAISES)
      marked = s;
  if (!of->working || marked == NO_SITE)
    return false;
  uint32_t from = from_start ? fn->first_site[block] : marked + 1;
  if (works_from(fn, block, from) || leads_to_work(of, block))
    return false;
  return !holders_hand_on(fn, of->names, block);
}

/* -- A block's end --------------------------------------------------------------------------------
 */

static void check_terminator(const checker *of, span *part, uint32_t block, delta end) {
  const root *object = &of->fn->names.root[part->root];
  uint32_t at = body_end(of->fn, block);
  if (at < of->fn->first_site[block + 1])
    check_passive_site(of, part, block, at, end, end);
  check_bound(of, part, block, end, bounds_of(of, part)->lb_behind[block]);
  if (object->at_terminator && recount_defines(of->fn, part->root, block))
    require(of, end.now == 0, part, block, "changed before it exists");
}

/* From the last gap to END: what the edit takes for forgiven, it does not put back. */
static void check_exchange(const checker *of, const span *part, uint32_t block, int32_t above,
                           int32_t end) {
  if (above == end)
    return;
  if ((of->change->allowed & PROVE_FORGIVE) && forgive_at_end(of->fn, block, above, end))
    require(of, forgives(of, block, false), part, block, "forgiven where it is owed");
  else
    require(of, may_insert(of, of->fn->cfg.no_insert_end, block), part, block,
            "changed at a block's end where nothing can be placed");
}

static void check_bottom(const checker *of, span *part, uint32_t block) {
  const view *fn = of->fn;
  uint32_t last = body_end(fn, block);
  delta above = delta_in_gap(of, part, block, last), end = delta_at_end(of, part, block);
  const tally *name = bounds_of(of, part);
  int32_t bound = last < fn->first_site[block + 1] ? name->lb_before[last] : name->lb_behind[block];
  check_bound(of, part, block, above, bound);
  check_terminator(of, part, block, end);
  check_exchange(of, part, block, above.now, end.now);
  if (fn->cfg.end[block] == END_RETURN || fn->cfg.end[block] == END_UNREACHABLE)
    require(of, end.now == 0, part, block, "not as before on leaving the function");
}

static void check_block(const checker *of, span *part, uint32_t block) {
  if (span_find(part, block) == NO_BLOCK)
    return; /* d = 0 throughout; its edges are checked with those of all blocks */
  if (block == 0 || recount_defines(of->fn, part->root, block))
    require(of, d_start(part, block) == 0, part, block, "changed before it exists");
  check_top(of, part, block);
  check_body(of, part, block);
  check_bottom(of, part, block);
}

/* -- Edges ----------------------------------------------------------------------------------------
 */

static span *account_of(const checker *of, uint32_t number) {
  for (uint32_t i = 0; i < of->change->count; i++)
    if (of->change->accounts[i].part->root == number)
      return of->change->accounts[i].part;
  return NULL;
}

static bool is_phi_of(const view *fn, const span *part, uint32_t block) {
  const root *item = &fn->names.root[part->root];
  return item->kind == ROOT_IS_PHI && item->block == block;
}

/* The name by which the object of `part` was known at the end of `block`. */
static uint32_t name_before(const view *fn, const span *part, uint32_t block, uint32_t next) {
  const root *item = &fn->names.root[part->root];
  if (recount_defines(fn, part->root, next))
    return NO_ROOT;
  if (!is_phi_of(fn, part, next))
    return part->root;
  for (uint32_t i = 0; i < item->input_count; i++)
    if (item->inputs[i].block == block)
      return item->inputs[i].root;
  return NO_ROOT;
}

static bool all_closed_on(const checker *of, uint32_t block, uint32_t next) {
  for (uint32_t i = 0; i < of->change->count; i++) {
    span *part = of->change->accounts[i].part;
    if (d_end(part, block) != 0 && !nulls_on_edge(of->fn, part->root, block, next))
      return false;
  }
  return true;
}

/* What an account has at the start of a block came over each edge, or from null, where nothing is.
 */
static void check_arrival(const checker *of, span *part, uint32_t block, uint32_t next) {
  int32_t d = d_start(part, next);
  if (d == 0)
    return;
  uint32_t before = name_before(of->fn, part, block, next);
  if (before == ROOT_NULL) {
    require(of, all_closed_on(of, block, next), part, next, "null takes over another name's account");
    return;
  }
  span *from = before == NO_ROOT ? NULL : account_of(of, before);
  require(of, from && d_end(from, block) == d, part, next, "an edge brings another change");
}

/* What an account has at the end of a block goes on under exactly one name. */
static void check_departure(const checker *of, span *part, uint32_t block, uint32_t next) {
  int32_t d = d_end(part, block);
  uint32_t takers = 0;
  if (d == 0)
    return;
  for (uint32_t i = 0; i < of->change->count; i++) {
    span *other = of->change->accounts[i].part;
    takers += d_start(other, next) != 0 && name_before(of->fn, other, block, next) == part->root;
  }
  require(of, takers == 1 || (takers == 0 && d < 0 && forgives(of, next, true)), part, block,
          "a change gets lost on an edge");
}

/* Behind an edge on which the root is null its account is of no object. */
static void check_edges(const checker *of, span *part, uint32_t block) {
  const graph *cfg = &of->fn->cfg;
  for (uint32_t e = cfg->first_successor[block]; e < cfg->first_successor[block + 1]; e++) {
    if (nulls_on_edge(of->fn, part->root, block, cfg->successor[e]))
      continue;
    check_arrival(of, part, block, cfg->successor[e]);
    check_departure(of, part, block, cfg->successor[e]);
  }
}

/* -- One name at a point --------------------------------------------------------------------------
 */

enum place { AT_START, IN_GAP, AT_END };

static void check_one_name(const checker *of, uint32_t block, enum place where, uint32_t gap) {
  const span *first = NULL;
  for (uint32_t i = 0; i < of->change->count; i++) {
    span *part = of->change->accounts[i].part;
    int32_t d = where == AT_START ? d_start(part, block)
                : where == AT_END ? d_end(part, block)
                                  : d_gap(of->fn, part, block, gap);
    if (d == 0)
      continue;
    require(of, !first, part, block, "two names of one object changed at once");
    first = part;
  }
}

static void check_names(const checker *of, uint32_t block) {
  check_one_name(of, block, AT_START, 0);
  check_one_name(of, block, AT_END, 0);
  for (uint32_t gap = of->fn->first_site[block]; gap <= body_end(of->fn, block); gap++)
    check_one_name(of, block, IN_GAP, gap);
}

/* -------------------------------------------------------------------------------------------------
 */

static void check_all(const checker *of) {
  for (uint32_t i = 0; i < of->change->count; i++)
    for (uint32_t b = 0; b < of->fn->cfg.count; b++) {
      check_block(of, of->change->accounts[i].part, b);
      check_edges(of, of->change->accounts[i].part, b);
    }
  for (uint32_t b = 0; b < of->fn->cfg.count; b++)
    check_names(of, b);
}

void verify_accepted(pruner *run, const accepted *change) {
  if (!run->options->verify || change->count == 0)
    return;
  arena_mark mark = arena_position(run->pool);
  checker of = {.run = run, .fn = &run->fn, .change = change};
  uint32_t component = run->fn.names.root[change->accounts[0].part->root].component;
  of.revived = ARENA_NEW(run->pool, bool, run->fn.site_count);
  of.before = ARENA_NEW(run->pool, history, change->count);
  for (uint32_t i = 0; i < change->count; i++)
    past_find_revived(&run->fn, change->accounts[i].part, of.revived);
  recount_solve(&of.bounds, run->pool, &run->fn, component, of.revived);
  for (uint32_t i = 0; i < change->count; i++)
    of.before[i] = past_find(run->pool, &of.bounds, change->accounts[i].part->root);
  if (of.fn->has_raises && (change->allowed & PROVE_FORGIVE)) {
    of.working = find_working(&of);
    of.names = holders_find(&run->fn, change->accounts, change->count);
  }
  check_all(&of);
  arena_rewind(run->pool, mark);
}
