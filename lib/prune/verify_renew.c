/* verify_renew.c - what is known of counts behind a change, for `verify`. */
#include "prune/forgive.h"
#include "prune/verify_points.h"

static int32_t renewed(int32_t kept, int32_t bound, delta d) {
  int32_t a = kept >= 1 ? kept + d.now : 0, b = bound >= 1 ? bound + d.total : 0;
  return a > b ? a : b > 0 ? b : 0;
}

static void renew_block(const checker *of, kept_book *book, span *part, uint32_t b) {
  const view *fn = of->fn;
  const tally *name = bounds_of(of, part);
  uint32_t last = body_end(fn, b);
  bool has_site = last < fn->first_site[b + 1];
  int32_t bottom = has_site ? name->lb_before[last] : name->lb_behind[b];
  int32_t end = bottom < name->lb_behind[b] ? bottom : name->lb_behind[b];
  delta start = {d_start(part, b), d_start(part, b) + past_of(of, part)->start[b]};
  book->start[b] = renewed(book->start[b], name->lb_start[b], start);
  for (uint32_t s = fn->first_site[b]; s < last; s++) {
    delta d = delta_in_gap(of, part, b, s);
    book->gap[s] = renewed(book->gap[s], name->lb_before[s], d);
    book->inside[s] = renewed(book->inside[s], name->a_inside[s].alive, d);
  }
  book->bottom[b] = renewed(book->bottom[b], bottom, delta_in_gap(of, part, b, last));
  book->end[b] = renewed(book->end[b], end, delta_at_end(of, part, b));
  if (has_site)
    book->inside[last] = renewed(book->inside[last], name->a_inside[last].alive, delta_at_end(of, part, b));
}

/* A book is opened once the change takes away what shows more than its operations hold. */
static void renew_book(const checker *of, const account *item) {
  kept_book *book = kept_find(of->run, item->part->root);
  for (uint32_t i = 0; i < item->count && !book; i++)
    if (item->part->d[item->nodes[i]] > 0)
      book = kept_open(of->run, item->part->root);
  for (uint32_t b = 0; b < of->fn->cfg.count && book; b++)
    if (span_find(item->part, b) == NO_BLOCK)
      kept_drop_block(of->run, book, b);
    else
      renew_block(of, book, item->part, b);
}

static void lower_others(const checker *of, const account *item) {
  const span *part = item->part;
  for (uint32_t i = 0; i < item->count; i++)
    if (part->d[item->nodes[i]] < 0)
      kept_drop_others(of->run, part->root, part->blocks[part->local_of[item->nodes[i]]].block);
}

/* What was forgiven is missing from there on, whatever d says. */
static void drop_forgiven(const checker *of) {
  view *fn = &of->run->fn;
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    if (of->forgave_at_end[b])
      forgive_add_behind(fn, of->forgave_on_entry, b, false);
  forgive_add_reached(fn, of->forgave_on_entry, NO_BLOCK);
  for (kept_book *book = of->run->books; book; book = book->next)
    for (uint32_t b = 0; b < fn->cfg.count; b++) {
      if (of->forgave_on_entry[b])
        kept_drop_block(of->run, book, b);
      if (of->forgave_at_end[b])
        kept_drop_end(of->run, book, b);
    }
}

void verify_renew_books(const checker *of) {
  for (uint32_t i = 0; i < of->change->count; i++)
    renew_book(of, &of->change->accounts[i]);
  for (uint32_t i = 0; i < of->change->count; i++)
    lower_others(of, &of->change->accounts[i]);
  drop_forgiven(of);
}

