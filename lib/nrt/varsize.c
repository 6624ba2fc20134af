/* varsize.c - objects whose data is a block of its own, so that it can be moved. */
#include <string.h>

#include "allocator.h"
#include "error.h"
#include "meminfo.h"

static void free_block(void *data, size_t size) {
  if (data != NULL && nrt__on(NRT__POISON))
    memset(data, NRT__FILL_OLD, size);
  NRT_Free(data);
}

/* Numba's compiled code registers element destructors that take only the first argument; in the
 * calling conventions of C the others do no harm. */
static void varsize_dtor(void *data, size_t size, void *info) {
  if (info != NULL && data != NULL)
    ((NRT_dtor_function)(uintptr_t)info)(data, size, NULL);
  free_block(data, size);
}

bool nrt__is_varsize(const NRT_MemInfo *mi) {
  return mi->dtor == varsize_dtor;
}

void nrt__varsize_free_data(NRT_MemInfo *mi) {
  free_block(mi->data, mi->size);
}

nrt_given NRT_MemInfo_new_varsize_dtor(size_t size, NRT_dtor_function dtor) {
  void *data = NRT_Allocate(size);
  if (data == NULL)
    return NULL;
  NRT_MemInfo *mi = NRT_MemInfo_new(data, size, varsize_dtor, (void *)(uintptr_t)dtor);
  if (mi == NULL)
    NRT_Free(data);
  return mi;
}

nrt_given NRT_MemInfo_new_varsize(size_t size) {
  return NRT_MemInfo_new_varsize_dtor(size, NULL);
}

static bool accepts(const char *function, NRT_MemInfo *mi) {
  if (mi != NULL && nrt__is_varsize(mi))
    return true;
  nrt__misuse(function, "the object was not made by NRT_MemInfo_new_varsize", mi);
  return false;
}

/* Only a block that exists becomes the data. */
static void *adopt(NRT_MemInfo *mi, void *block, size_t size) {
  if (block != NULL) {
    mi->data = block;
    mi->size = size;
  }
  return block;
}

void *NRT_MemInfo_varsize_alloc(nrt_borrowed mi, size_t size) {
  if (!accepts("NRT_MemInfo_varsize_alloc", mi))
    return NULL;
  return adopt(mi, NRT_Allocate(size), size);
}

void *NRT_MemInfo_varsize_realloc(nrt_borrowed mi, size_t size) {
  if (!accepts("NRT_MemInfo_varsize_realloc", mi))
    return NULL;
  return adopt(mi, NRT_Reallocate(mi->data, size), size);
}

/* On another object the block would be freed twice, or belongs to somebody else. */
void NRT_MemInfo_varsize_free(nrt_borrowed mi, void *ptr) {
  if (!accepts("NRT_MemInfo_varsize_free", mi))
    return;
  if (ptr == mi->data)
    mi->data = NULL;
  NRT_Free(ptr);
}
