/* through.c - what comes between the ends of a block. */
#include "prune/through.h"

/* -- A, upwards ----------------------------------------------------------------------------------- */

static ahead a_before_event(const view *fn, const event *item, ahead a) {
  if (fn->sites[item->site].hits_own)
    a = hazards_before_site(fn, item->root, item->site, a);
  switch (event_means(item)) {
  case EVENT_INCREF:
    return (ahead){most(0, one_less(a.owed)), most(1, one_less(a.alive))};
  case EVENT_DECREF:
    return (ahead){one_more(a.owed), one_more(a.alive)};
  case EVENT_USE:
    return (ahead){a.owed, most(1, a.alive)};
  case EVENT_DEFINITION:
    return NOTHING_AHEAD;
  }
  return NOTHING_AHEAD;
}

/* What the caller keeps nobody in between has brought. */
static ahead at_least_kept(const span *part, ahead a) {
  if (part->at_exit.owed == 0)
    return a;
  return (ahead){most(a.owed, part->at_exit.owed), most(a.alive, part->at_exit.alive)};
}

/* Where no return is ahead, any call may be the last thing that happens (C5): what stands behind it
 * shows nothing. */
static ahead expect_nothing(const view *fn, span *part, const span_block *item) {
  uint32_t base = fn->first_event[part->root];
  for (uint32_t e = item->first_event; e < item->end_event; e++)
    part->a_before[e - base] = part->a_after[e - base] = part->at_exit;
  return part->at_exit;
}

/* An operation that is gone tells that its object was alive there. That is nothing new where it is known
 * behind it, for it holds further up as well; and it is hardly of use where no pair is left. */
static bool tells_nothing(const span *part, const event *item, ahead behind) {
  return item->erased && (behind.alive || !part->has_pair);
}

/* Then A before it is noted as nothing. */
static bool is_passed_over(const event *item, ahead before) {
  return item->erased && before.alive == 0;
}

ahead through_events_upward(const view *fn, span *part, const span_block *item) {
  if (!fn->cfg.reaches_return[item->block])
    return expect_nothing(fn, part, item);
  uint32_t base = fn->first_event[part->root];
  uint32_t behind = fn->first_site[item->block + 1];
  ahead a = item->a_end;
  for (uint32_t e = item->end_event; e-- > item->first_event;) {
    const event *this = &fn->events[e];
    if (tells_nothing(part, this, a)) {
      part->a_before[e - base] = NOTHING_AHEAD;
      continue;
    }
    a = at_least_kept(part, hazards_before_retains(fn, part->root, this->site + 1, behind, a));
    part->a_after[e - base] = a;
    a = at_least_kept(part, a_before_event(fn, this, a));
    part->a_before[e - base] = a;
    behind = this->site;
  }
  if (item->defines)
    return NOTHING_AHEAD;
  a = hazards_before_retains(fn, part->root, fn->first_site[item->block], behind, a);
  return at_least_kept(part, a);
}

/* -- LB = max(F, A), downwards -------------------------------------------------------------------- */

typedef struct descent {
  const view *fn;
  const span *part;
  unsigned flags; /* of the block */
  uint32_t from;  /* first site not yet passed */
  int32_t lb;     /* there */
  int32_t low;    /* the least LB seen since the last operation */
  bool frozen;    /* since then d was found to be 0 */
} descent;

static descent enter(const view *fn, const span *part, const span_block *item) {
  int32_t lb = flow_lb_at_start(item);
  return (descent){.fn = fn, .part = part, .flags = fn->block_flags[item->block],
                   .from = fn->first_site[item->block], .lb = lb, .low = lb};
}

/* The least A of the points behind the first release - or inside it, where a callee that may both
 * release and take references has done the one and not yet the other. */
static int32_t least_behind(const descent *at, uint32_t release, uint32_t to, ahead a) {
  const view *fn = at->fn;
  unsigned flags = fn->sites[release].flags & (SITE_RELEASES | SITE_CLAMPS | SITE_REVIVES);
  bool only_releases = flags == SITE_RELEASES && !hazards_is_published(fn, release);
  uint32_t behind = release + (only_releases ? 1 : 0);
  return hazards_before_retains(fn, at->part->root, behind, to, a).alive;
}

/* Passes the sites up to `to`, where A is `a`. Along a gap A only rises, so the least LB is at its top
 * or just behind the first release. Behind the last release there is only A, and most of it is at the
 * bottom. */
static void pass_gap(descent *at, uint32_t to, ahead a) {
  uint32_t object = at->part->root, release = to;
  if (at->flags & SITE_RELEASES)
    release = hazards_first_release(at->fn, object, at->from, to);
  if (at->flags & SITE_FREEZES)
    at->frozen |= hazards_first_freeze(at->fn, object, at->from, to) < to;
  if (release < to)
    at->low = least(at->low, least_behind(at, release, to, a));
  at->lb = release < to ? a.alive : most(at->lb, a.alive);
}

/* What an invoke makes does not exist on the way on which it unwinds, where F comes to as well. */
static int32_t f_of_definition(const view *fn, const span *part) {
  const root *object = &fn->names.root[part->root];
  if (object->kind == ROOT_IS_SELECT)
    return part->f_select;
  return object->fresh && !object->at_terminator ? 1 : 0;
}

/* What was published other threads may release, from the instruction on that publishes it. */
static bool releases_own(const view *fn, const event *item) {
  return hazards_is_published(fn, item->site) || hazards_hit_own(fn, item->site, SITE_RELEASES);
}

static int32_t f_after_event(const view *fn, const span *part, const event *item, int32_t lb) {
  if (releases_own(fn, item))
    return 0;
  switch (event_means(item)) {
  case EVENT_INCREF:
    return one_more(most(1, lb));
  case EVENT_DECREF:
    return most(0, one_less(lb));
  case EVENT_USE:
    return most(1, lb);
  case EVENT_DEFINITION:
    return f_of_definition(fn, part);
  }
  return 0;
}

/* Inside a callee that may release the object and take it again, one reference is certain at most; so it is
 * while other threads may. */
static int32_t inside_site(const view *fn, const event *item, int32_t a_after) {
  bool both = releases_own(fn, item) &&
              hazards_hit_own(fn, item->site, SITE_CLAMPS | SITE_REVIVES);
  return both ? least(1, a_after) : UNBOUNDED;
}

/* Passes an event, up to which the gap has been passed. Behind an operation another segment begins. */
static void pass_event(descent *at, const event *item, int32_t a_after) {
  at->lb = most(f_after_event(at->fn, at->part, item, at->lb), a_after);
  at->from = item->site + 1;
  bool freezes = hazards_hit_own(at->fn, item->site, SITE_FREEZES);
  if (event_is_op(item) && !item->erased) {
    at->low = at->lb;
    at->frozen = freezes;
    return;
  }
  if (item->kind == EVENT_DEFINITION)
    at->low = at->lb;
  at->low = least(at->low, least(at->lb, inside_site(at->fn, item, a_after)));
  at->frozen |= freezes;
}

static void close_segment(span *part, const descent *at, uint32_t node, bool freezes) {
  part->bound[node] = at->low;
  part->frozen[node] = at->frozen || freezes;
}

/* A terminator that is a site stands between END and the edges, which have one d: END has the least bound
 * of the two. What stands further up is the last segment's. Nothing that the terminator makes exists in
 * front of it. */
static void pass_terminator(descent *at, span *part, const span_block *item, uint32_t node,
                            uint32_t first_event) {
  const view *fn = at->fn;
  uint32_t base = fn->first_event[part->root], behind = fn->first_site[item->block + 1];
  pass_gap(at, behind - 1,
           first_event < item->end_event
               ? part->a_before[first_event - base]
               : hazards_before_retains(fn, part->root, behind - 1, behind, item->a_end));
  close_segment(part, at, node, false);
  at->low = item->defines && fn->names.root[part->root].at_terminator ? 0 : at->lb;
  at->frozen = false;
  at->from = behind - 1;
  for (uint32_t e = first_event; e < item->end_event; e++)
    pass_event(at, &fn->events[e], part->a_after[e - base].alive);
  pass_gap(at, behind, item->a_end);
  at->low = least(at->low, at->lb);
  close_segment(part, at, node + 1, false);
}

int32_t through_events_downward(const view *fn, span *part, const span_block *item) {
  descent at = enter(fn, part, item);
  uint32_t node = item->start, base = fn->first_event[part->root];
  uint32_t e = item->first_event, behind = fn->first_site[item->block + 1];
  bool ends_in_site = (at.flags & BLOCK_ENDS_IN_SITE) && !item->ends_with_op;
  part->bound[node++] = item->defines ? 0 : at.lb;
  for (; e < item->end_event && !(ends_in_site && fn->events[e].site == behind - 1); e++) {
    const event *this = &fn->events[e];
    if (is_passed_over(this, part->a_before[e - base]))
      continue;
    pass_gap(&at, this->site, part->a_before[e - base]);
    if (event_is_op(this) && !this->erased)
      close_segment(part, &at, node++, hazards_hit_own(fn, this->site, SITE_FREEZES));
    pass_event(&at, this, part->a_after[e - base].alive);
  }
  if (ends_in_site) {
    pass_terminator(&at, part, item, node, e);
    return at.lb;
  }
  pass_gap(&at, behind, item->a_end);
  close_segment(part, &at, node, false);
  part->bound[node + 1] = at.lb;
  part->frozen[node + 1] = item->ends_with_op && at.frozen;
  return at.lb;
}

int32_t through_to_site(const view *fn, const span *part, uint32_t site_number) {
  uint32_t local = span_find(part, fn->sites[site_number].block);
  if (local == NO_BLOCK)
    return 0;
  const span_block *item = &part->blocks[local];
  descent at = enter(fn, part, item);
  uint32_t base = fn->first_event[part->root], behind = fn->first_site[item->block + 1];
  ahead below = item->a_end;
  for (uint32_t e = item->first_event; e < item->end_event; e++) {
    const event *this = &fn->events[e];
    if (is_passed_over(this, part->a_before[e - base]))
      continue;
    if (this->site >= site_number) {
      behind = this->site;
      below = part->a_before[e - base];
      break;
    }
    pass_gap(&at, this->site, part->a_before[e - base]);
    pass_event(&at, this, part->a_after[e - base].alive);
  }
  /* A before the next event, brought up to the site */
  below = hazards_before_retains(fn, part->root, site_number, behind, below);
  pass_gap(&at, site_number, below);
  return at.lb;
}
