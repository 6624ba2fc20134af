/* run_arguments.h - the entry function's arguments on the command line of `refprune run`. */
#ifndef REFPRUNE_TOOLS_RUN_ARGUMENTS_H
#define REFPRUNE_TOOLS_RUN_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include <nrt/nrt.h>
#include <refprune/options.h>

#include "run_signature.h"

typedef struct run_argument {
  value_type type;
  uint64_t bits; /* as the function reads them */
  bool wants_object;
  bool wants_buffer;
  size_t buffer_size;  /* bytes of the buffer, a multiple of 8, or of the object's data */
  NRT_MemInfo *object; /* ours, or NULL */
  void *buffer;        /* ours, or NULL */
} run_argument;

/* Words of all buffers together, so that their text has room. */
enum { MAX_BUFFER_WORDS = 256 };

/* Understands `count` texts of the form TYPE:VALUE for the function's parameters:
 *     iN:NUMBER  float:NUMBER  double:NUMBER  ptr:null  ptr:NUMBER
 *     object:SIZE   a new object with SIZE bytes of zeros, released after the run
 *     buffer:SIZE   SIZE bytes of zeros, shown after the run
 * or just VALUE for a number of the parameter's type. On failure message says why. */
bool arguments_read(run_argument *arguments, const run_signature *wanted, const char *const *texts,
                    size_t count, refprune_message *message);

/* Makes the objects and buffers. False without memory. */
bool arguments_make(run_argument *arguments, size_t count);

/* Releases them. */
void arguments_release(run_argument *arguments, size_t count);

#endif
