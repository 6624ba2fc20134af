/* verify_kept.c - see verify_kept.h. */
#include "prune/verify_kept.h"

#include <string.h>

#include "prune/verify.h"

kept_book *kept_find(const pruner *run, uint32_t number) {
  kept_book *book = run->books;
  while (book && book->root != number)
    book = book->next;
  return book;
}

kept_book *kept_open(pruner *run, uint32_t number) {
  kept_book *book = kept_find(run, number);
  if (book)
    return book;
  arena *pool = run->known.pool;
  uint32_t blocks = run->fn.cfg.count, sites = run->fn.site_count;
  book = ARENA_NEW(pool, kept_book, 1);
  *book = (kept_book){.next = run->books,
                      .root = number,
                      .start = ARENA_NEW(pool, int32_t, blocks),
                      .bottom = ARENA_NEW(pool, int32_t, blocks),
                      .end = ARENA_NEW(pool, int32_t, blocks),
                      .gap = ARENA_NEW(pool, int32_t, sites),
                      .inside = ARENA_NEW(pool, int32_t, sites)};
  run->books = book;
  return book;
}

/* What a terminator does is between END and the edges. */
static void drop_body(const view *fn, kept_book *book, uint32_t block) {
  book->bottom[block] = 0;
  for (uint32_t s = fn->first_site[block]; s < fn->first_site[block + 1]; s++) {
    book->gap[s] = 0;
    book->inside[s] = fn->sites[s].ends_block ? book->inside[s] : 0;
  }
}

void kept_drop_end(const pruner *run, kept_book *book, uint32_t block) {
  const view *fn = &run->fn;
  book->end[block] = 0;
  if (fn->first_site[block] < fn->first_site[block + 1])
    book->inside[fn->first_site[block + 1] - 1] = 0;
}

void kept_drop_block(const pruner *run, kept_book *book, uint32_t block) {
  book->start[block] = 0;
  drop_body(&run->fn, book, block);
  kept_drop_end(run, book, block);
}

void kept_drop_others(const pruner *run, uint32_t number, uint32_t block) {
  for (kept_book *book = run->books; book; book = book->next)
    if (book->root != number)
      kept_drop_block(run, book, block);
}

int32_t **kept_floors(const pruner *run, arena *pool) {
  if (!run->books)
    return NULL;
  int32_t **floors = ARENA_NEW(pool, int32_t *, run->fn.names.count);
  for (const kept_book *book = run->books; book; book = book->next) {
    floors[book->root] = ARENA_NEW_UNSET(pool, int32_t, run->fn.cfg.count);
    memcpy(floors[book->root], book->end, run->fn.cfg.count * sizeof *book->end);
  }
  return floors;
}

void kept_add_floors(const pruner *run, recount *bounds, uint32_t component, int32_t **floors) {
  if (!floors)
    return;
  recount with_floors;
  recount_solve(&with_floors, run->pool, &run->fn, component, bounds->revived, floors);
  recount_merge(bounds, &with_floors);
}

/* -- What the function shows ---------------------------------------------------------------------- */

static void raise(int32_t *kept, int32_t bound) {
  *kept = bound > *kept ? bound : *kept;
}

static void renew_block(const view *fn, kept_book *book, const tally *name, uint32_t b) {
  uint32_t first = fn->first_site[b], last = fn->first_site[b + 1];
  bool has_site = first < last && fn->sites[last - 1].ends_block;
  int32_t bottom = has_site ? name->lb_before[last - 1] : name->lb_behind[b];
  raise(&book->start[b], name->lb_start[b]);
  raise(&book->bottom[b], bottom);
  raise(&book->end[b], bottom < name->lb_behind[b] ? bottom : name->lb_behind[b]);
  for (uint32_t s = first; s < last; s++) {
    raise(&book->gap[s], name->lb_before[s]);
    raise(&book->inside[s], name->a_inside[s].alive);
  }
}

static void renew_component(pruner *run, kept_book *from, uint32_t component) {
  arena_mark mark = arena_position(run->pool);
  const view *fn = &run->fn;
  recount bounds;
  bool *revived = ARENA_NEW(run->pool, bool, fn->site_count);
  recount_solve(&bounds, run->pool, fn, component, revived, NULL);
  kept_add_floors(run, &bounds, component, kept_floors(run, run->pool));
  for (kept_book *book = from; book; book = book->next)
    for (uint32_t b = 0; b < fn->cfg.count; b++)
      if (fn->names.root[book->root].component == component)
        renew_block(fn, book, &bounds.names[bounds.name_of[book->root]], b);
  arena_rewind(run->pool, mark);
}

void kept_renew_all(pruner *run) {
  const root *names = run->fn.names.root;
  for (kept_book *book = run->books; book; book = book->next) {
    const kept_book *other = run->books;
    while (names[other->root].component != names[book->root].component)
      other = other->next;
    if (other == book) /* the first of its component */
      renew_component(run, book, names[book->root].component);
  }
}

/* -- New sites ------------------------------------------------------------------------------------ */

/* The gap that a new operation is put into is two gaps then. Of its own root's count in them, and
 * elsewhere in the block, nothing is known. */
static void renumber(pruner *run, kept_book *book, const bool *is_new) {
  const view *fn = &run->fn;
  const int32_t *gap = book->gap, *inside = book->inside;
  book->gap = ARENA_NEW(run->known.pool, int32_t, fn->site_count);
  book->inside = ARENA_NEW(run->known.pool, int32_t, fn->site_count);
  uint32_t old = 0;
  for (uint32_t b = 0; b < fn->cfg.count; b++)
    for (uint32_t s = fn->first_site[b]; s < fn->first_site[b + 1]; s++) {
      uint32_t next = s;
      while (next < fn->first_site[b + 1] && is_new[next])
        next++;
      bool last = next == fn->first_site[b + 1] || fn->sites[next].ends_block;
      book->gap[s] = is_new[s] && last ? book->bottom[b] : gap[old];
      book->inside[s] = is_new[s] ? 0 : inside[old];
      old += !is_new[s];
    }
  for (uint32_t i = 0; i < run->inserted_count; i++)
    if (run->inserted[i].root == book->root)
      drop_body(fn, book, run->inserted[i].block);
}

void verify_inserted(pruner *run) {
  if (!run->books)
    return;
  arena_mark mark = arena_position(run->pool);
  bool *is_new = ARENA_NEW(run->pool, bool, run->fn.site_count);
  for (uint32_t i = 0; i < run->inserted_count; i++)
    is_new[run->inserted[i].site] = true;
  for (kept_book *book = run->books; book; book = book->next)
    renumber(run, book, is_new);
  arena_rewind(run->pool, mark);
}
