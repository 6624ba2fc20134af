/* tried.c - what placement has tried in vain. */
#include "prune/tried.h"

#include <string.h>

#include "prune/forgive.h"

void tried_begin(pruner *run) {
  run->tried = ARENA_NEW(run->pool, uint64_t, 2 * (size_t)run->fn.names.count);
}

static uint64_t mix(uint64_t hash, uint64_t item) {
  return (hash ^ item) * UINT64_C(0x9e3779b97f4a7c15);
}

/* A product's low bits do not depend on the high ones of its factors. */
static uint64_t fold(uint64_t hash) {
  return hash ^ hash >> 32;
}

/* With their places in blocks, for in a web those of several names take turns there. */
static uint64_t add_ops(uint64_t key, const view *fn, const span *part) {
  for (uint32_t k = 0; k < part->op_count; k++) {
    const event *op = &fn->events[part->ops[k]];
    uint32_t block = fn->sites[op->site].block, place = op->site - fn->first_site[block];
    if (!op->erased)
      key = fold(mix(mix(key, (uint64_t)block << 1 | (op->kind == EVENT_INCREF)), place));
  }
  return key;
}

/* Eight bytes at a time, for this is where the time goes. */
static uint64_t add_bytes(uint64_t key, const void *bytes, size_t size) {
  const unsigned char *from = bytes;
  uint64_t item;
  for (; size >= sizeof item; size -= sizeof item, from += sizeof item) {
    memcpy(&item, from, sizeof item);
    key = fold(mix(key, item));
  }
  item = 0;
  memcpy(&item, from, size);
  return fold(mix(key, item));
}

/* Also of segments that erased operations have joined, though only the last one's count. */
static uint64_t add_bounds(uint64_t key, const span *part) {
  if (part->node_count == 0)
    return key;
  key = add_bytes(key, part->bound, part->node_count * sizeof *part->bound);
  return add_bytes(key, part->frozen, part->node_count * sizeof *part->frozen);
}

/* Blocks follow from operations, but for those that are gone. */
static uint64_t add_blocks(uint64_t key, const pruner *run, const span *part) {
  if (part->block_count == 0)
    return key;
  uint32_t first = part->blocks[0].block;
  uint32_t exits = run->fn.has_raises ? run->exit_changed[first] : 0;
  key = mix(mix(key, first), part->block_count);
  return fold(mix(fold(mix(key, part->blocks[part->block_count - 1].block)), exits));
}

uint64_t tried_key(pruner *run, const web *names) {
  uint64_t key = mix(names->count, pruner_template(run, EVENT_INCREF) != NULL);
  key = mix(key, pruner_template(run, EVENT_DECREF) != NULL);
  for (uint32_t q = 0; q < names->count; q++) {
    const span *part = names->part[q];
    key = add_bounds(add_ops(add_blocks(mix(key, part->root), run, part), &run->fn, part), part);
  }
  return key | 1;
}

static uint64_t *key_of(const pruner *run, const web *names) {
  return &run->tried[2 * (size_t)names->name[0] + (names->count > 1)];
}

bool tried_in_vain(const pruner *run, const web *names, uint64_t key) {
  return *key_of(run, names) == key;
}

void tried_note(pruner *run, const web *names, uint64_t key) {
  *key_of(run, names) = key;
}
