/* counter.h - what the host and its extension know of each other. */
#ifndef COUNTER_H
#define COUNTER_H

#include <stdint.h>

/* An object of the host that compiled code works on. */
typedef struct counter {
  int64_t value;
} counter;

/* The host's globals by name, as an interpreter has them; NULL if there is none of this name. The
 * host hands this function to the extension. */
typedef counter *(*counter_lookup)(const char *name);
void counter_set_lookup(counter_lookup lookup);

/* Method 1: the extension finds the global by its name, each time. Returns the new value. */
int64_t counter_add_by_name(int64_t step);

/* Method 2: the compiled code passes the object in, whose address it has as a constant. */
int64_t counter_add(counter *object, int64_t step);

/* A new object of the runtime around memory of the extension's own: a reference for the caller. The
 * memory is freed, and counted, by a destructor when the last reference goes. */
void *counter_history(int64_t length);
int64_t counter_histories_freed(void);

#endif
