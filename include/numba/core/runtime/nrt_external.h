/* Where C clients of Numba look for the runtime's function table; the declarations are in
 * nrt/nrt_external.h. */
#include <nrt/nrt_external.h>
