/* tool.h - what every file of the command line shares. */
#ifndef REFPRUNE_TOOLS_TOOL_H
#define REFPRUNE_TOOLS_TOOL_H

#include <refprune/options.h>

/* Exit codes. */
enum {
  TOOL_OK = 0,
  TOOL_FAILED = 1, /* some input could not be read, pruned or written */
  TOOL_USAGE = 2,  /* the command line itself is wrong */
};

/* Says one line on standard error, with the program's name before it and a newline behind. */
__attribute__((format(printf, 1, 2))) void tool_complain(const char *format, ...);

/* Fills options from the text of --options (NULL: none was given), or complains and returns another
 * exit code than TOOL_OK. The caller disposes of the options in any case. */
int tool_read_options(refprune_options *options, const char *text);

/* The commands; argv[0] is the command's own name. They return an exit code. */
int prune_command(int argc, const char **argv);
int run_command(int argc, const char **argv);

#endif
