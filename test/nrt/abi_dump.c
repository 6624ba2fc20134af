/* abi_dump.c - prints the layout of everything that crosses the border of the library. */
#include <nrt/debug.h>
#include <nrt/nrt.h>
#include <nrt/stats.h>

#include "meminfo.h"

#define STRUCT(type) printf("%s: %zu bytes\n", #type, sizeof(type))
#define FIELD(type, field)                                                                         \
  printf("  %-20s at %zu, %zu bytes\n", #field, offsetof(type, field), sizeof(((type *)0)->field))

static void dump_object(void) {
  STRUCT(struct MemInfo);
  FIELD(struct MemInfo, refct);
  FIELD(struct MemInfo, dtor);
  FIELD(struct MemInfo, dtor_info);
  FIELD(struct MemInfo, data);
  FIELD(struct MemInfo, size);
  FIELD(struct MemInfo, external_allocator);
}

static void dump_tables(void) {
  STRUCT(NRT_ExternalAllocator);
  FIELD(NRT_ExternalAllocator, malloc);
  FIELD(NRT_ExternalAllocator, realloc);
  FIELD(NRT_ExternalAllocator, free);
  FIELD(NRT_ExternalAllocator, opaque_data);
  STRUCT(NRT_api_functions);
  FIELD(NRT_api_functions, allocate);
  FIELD(NRT_api_functions, allocate_external);
  FIELD(NRT_api_functions, manage_memory);
  FIELD(NRT_api_functions, acquire);
  FIELD(NRT_api_functions, release);
  FIELD(NRT_api_functions, get_data);
}

static void dump_extension(void) {
  printf("version %u ", NRT_API_EXTENSION_VERSION);
  STRUCT(nrt_api_extension);
  FIELD(nrt_api_extension, size);
  FIELD(nrt_api_extension, version);
  FIELD(nrt_api_extension, functions);
  FIELD(nrt_api_extension, manage_memory);
  FIELD(nrt_api_extension, get_size);
  FIELD(nrt_api_extension, get_refcount);
  FIELD(nrt_api_extension, last_error);
}

static void dump_statistics(void) {
  printf("version %u ", NRT_STATS_VERSION);
  STRUCT(nrt_stats);
  FIELD(nrt_stats, size);
  FIELD(nrt_stats, version);
#define X(name, text) FIELD(nrt_stats, name);
  NRT_STATS_LIST(X)
#undef X
}

static void dump_debugging(void) {
  STRUCT(nrt_live_object);
  FIELD(nrt_live_object, size);
  FIELD(nrt_live_object, number);
  FIELD(nrt_live_object, object);
  FIELD(nrt_live_object, data);
  FIELD(nrt_live_object, data_size);
  FIELD(nrt_live_object, count);
  FIELD(nrt_live_object, depth);
  FIELD(nrt_live_object, site);
}

int main(void) {
  dump_object();
  dump_tables();
  dump_extension();
  dump_statistics();
  dump_debugging();
  return 0;
}
