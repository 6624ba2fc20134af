/* platform.h - what C11 lacks; the only file pair that knows the operating system.
 *
 * POSIX threads instead of <threads.h>: thread sanitizers do not know the latter.
 */
#ifndef NRT_PLATFORM_H
#define NRT_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>

#include "switches.h"

/* One lock for everything slow. Nothing foreign is called while it is held. A child of fork finds
 * it free. */
void nrt__lock(void);
void nrt__unlock(void);

/* Calls `function` if no thread has called this yet; it has returned when this returns. There is
 * one such function in the library, and one for the end of threads. */
void nrt__once(void (*function)(void));

/* Calls function(argument) when the calling thread ends; one argument a thread. False: not
 * possible. */
bool nrt__at_thread_exit(void (*function)(void *), void *argument);

/* The return addresses of the functions that led here, innermost first, up to `capacity`, without
 * the `own` innermost, which are the runtime's. Returns how many. */
size_t nrt__backtrace(void **addresses, size_t capacity, size_t own);

/* Calls line(context, text) for each address: what is known about it, a name perhaps. */
void nrt__describe_addresses(void *const *addresses, size_t count,
                             void (*line)(void *context, const char *text), void *context);

#endif
