/* meminfo.c - making objects and looking at them. */
#include "meminfo.h"

#include <string.h>

#include "allocator.h"
#include "events.h"

/* What an object with its data behind it is made from. */
typedef struct plan {
  size_t size;
  size_t align; /* 0 or 1: as the allocator aligns */
  NRT_dtor_function dtor;
  void *dtor_info;
  NRT_ExternalAllocator *allocator;
} plan;

/* The destructors of the _safe objects, whose data is also filled when it is new. */
static void fill_old(void *data, size_t size, void *info) {
  (void)info;
  memset(data, NRT__FILL_OLD, size);
}

/* `info` is the address of a user's destructor: function and object pointers have one size wherever
 * there is dlsym. */
static void call_then_fill_old(void *data, size_t size, void *info) {
  ((NRT_dtor_function)(uintptr_t)info)(data, size, NULL);
  memset(data, NRT__FILL_OLD, size);
}

static inline bool is_filled(const plan *from) {
  return from->dtor == fill_old || from->dtor == call_then_fill_old;
}

static nrt__always_inline void set_fields(NRT_MemInfo *mi, void *data, const plan *from) {
  nrt__count_store_relaxed(&mi->refct, 1);
  mi->dtor = from->dtor;
  mi->dtor_info = from->dtor_info;
  mi->data = data;
  mi->size = from->size;
  mi->external_allocator = from->allocator;
}

static inline char *round_up(char *address, size_t align) {
  size_t beyond = (uintptr_t)address % align;
  return beyond == 0 ? address : address + (align - beyond);
}

/* What comes before the data: with an alignment, align - 1 spare bytes suffice for any start that
 * the allocator may choose. */
static inline size_t head_size(const plan *from) {
  return sizeof(NRT_MemInfo) + (from->align > 1 ? from->align - 1 : 0);
}

/* An object in a block of head_size + size bytes; NULL for NULL. */
static nrt__always_inline NRT_MemInfo *place(NRT_MemInfo *mi, const plan *from) {
  if (mi == NULL)
    return NULL;
  char *data = (char *)(mi + 1);
  if (from->align > 1)
    data = round_up(data, from->align);
  if (is_filled(from))
    memset(data, NRT__FILL_NEW, from->size);
  set_fields(mi, data, from);
  return mi;
}

static nrt__noinline NRT_MemInfo *make_watched(const plan *from) {
  size_t size = nrt__sum(head_size(from), from->size);
  NRT_MemInfo *mi = place(nrt__allocate(size, from->allocator), from);
  if (mi != NULL)
    nrt__object_made(mi, true);
  return mi;
}

/* Compiled once for each plan, of which only what differs remains. Everything unusual goes another
 * way before the allocation, so that little has to be kept across it. */
static nrt__always_inline NRT_MemInfo *make(plan from) {
  size_t head = head_size(&from);
  if (nrt__unlikely(from.size >= PTRDIFF_MAX - head) ||
      nrt__on(NRT__WATCH_BLOCKS | NRT__WATCH_OBJECTS)) {
    const plan copy = from;
    return make_watched(&copy);
  }
  return place(nrt__allocate_uncounted(head + from.size, from.allocator), &from);
}

nrt_given NRT_MemInfo_alloc(size_t size) {
  return make((plan){.size = size});
}

nrt_given NRT_MemInfo_alloc_external(size_t size, NRT_ExternalAllocator *allocator) {
  return make((plan){.size = size, .allocator = allocator});
}

nrt_given NRT_MemInfo_alloc_safe(size_t size) {
  return make((plan){.size = size, .dtor = fill_old});
}

nrt_given NRT_MemInfo_alloc_dtor(size_t size, NRT_dtor_function dtor) {
  return make((plan){.size = size, .dtor = dtor});
}

nrt_given NRT_MemInfo_alloc_dtor_safe(size_t size, NRT_dtor_function dtor) {
  if (dtor == NULL)
    return NRT_MemInfo_alloc_safe(size);
  return make(
      (plan){.size = size, .dtor = call_then_fill_old, .dtor_info = (void *)(uintptr_t)dtor});
}

nrt_given NRT_MemInfo_alloc_aligned(size_t size, unsigned align) {
  return make((plan){.size = size, .align = align});
}

nrt_given NRT_MemInfo_alloc_safe_aligned(size_t size, unsigned align) {
  return NRT_MemInfo_alloc_safe_aligned_external(size, align, NULL);
}

nrt_given NRT_MemInfo_alloc_safe_aligned_external(size_t size, unsigned align,
                                                  NRT_ExternalAllocator *allocator) {
  return make((plan){.size = size, .align = align, .dtor = fill_old, .allocator = allocator});
}

void NRT_MemInfo_init(NRT_MemInfo *mi, void *data, size_t size, NRT_dtor_function dtor,
                      void *dtor_info, NRT_ExternalAllocator *external_allocator) {
  const plan from = {
      .size = size, .dtor = dtor, .dtor_info = dtor_info, .allocator = external_allocator};
  set_fields(mi, data, &from);
  nrt__object_made(mi, false);
}

nrt_given NRT_MemInfo_new(void *data, size_t size, NRT_dtor_function dtor, void *dtor_info) {
  NRT_MemInfo *mi = nrt__allocate(sizeof(NRT_MemInfo), NULL);
  if (mi != NULL)
    NRT_MemInfo_init(mi, data, size, dtor, dtor_info, NULL);
  return mi;
}

size_t NRT_MemInfo_refcount(nrt_borrowed mi) {
  if (mi == NULL)
    return (size_t)-1;
  size_t count = nrt__count_load_relaxed(&mi->refct);
  return nrt__count_is_dead(count) ? 0 : count;
}

void *NRT_MemInfo_data(nrt_borrowed mi) {
  return mi != NULL ? mi->data : NULL;
}

void *NRT_MemInfo_data_fast(nrt_borrowed mi) {
  return NRT_MemInfo_data(mi);
}

size_t NRT_MemInfo_size(nrt_borrowed mi) {
  return mi != NULL ? mi->size : 0;
}

void *NRT_MemInfo_parent(nrt_borrowed mi) {
  return mi != NULL ? mi->dtor_info : NULL;
}

void *NRT_MemInfo_external_allocator(nrt_borrowed mi) {
  return mi != NULL ? mi->external_allocator : NULL;
}

void NRT_MemInfo_dump(nrt_borrowed mi, FILE *out) {
  if (mi == NULL)
    fprintf(out, "MemInfo NULL\n");
  else
    fprintf(out, "MemInfo %p: count %zu, data %p, %zu bytes\n", (void *)mi,
            NRT_MemInfo_refcount(mi), mi->data, mi->size);
}
