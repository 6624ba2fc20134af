/* run_command.c - refprune run FILE: compiles a module in memory and calls one of its functions. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <popt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/frequencies.h"
#include "run_compare.h"
#include "tool.h"

/* The command line, understood. Strings are popt's or argv's. */
typedef struct command_line {
  char *entry;
  char *options_text;
  const char **more_files; /* as popt collects them: owned, end with NULL */
  const char **extensions;
  const char **defines;
  int unpruned;
  int compare;
  int statistics;
  int leaks;
  int help;
  const char *file;
  const char **arguments;
  size_t argument_count;
} command_line;

enum { MAX_FILES = 64 };

/* ---- what is printed ---- */

typedef struct row {
  const char *name;
  uint64_t (*value)(const run_outcome *outcome);
} row;

static uint64_t in_text(const run_outcome *outcome) {
  return outcome->counters.in_text;
}
static uint64_t increfs(const run_outcome *outcome) {
  return outcome->counters.increfs;
}
static uint64_t decrefs(const run_outcome *outcome) {
  return outcome->counters.decrefs;
}
static uint64_t made(const run_outcome *outcome) {
  return outcome->stats.mi_alloc;
}
static uint64_t destroyed(const run_outcome *outcome) {
  return outcome->stats.mi_free;
}
static uint64_t live(const run_outcome *outcome) {
  return outcome->live;
}
static uint64_t bytes_allocated(const run_outcome *outcome) {
  return outcome->stats.alloc_bytes;
}

static const row rows[] = {
    {"operations in the code", in_text},  {"increfs executed", increfs},
    {"decrefs executed", decrefs},        {"objects made", made},
    {"objects destroyed", destroyed},     {"objects live at exit", live},
    {"bytes allocated", bytes_allocated},
};

/* A column for each outcome. */
static void print_table(const run_outcome *const *outcomes, size_t count) {
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    printf("%-22s", rows[i].name);
    for (size_t column = 0; column < count; ++column)
      printf(" %12" PRIu64, rows[i].value(outcomes[column]));
    putchar('\n');
  }
}

static int finish_output(int code) {
  if (fflush(stdout) == 0 && !ferror(stdout))
    return code;
  tool_complain("cannot write the results");
  return TOOL_FAILED;
}

/* ---- running ---- */

static int run_once(const command_line *wanted, run_request *request) {
  static run_outcome outcome;
  const run_outcome *column = &outcome;
  request->prune = !wanted->unpruned;
  request->count = wanted->statistics;
  request->when = "";
  bool done = program_run(request, &outcome);
  fputs(outcome.values, stdout);
  if (!done) {
    tool_complain("%s", outcome.message);
    return finish_output(TOOL_FAILED);
  }
  if (wanted->statistics)
    print_table(&column, 1);
  if (wanted->leaks)
    fputs(outcome.leaks, stdout);
  return finish_output(wanted->leaks && outcome.live ? TOOL_FAILED : TOOL_OK);
}

static int judge(const run_outcome *before, const run_outcome *after,
                 const run_difference *difference) {
  fputs(before->values, stdout);
  if (difference->leaks_gone)
    printf("fewer leaks: %zu allocations are freed that were not\n", difference->leaks_gone);
  if (!difference->differs)
    return finish_output(TOOL_OK);
  if (strcmp(before->values, after->values) != 0)
    printf("after pruning:\n%s", after->values);
  tool_complain("pruning changed the program: %s", difference->text);
  return finish_output(TOOL_FAILED);
}

static int run_twice(const command_line *wanted, run_request *request) {
  static run_outcome before, after;
  const run_outcome *columns[] = {&before, &after};
  run_difference difference;
  request->count = true;
  if (!compare_run(request, &before, &after, &difference)) {
    const char *text = *before.message ? before.message : after.message;
    tool_complain("%s", *text ? text : "a run did not come to its end");
    return TOOL_FAILED;
  }
  printf("%-22s %12s %12s\n", "", "unpruned", "pruned");
  print_table(columns, 2);
  if (wanted->leaks)
    fputs(after.leaks, stdout);
  return judge(&before, &after, &difference);
}

/* ---- files and options ---- */

static bool read_file(run_file *file, const char *path) {
  file->name = is_standard_stream(path) ? "<stdin>" : path;
  if (bytes_read(path, &file->content))
    return true;
  tool_complain("%s: %s", file->name, strerror(errno));
  return false;
}

static int run_files(const command_line *wanted, const refprune_options *options) {
  run_file files[MAX_FILES] = {{NULL, {NULL, 0}}};
  size_t count = 0;
  bool read = read_file(&files[count++], wanted->file);
  for (const char **path = wanted->more_files; read && path && *path; ++path)
    read = read_file(&files[count++], *path);
  run_request request = {
      .files = files,
      .file_count = count,
      .entry = wanted->entry,
      .arguments = wanted->arguments,
      .argument_count = wanted->argument_count,
      .extensions = wanted->extensions,
      .defines = wanted->defines,
      .options = options,
  };
  int code = TOOL_FAILED;
  if (read)
    code = wanted->compare ? run_twice(wanted, &request) : run_once(wanted, &request);
  for (size_t i = 0; i < count; ++i)
    bytes_dispose(&files[i].content);
  return code;
}

static int run_with_options(const command_line *wanted) {
  refprune_options options;
  int code = tool_read_options(&options, wanted->options_text);
  if (code == TOOL_OK) {
    options.frequencies = refprune__block_frequencies;
    options.frequencies_are_llvm = true;
    code = run_files(wanted, &options);
  }
  refprune_options_dispose(&options);
  return code;
}

/* ---- the command line ---- */

static size_t count_texts(const char *const *texts) {
  size_t count = 0;
  while (texts && texts[count])
    ++count;
  return count;
}

static const char *check(const command_line *wanted) {
  if (!wanted->file)
    return "no input file; refprune run --help explains";
  if (!wanted->entry)
    return "--entry is missing: which function is to be called?";
  if (wanted->compare && wanted->unpruned)
    return "--compare runs without and with pruning: leave out --no-prune";
  if (count_texts(wanted->more_files) >= MAX_FILES)
    return "more than 64 files";
  return NULL;
}

static void print_help(poptContext context) {
  poptPrintHelp(context, stdout, 0);
  puts("\nARGUMENT is TYPE:VALUE with the parameter's type, or a number alone:\n"
       "  i64:-3 double:0.5 ptr:null ptr:ADDRESS\n"
       "  object:SIZE    a new object of the runtime with SIZE bytes of zeros, lent to the entry\n"
       "  buffer:SIZE    SIZE bytes of zeros, printed as 8-byte words after the run\n"
       "A pointer to an object that the entry returns is released after it has been printed.");
}

static int complain_about_popt(poptContext context, int code) {
  const char *option = poptBadOption(context, POPT_BADOPTION_NOALIAS);
  if (code == POPT_ERROR_BADOPT && isdigit((unsigned char)option[1]))
    tool_complain("%s: unknown option; negative numbers stand behind -- or a type, as in i64:-3",
                  option);
  else
    tool_complain("%s: %s; refprune run --help explains", option, poptStrerror(code));
  return TOOL_USAGE;
}

static int parse_and_run(poptContext context, command_line *wanted) {
  int code = poptGetNextOpt(context);
  if (code < -1)
    return complain_about_popt(context, code);
  if (wanted->help) {
    print_help(context);
    return TOOL_OK;
  }
  wanted->file = poptGetArg(context);
  wanted->arguments = poptGetArgs(context);
  wanted->argument_count = count_texts(wanted->arguments);
  const char *problem = check(wanted);
  if (!problem)
    return run_with_options(wanted);
  tool_complain("%s", problem);
  return TOOL_USAGE;
}

static void free_texts(const char **texts) {
  for (const char **text = texts; text && *text; ++text)
    free((void *)(uintptr_t)*text);
  free((void *)(uintptr_t)texts);
}

static int parse_command(int argc, const char **argv, command_line *wanted) {
  struct poptOption table[] = {
      {"entry", 'e', POPT_ARG_STRING, &wanted->entry, 0, "the function to call", "NAME"},
      {"compare", 'c', POPT_ARG_NONE, &wanted->compare, 0,
       "run without and with pruning, and compare", NULL},
      {"stats", 's', POPT_ARG_NONE, &wanted->statistics, 0,
       "count operations executed and objects made", NULL},
      {"leaks", 'l', POPT_ARG_NONE, &wanted->leaks, 0,
       "list objects that are live at the end; exit code 1 if there are any", NULL},
      {"no-prune", 0, POPT_ARG_NONE, &wanted->unpruned, 0, "leave the program as it is", NULL},
      {"options", 0, POPT_ARG_STRING, &wanted->options_text, 0, "what to prune, and how",
       "OPTIONS"},
      {"with", 0, POPT_ARG_ARGV, &wanted->more_files, 0, "one more module of the program; repeat",
       "FILE"},
      {"extension", 'x', POPT_ARG_ARGV, &wanted->extensions, 0,
       "let the program call functions of a shared library; repeat", "LIBRARY"},
      {"define", 'd', POPT_ARG_ARGV, &wanted->defines, 0,
       "let NAME be a function of a shared library; repeat", "NAME=LIBRARY:SYMBOL"},
      {"help", 'h', POPT_ARG_NONE, &wanted->help, 0, "explain", NULL},
      POPT_TABLEEND};
  argv[0] = "refprune run";
  poptContext context = poptGetContext(argv[0], argc, argv, table, 0);
  if (!context) {
    tool_complain("no memory");
    return TOOL_FAILED;
  }
  poptSetOtherOptionHelp(context, "[OPTION...] FILE --entry NAME [ARGUMENT...]");
  int code = parse_and_run(context, wanted);
  poptFreeContext(context);
  return code;
}

int run_command(int argc, const char **argv) {
  command_line wanted = {.entry = NULL};
  int code = parse_command(argc, argv, &wanted);
  free(wanted.entry);
  free(wanted.options_text);
  free_texts(wanted.more_files);
  free_texts(wanted.extensions);
  free_texts(wanted.defines);
  return code;
}
