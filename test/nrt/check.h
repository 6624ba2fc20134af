/* check.h - the little that the tests of the runtime share.
 *
 * A test is a function that uses CHECK. unit.c runs each one several times: with nothing switched
 * on, with statistics, and with debugging, and itself checks each time that no block and no object
 * is left. A test that does the switching itself says so in its table and runs once.
 */
#ifndef NRT_TEST_CHECK_H
#define NRT_TEST_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nrt/debug.h>
#include <nrt/nrt.h>
#include <nrt/stats.h>

typedef struct test {
  const char *name;
  void (*run)(void);
  bool switches; /* chooses for itself what is on */
} test;

/* Each file of tests ends in one of these; a test with a NULL name ends the table. */
extern const test count_tests[], object_tests[], destroy_tests[], varsize_tests[];
extern const test allocator_tests[], statistics_tests[], debug_tests[], table_tests[];

#define TEST(function) {#function, function, false}
#define SWITCHING_TEST(function) {#function, function, true}
#define END_OF_TESTS {NULL, NULL, false}

void check_failed(const char *file, int line, const char *condition);

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition))                                                                              \
      check_failed(__FILE__, __LINE__, #condition);                                                \
  } while (0)

/* True if the thread's last error mentions `part`; clears it. */
bool error_mentions(const char *part);

/* The fields of an object as compiled code sees them: an independent copy of the layout. */
typedef struct fields {
  size_t refct;
  void (*dtor)(void *, size_t, void *);
  void *dtor_info;
  void *data;
  size_t size;
  void *external_allocator;
} fields;

/* Counts the calls of a destructor and keeps the arguments of the last. */
typedef struct dtor_calls {
  int count;
  void *data;
  size_t size;
} dtor_calls;

void count_dtor(void *data, size_t size, void *info); /* info is a dtor_calls */

#endif
