/* error.h - misuse and impossible requests: remembered for the thread, reported when debugging. */
#ifndef NRT_ERROR_H
#define NRT_ERROR_H

#include <nrt/nrt.h>

/* Remembers "function: what" as the thread's last error. */
void nrt__set_error(const char *function, const char *what);

/* The same for a mistake of the program; while debugging is on it is also reported, with what is
 * known about `mi` (may be NULL), and with "stop" it ends the process. */
void nrt__misuse(const char *function, const char *what, NRT_MemInfo *mi);

#endif
