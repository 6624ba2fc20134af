/* explain.h - the pruner's events as lines for a person. */
#ifndef REFPRUNE_TOOLS_EXPLAIN_H
#define REFPRUNE_TOOLS_EXPLAIN_H

#include <stdio.h>

#include <refprune/options.h>

/* Lines collected during one run; all zero collects nothing. */
typedef struct explanation {
  FILE *stream;
  char *text;
  size_t size;
} explanation;

/* Makes `options` report into `lines`, which must stay in place until explanation_end. */
void explanation_begin(explanation *lines, refprune_options *options);

/* The collected lines, to be freed by the caller, or NULL if there are none. */
char *explanation_end(explanation *lines);

#endif
