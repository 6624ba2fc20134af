/* meminfo.h - the object's fields, whose layout is an ABI. */
#ifndef NRT_MEMINFO_H
#define NRT_MEMINFO_H

#include <nrt/nrt.h>

#include "count.h"

struct MemInfo {
  nrt__count refct;
  NRT_dtor_function dtor;
  void *dtor_info;
  void *data;
  size_t size;
  NRT_ExternalAllocator *external_allocator;
};

/* Compiled code reads these fields by number. */
_Static_assert(sizeof(nrt__count) == sizeof(size_t), "the count is a plain word");
_Static_assert(offsetof(struct MemInfo, refct) == 0 * sizeof(void *), "refct is field 0");
_Static_assert(offsetof(struct MemInfo, dtor) == 1 * sizeof(void *), "dtor is field 1");
_Static_assert(offsetof(struct MemInfo, dtor_info) == 2 * sizeof(void *), "dtor_info is field 2");
_Static_assert(offsetof(struct MemInfo, data) == 3 * sizeof(void *), "data is field 3");
_Static_assert(offsetof(struct MemInfo, size) == 4 * sizeof(void *), "size is field 4");
_Static_assert(offsetof(struct MemInfo, external_allocator) == 5 * sizeof(void *),
               "external_allocator is field 5");
_Static_assert(sizeof(struct MemInfo) == 6 * sizeof(void *), "six words");

#define NRT__FILL_NEW 0xCB
#define NRT__FILL_OLD 0xDE

/* True for a destructor of varsize.c, which owns the data block. */
bool nrt__is_varsize(const NRT_MemInfo *mi);

/* Frees the data of an object that nrt__is_varsize without calling its destructor. */
void nrt__varsize_free_data(NRT_MemInfo *mi);

#endif
