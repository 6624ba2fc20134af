/* api_table.c - the functions that C clients reach through tables. */
#include <nrt/nrt.h>

#if defined(NRT_SINGLE_THREAD)
enum { is_single_threaded = 1 };
#else
enum { is_single_threaded = 0 };
#endif

/* `info` is the client's destructor, see meminfo.c about the conversion. */
static void call_managed_dtor(void *data, size_t size, void *info) {
  (void)size;
  ((NRT_managed_dtor *)(uintptr_t)info)(data);
}

static NRT_MemInfo *manage_memory(void *data, NRT_managed_dtor dtor) {
  return NRT_MemInfo_new(data, 0, dtor != NULL ? call_managed_dtor : NULL, (void *)(uintptr_t)dtor);
}

static const NRT_api_functions functions = {
    .allocate = NRT_MemInfo_alloc,
    .allocate_external = NRT_MemInfo_alloc_external,
    .manage_memory = manage_memory,
    .acquire = NRT_MemInfo_acquire,
    .release = NRT_MemInfo_release,
    .get_data = NRT_MemInfo_data,
};

static const nrt_api_extension extension = {
    .size = sizeof(nrt_api_extension),
    .version = NRT_API_EXTENSION_VERSION,
    .functions = &functions,
    .manage_memory = NRT_MemInfo_new,
    .get_size = NRT_MemInfo_size,
    .get_refcount = NRT_MemInfo_refcount,
    .last_error = nrt_last_error,
};

const NRT_api_functions *NRT_get_api(void) {
  return &functions;
}

const nrt_api_extension *nrt_get_api_extension(void) {
  return &extension;
}

const char *nrt_version(void) {
  return NRT_VERSION;
}

int nrt_is_single_threaded(void) {
  return is_single_threaded;
}
