#include "names.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a. */
static size_t hash(const char *text) {
  uint64_t value = UINT64_C(0xcbf29ce484222325);
  for (; *text; text++)
    value = (value ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
  return (size_t)(value ^ value >> 32);
}

static void link_name(jit_names *names, jit_name *name) {
  jit_name **bucket = &names->buckets[hash(name->text) & (names->bucket_count - 1)];
  name->next = *bucket;
  *bucket = name;
}

/* At most one name a bucket on average, so that a look-up takes constant time. */
static bool make_room(jit_names *names) {
  if (names->count < names->bucket_count)
    return true;
  jit_names larger = *names;
  larger.bucket_count = names->bucket_count ? names->bucket_count * 2 : 64;
  larger.buckets = calloc(larger.bucket_count, sizeof *larger.buckets);
  if (!larger.buckets)
    return false;
  for (size_t i = 0; i < names->bucket_count; i++)
    for (jit_name *name = names->buckets[i], *next; name; name = next) {
      next = name->next;
      link_name(&larger, name);
    }
  free(names->buckets);
  *names = larger;
  return true;
}

static jit_name *make_name(const char *text) {
  jit_name *name = calloc(1, sizeof *name);
  if (name)
    name->text = strdup(text);
  if (name && !name->text) {
    free(name);
    return NULL;
  }
  return name;
}

static jit_name *find(const jit_names *names, const char *text) {
  jit_name *name =
      names->bucket_count ? names->buckets[hash(text) & (names->bucket_count - 1)] : NULL;
  while (name && strcmp(name->text, text) != 0)
    name = name->next;
  return name;
}

jit_name *refprune__names_get(jit_names *names, const char *text) {
  jit_name *name = find(names, text);
  if (name)
    return name;
  name = make_room(names) ? make_name(text) : NULL;
  if (!name)
    return NULL;
  link_name(names, name);
  names->count++;
  return name;
}

void refprune__names_add_slot(jit_names *names, jit_name *name) {
  name->has_slot = true;
  if (names->last_slot)
    names->last_slot->next_slot = name;
  else
    names->first_slot = name;
  names->last_slot = name;
}

void refprune__names_free(jit_names *names) {
  for (size_t i = 0; i < names->bucket_count; i++)
    for (jit_name *name = names->buckets[i], *next; name; name = next) {
      next = name->next;
      free(name->text);
      free(name);
    }
  free(names->buckets);
  *names = (jit_names){0};
}
