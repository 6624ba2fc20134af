/* bytes.c - reads files whole and replaces them atomically. */
#include "bytes.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool is_standard_stream(const char *path) {
  return strcmp(path, "-") == 0;
}

void bytes_dispose(bytes *content) {
  free(content->data);
  *content = (bytes){NULL, 0};
}

/* ---- reading ---- */

static bool grow(bytes *content, size_t *capacity) {
  size_t wanted = *capacity ? *capacity * 2 : 1u << 16;
  char *data = realloc(content->data, wanted);
  if (!data)
    return false;
  content->data = data;
  *capacity = wanted;
  return true;
}

static bool read_stream(FILE *stream, bytes *content) {
  size_t capacity = 0;
  while (!feof(stream)) {
    if (content->size == capacity && !grow(content, &capacity))
      return false;
    content->size += fread(content->data + content->size, 1, capacity - content->size, stream);
    if (ferror(stream))
      return false;
  }
  return true;
}

bool bytes_read(const char *path, bytes *content) {
  FILE *stream = is_standard_stream(path) ? stdin : fopen(path, "rb");
  if (!stream)
    return false;
  *content = (bytes){NULL, 0};
  bool done = read_stream(stream, content);
  int reason = errno;
  if (stream != stdin)
    fclose(stream);
  if (!done)
    bytes_dispose(content);
  errno = reason;
  return done;
}

/* ---- writing ---- */

static bool write_stream(FILE *stream, const char *data, size_t size) {
  return fwrite(data, 1, size, stream) == size && fflush(stream) == 0;
}

static bool write_in_place(const char *path, const char *data, size_t size) {
  FILE *stream = fopen(path, "wb");
  if (!stream)
    return false;
  bool written = write_stream(stream, data, size);
  return (fclose(stream) == 0) && written;
}

/* The permissions that the new file gets: those of the file it replaces, else those that a plain
 * open would have given. mkstemp gives 0600; asking for the umask would change it for a moment, so
 * the kernel's own view is read where there is one. */
static mode_t wanted_mode(const char *path) {
  struct stat existing;
  if (stat(path, &existing) == 0)
    return existing.st_mode & 07777;
  unsigned mask = 022;
  FILE *status = fopen("/proc/self/status", "r");
  char line[256];
  while (status && fgets(line, sizeof line, status))
    if (sscanf(line, "Umask: %o", &mask) == 1)
      break;
  if (status)
    fclose(status);
  return (mode_t)(0666 & ~mask);
}

/* Fills an open temporary file and gives it the name `path`. */
static bool fill_and_rename(int file, const char *temporary, const char *path, const char *data,
                            size_t size) {
  if (fchmod(file, wanted_mode(path)) != 0) {
    close(file);
    return false;
  }
  FILE *stream = fdopen(file, "wb");
  if (!stream) {
    close(file);
    return false;
  }
  bool written = write_stream(stream, data, size);
  bool closed = fclose(stream) == 0;
  return written && closed && rename(temporary, path) == 0;
}

static bool replace_file(const char *path, const char *data, size_t size) {
  static const char suffix[] = ".refprune-XXXXXX";
  size_t length = strlen(path);
  char *temporary = malloc(length + sizeof suffix);
  if (!temporary)
    return false;
  memcpy(temporary, path, length);
  memcpy(temporary + length, suffix, sizeof suffix);
  int file = mkstemp(temporary);
  bool done = file >= 0 && fill_and_rename(file, temporary, path, data, size);
  int reason = errno;
  if (file >= 0 && !done)
    unlink(temporary);
  free(temporary);
  errno = reason;
  return done;
}

/* Replaces what a symbolic link points to, not the link. */
static bool replace_behind_links(const char *path, const char *data, size_t size) {
  char *target = realpath(path, NULL);
  if (!target)
    return replace_file(path, data, size);
  bool done = replace_file(target, data, size);
  int reason = errno;
  free(target);
  errno = reason;
  return done;
}

bool bytes_write(const char *path, const char *data, size_t size) {
  if (is_standard_stream(path))
    return write_stream(stdout, data, size);
  struct stat existing;
  if (stat(path, &existing) == 0 && !S_ISREG(existing.st_mode))
    return write_in_place(path, data, size);
  return replace_behind_links(path, data, size);
}
