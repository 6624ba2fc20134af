/* webs.c - liveness of a web's names, and the current name that follows from it. */
#include "prune/webs.h"

#include <stdlib.h>

static void add_name(web *out, const group *in, uint32_t number) {
  out->name[out->count] = number;
  out->active[out->count] = NULL;
  out->part[out->count++] = &in->spans[in->span_of[number]];
}

void web_of_root(web *out, const group *in, uint32_t number) {
  out->count = 0;
  add_name(out, in, number);
}

uint32_t web_find(const web *of, uint32_t number) {
  for (uint32_t i = 0; i < of->count; i++)
    if (of->name[i] == number)
      return i;
  return NO_ROOT;
}

open_ops web_open_ops(const web *of, const view *fn) {
  open_ops found = {0, 0};
  for (uint32_t i = 0; i < of->count; i++)
    for (uint32_t k = 0; k < of->part[i]->op_count; k++)
      open_ops_add(&found, &fn->events[of->part[i]->ops[k]]);
  return found;
}

/* -- Collecting names ----------------------------------------------------------------------------- */

/* Adds a phi's inputs; false: there is no room for all of them, and none was added. */
static bool add_inputs(web *out, const group *in, const view *fn, uint32_t phi) {
  const root *item = &fn->names.root[phi];
  uint32_t before = out->count;
  for (uint32_t i = 0; i < item->input_count; i++) {
    uint32_t input = item->inputs[i].root;
    if (input < FIRST_ROOT || web_find(out, input) != NO_ROOT)
      continue;
    if (out->count == MAX_NAMES) {
      out->count = before;
      return false;
    }
    add_name(out, in, input);
  }
  return true;
}

/* -- What lies ahead ------------------------------------------------------------------------------
 *
 * A name is live where an operation by it lies ahead, or by a phi that it flows into. It is next where
 * that may be the first operation of the web that is met. Sets of names are bit masks. */

typedef struct names_ahead {
  uint32_t live, next;
} names_ahead;

/* An operation of some name. */
typedef struct web_op {
  uint32_t site, name;
} web_op;

typedef struct web_block {
  uint32_t block;
  uint32_t first_op, op_count;
  uint32_t first_interval; /* of op_count + 1, in liveness.current */
  uint32_t used;          /* names of its operations */
  uint32_t defined, phis; /* names that are defined here; those at its START, by phis */
  names_ahead read;       /* those that phis ahead read on edges out of it */
  names_ahead at_start, at_end;
  bool under_phi;         /* a web's own phi that has no operation is defined here */
  uint32_t current_start, current_end; /* names, or NO_ROOT */
} web_block;

typedef struct liveness {
  web *of;
  view *fn;
  web_block *blocks; /* in ascending block order */
  uint32_t block_count;
  uint32_t clock;    /* fn->clock, when they were numbered */
  web_op *ops;
  uint32_t op_count;
  uint32_t phis;     /* names */
  uint32_t *current; /* the name in each interval between operations, block after block */
  web_choice choice;
} liveness;

static int compare_ops(const void *left, const void *right) {
  const web_op *a = left, *b = right;
  return (a->site > b->site) - (a->site < b->site);
}

/* The number of a part's next block, or NO_BLOCK behind the last. */
static uint32_t block_at(const span *part, uint32_t local) {
  return local < part->block_count ? part->blocks[local].block : NO_BLOCK;
}

static uint32_t least_of(const uint32_t *numbers, uint32_t count) {
  uint32_t least = numbers[0];
  for (uint32_t i = 1; i < count; i++)
    least = numbers[i] < least ? numbers[i] : least;
  return least;
}

/* Makes view.number lead to the blocks. */
static void number_blocks(liveness *of) {
  view *fn = of->fn;
  of->clock = ++fn->clock;
  for (uint32_t i = 0; i < of->block_count; i++) {
    fn->number[of->blocks[i].block] = i;
    fn->stamp[of->blocks[i].block] = fn->clock;
  }
}

/* Merges the blocks of all parts. */
static void collect_blocks(liveness *of) {
  uint32_t total = 0, cursor[MAX_NAMES] = {0}, next[MAX_NAMES], count = of->of->count;
  for (uint32_t i = 0; i < count; i++) {
    total += of->of->part[i]->block_count;
    next[i] = block_at(of->of->part[i], 0);
  }
  of->blocks = ARENA_NEW_UNSET(of->fn->pool, web_block, total);
  for (uint32_t b; (b = least_of(next, count)) != NO_BLOCK; of->block_count++) {
    of->blocks[of->block_count] = (web_block){.block = b};
    for (uint32_t i = 0; i < count; i++)
      if (next[i] == b)
        next[i] = block_at(of->of->part[i], ++cursor[i]);
  }
  number_blocks(of);
}

/* NULL: it is in no part. */
static web_block *block_of(const liveness *of, uint32_t block) {
  const view *fn = of->fn;
  return fn->stamp[block] == fn->clock ? &of->blocks[fn->number[block]] : NULL;
}

static void collect_ops(liveness *of) {
  const web *names = of->of;
  uint32_t total = 0;
  of->of->dormant = true;
  for (uint32_t i = 0; i < names->count; i++)
    total += names->part[i]->op_count;
  of->ops = ARENA_NEW_UNSET(of->fn->pool, web_op, total);
  for (uint32_t i = 0; i < names->count; i++)
    for (uint32_t k = 0; k < names->part[i]->op_count; k++) {
      const event *op = &of->fn->events[names->part[i]->ops[k]];
      if (!op->erased)
        of->ops[of->op_count++] = (web_op){.site = op->site, .name = i};
      of->of->dormant &= op->erased || i;
    }
  qsort(of->ops, of->op_count, sizeof *of->ops, compare_ops);
  uint32_t next = 0;
  for (uint32_t b = 0; b < of->block_count; b++) {
    web_block *item = &of->blocks[b];
    item->first_op = next;
    item->first_interval = next + b;
    for (; next < of->op_count && of->ops[next].site < of->fn->first_site[item->block + 1]; next++)
      item->used |= UINT32_C(1) << of->ops[next].name;
    item->op_count = next - item->first_op;
  }
}

static const root *root_of(const liveness *of, uint32_t name) {
  return &of->fn->names.root[of->of->name[name]];
}

static void note_definitions(liveness *of) {
  for (uint32_t x = 0; x < of->of->count; x++) {
    const root *item = root_of(of, x);
    if (item->kind == ROOT_IS_PHI)
      of->phis |= UINT32_C(1) << x;
    web_block *at = item->kind == ROOT_IS_OUTSIDE ? NULL : block_of(of, item->block);
    if (!at)
      continue;
    at->defined |= UINT32_C(1) << x;
    if (item->kind == ROOT_IS_PHI)
      at->phis |= UINT32_C(1) << x;
  }
  for (uint32_t b = 0; b < of->block_count && of->of->dormant; b++)
    of->blocks[b].under_phi =
        graph_dominates(&of->fn->cfg, root_of(of, 0)->block, of->blocks[b].block);
}

/* Where a phi lies ahead, so do its inputs at the ends of their edges. True: some of these blocks have been
 * passed by a walk up the blocks that is at the phi's. */
static bool note_reads(const liveness *of, uint32_t phi, names_ahead now) {
  const root *item = root_of(of, phi);
  bool passed = false;
  for (uint32_t i = 0; i < item->input_count; i++) {
    uint32_t name = web_find(of->of, item->inputs[i].root);
    web_block *from = name == NO_ROOT ? NULL : block_of(of, item->inputs[i].block);
    if (!from)
      continue;
    from->read.live |= (now.live >> phi & 1) << name;
    from->read.next |= (now.next >> phi & 1) << name;
    passed |= from->block >= item->block;
  }
  return passed;
}

static names_ahead behind(const liveness *of, const web_block *item) {
  const graph *cfg = &of->fn->cfg;
  names_ahead found = item->read;
  uint32_t b = item->block;
  for (uint32_t e = cfg->first_successor[b]; e < cfg->first_successor[b + 1]; e++) {
    const web_block *next = block_of(of, cfg->successor[e]);
    if (!next)
      continue;
    found.live |= next->at_start.live & ~next->defined;
    found.next |= next->at_start.next & ~next->defined;
  }
  return found;
}

static uint32_t name_of_op(const liveness *of, const web_block *item, uint32_t k) {
  return UINT32_C(1) << of->ops[item->first_op + k].name;
}

/* A web's own phi that has no operation may be given one at its START. */
static names_ahead before_ops(const liveness *of, const web_block *item) {
  uint32_t kept = ~item->defined | item->phis, own = of->of->dormant ? item->phis & 1 : 0;
  uint32_t next = item->op_count ? name_of_op(of, item, 0) : item->at_end.next;
  return (names_ahead){.live = ((item->at_end.live | item->used) & kept) | own,
                       .next = own ? own : next & kept};
}

/* Takes up what became known behind the block. True: so did something at its START, and a walk up the
 * blocks has passed one of those that ask. */
static bool look_ahead(const liveness *of, web_block *item) {
  item->at_end = behind(of, item);
  names_ahead before = before_ops(of, item), *start = &item->at_start;
  uint32_t more = (before.live & ~start->live) | (before.next & ~start->next);
  *start = before;
  bool passed = more && graph_is_led_back_to(&of->fn->cfg, item->block);
  uint32_t phis = more & item->phis;
  for (uint32_t x = 0; phis >> x; x++)
    if (phis >> x & 1)
      passed |= note_reads(of, x, before);
  return passed;
}

/* The sets only grow. */
static void find_ahead(const liveness *of) {
  for (bool again = true; again;) {
    again = false;
    for (uint32_t b = of->block_count; b-- > 0;)
      again |= look_ahead(of, &of->blocks[b]);
  }
}

/* -- The current name -----------------------------------------------------------------------------
 *
 * A live one, see web_choice; behind the last operation the name whose account was open last, as long as
 * all ways agree on it. */

enum { UNKNOWN_NAME = UINT32_MAX - 1 };

static uint32_t lowest(uint32_t mask) {
  uint32_t name = 0;
  while (!(mask >> name & 1))
    name++;
  return name;
}

static uint32_t choose_name(liveness *of, uint32_t live, uint32_t next, uint32_t carried) {
  if ((live & (live - 1)) == 0) /* at most one */
    return live ? lowest(live) : carried;
  uint32_t phis = live & of->phis, inputs = live & ~of->phis;
  uint32_t nearest = lowest(live & next ? live & next : live);
  uint32_t phi = phis ? lowest(phis) : nearest;
  uint32_t input = inputs ? lowest(inputs & next ? inputs & next : inputs) : nearest;
  of->of->others |= (unsigned)(nearest != phi) << NEXT_FIRST;
  of->of->others |= (unsigned)(input != phi) << INPUTS_FIRST;
  return of->choice == NEXT_FIRST ? nearest : of->choice == INPUTS_FIRST ? input : phi;
}

static uint32_t carried_into(const liveness *of, const web_block *item) {
  const graph *cfg = &of->fn->cfg;
  uint32_t name = UNKNOWN_NAME;
  for (uint32_t e = cfg->first_predecessor[item->block];
       e < cfg->first_predecessor[item->block + 1]; e++) {
    const web_block *before = block_of(of, cfg->predecessor[e]);
    uint32_t carried = before ? before->current_end : NO_ROOT;
    if (carried == UNKNOWN_NAME)
      continue;
    if (carried == NO_ROOT || (name != UNKNOWN_NAME && name != carried) ||
        (item->defined >> carried & 1))
      return NO_ROOT;
    name = carried;
  }
  return name;
}

static uint32_t *intervals_of(const liveness *of, const web_block *item) {
  return of->current + item->first_interval;
}

/* The current name of each interval, by the names that are live in it; returns that of the last. One that
 * is defined further down in this very block can only be changed from its first operation on. */
static uint32_t name_intervals(liveness *of, const web_block *item, uint32_t name) {
  uint32_t *interval = intervals_of(of, item), live = item->at_end.live;
  uint32_t unseen = item->defined & ~item->phis;
  for (uint32_t k = item->op_count; k > 0; k--) {
    interval[k] = live;
    live |= name_of_op(of, item, k - 1);
  }
  interval[0] = live;
  for (uint32_t k = 0; k <= item->op_count; k++) {
    uint32_t next = k < item->op_count ? name_of_op(of, item, k) : item->at_end.next;
    interval[k] = name = choose_name(of, interval[k] & ~unseen, next, name);
    if (k < item->op_count)
      unseen &= ~next;
  }
  return name;
}

static uint32_t name_start(liveness *of, const web_block *item) {
  names_ahead start = item->at_start;
  uint32_t phis = start.live & item->phis, others = of->of->others;
  uint32_t name = choose_name(of, start.live, start.next,
                              start.live ? NO_ROOT : carried_into(of, item));
  if (phis == 0)
    return name;
  of->of->others &= others | ~(1U << INPUTS_FIRST);
  return of->choice == INPUTS_FIRST ? lowest(phis) : name;
}

/* Names all of a block; returns the name at its end. Where nothing happens in a block one name is current
 * throughout. */
static uint32_t name_block(liveness *of, web_block *item) {
  uint32_t name = item->current_start = name_start(of, item);
  if (item->op_count == 0 && item->defined == 0) {
    *intervals_of(of, item) = name;
    return name;
  }
  name = name_intervals(of, item, name);
  return choose_name(of, item->at_end.live, item->at_end.next, name);
}

/* Gives all of a block to the web's own phi. */
static uint32_t name_own_phi(const liveness *of, web_block *item) {
  for (uint32_t k = 0; k <= item->op_count; k++)
    intervals_of(of, item)[k] = 0;
  return item->current_start = 0;
}

/* True: another name than before is current at the block's end, and a walk down the blocks has passed one
 * that it is carried into. Where the web's own phi meets no operation behind its START it is carried on. */
static bool find_current_in(liveness *of, web_block *item) {
  bool own = item->under_phi && of->choice == OWN_PHI;
  uint32_t name = own ? name_own_phi(of, item) : name_block(of, item);
  of->of->others |= (unsigned)(item->under_phi && item->op_count) << OWN_PHI;
  bool changed = name != item->current_end;
  item->current_end = name;
  return changed && graph_leads_back(&of->fn->cfg, item->block);
}

static void find_current(liveness *of) {
  for (uint32_t b = 0; b < of->block_count; b++)
    of->blocks[b].current_end = UNKNOWN_NAME;
  for (bool again = true; again;) {
    again = false;
    for (uint32_t b = 0; b < of->block_count; b++)
      again |= find_current_in(of, &of->blocks[b]);
  }
}

static bool is_current_throughout(const uint32_t *interval, uint32_t name, uint32_t from,
                                  uint32_t to) {
  for (uint32_t k = from; k <= to; k++)
    if (interval[k] != name)
      return false;
  return true;
}

static void activate_block(web *out, const liveness *of, uint32_t name, uint32_t local) {
  span *part = out->part[name];
  const web_block *item = block_of(of, part->blocks[local].block);
  const uint32_t *interval = intervals_of(of, item);
  bool *active = out->active[name];
  active[span_start(part, local)] = item->current_start == name;
  active[span_end(part, local)] = item->current_end == name;
  if (item->op_count == 0) {
    active[span_node_before_op(part, local, 0)] = interval[0] == name;
    return;
  }
  uint32_t from = 0, segment = 0;
  for (uint32_t k = 0; k <= item->op_count; k++) {
    bool last = k == item->op_count;
    if (!last && of->ops[item->first_op + k].name != name)
      continue;
    /* erased operations leave joined segments; every one of them gets the answer */
    uint32_t node = span_node_before_op(part, local, segment);
    active[node] = is_current_throughout(interval, name, from, k);
    segment = node - span_segment(part, local, 0) + 1;
    from = k + 1;
  }
}

bool web_of_phi(web *out, const group *in, const view *fn, uint32_t phi) {
  out->count = 0;
  add_name(out, in, phi);
  if (!add_inputs(out, in, fn, phi) || out->count == 1)
    return false;
  for (uint32_t i = 1; i < out->count; i++)
    if (fn->names.root[out->name[i]].kind == ROOT_IS_PHI)
      add_inputs(out, in, fn, out->name[i]);
  return true;
}

void web_look_ahead(web *of, view *fn) {
  liveness *live = of->ahead = ARENA_NEW(fn->pool, liveness, 1);
  *live = (liveness){.of = of, .fn = fn};
  of->others = 0;
  for (uint32_t i = 0; i < of->count; i++)
    of->active[i] = ARENA_NEW(fn->pool, bool, of->part[i]->node_count);
  collect_blocks(live);
  collect_ops(live);
  note_definitions(live);
  find_ahead(live);
  live->current = ARENA_NEW_UNSET(fn->pool, uint32_t, live->op_count + live->block_count);
}

void web_choose(web *of, web_choice choice) {
  liveness *live = of->ahead;
  live->choice = choice;
  if (live->clock != live->fn->clock)
    number_blocks(live);
  find_current(live);
  for (uint32_t i = 0; i < of->count; i++)
    for (uint32_t local = 0; local < of->part[i]->block_count; local++)
      activate_block(of, live, i, local);
}
