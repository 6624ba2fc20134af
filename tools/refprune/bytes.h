/* bytes.h - whole files in memory, and their atomic replacement. */
#ifndef REFPRUNE_TOOLS_BYTES_H
#define REFPRUNE_TOOLS_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* Owned; free with bytes_dispose. All zero is empty. */
typedef struct bytes {
  char *data;
  size_t size;
} bytes;

/* The name that stands for standard input and output. */
bool is_standard_stream(const char *path);

/* Reads a file, or standard input for "-". On failure errno says why. */
bool bytes_read(const char *path, bytes *content);

/* Writes a file so that at every moment it has its old or its new content as a whole, or writes to
 * standard output for "-". Something that is not a regular file (a pipe, /dev/null) is written in
 * place. On failure errno says why and the old content is still there. */
bool bytes_write(const char *path, const char *data, size_t size);

void bytes_dispose(bytes *content);

#endif
