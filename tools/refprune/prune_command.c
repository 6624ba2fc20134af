/* prune_command.c - refprune prune FILES: the options, and what happens around the jobs. */
#include <popt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <refprune/prune.h>

#include "bytes.h"
#include "statistics.h"
#include "tool.h"
#include "workers.h"

/* The command line, understood. Strings are popt's or argv's. */
typedef struct request {
  int text;
  int in_place;
  int discard;
  int explain;
  int threads;
  char *output;
  char *options_text;
  char *statistics; /* "text" or "json", or NULL */
  const char **inputs;
  size_t input_count;
} request;

/* ---- where each output goes ---- */

static bool is_directory(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static char *join_path(const char *directory, const char *file) {
  const char *slash = strrchr(file, '/');
  const char *base = slash ? slash + 1 : file;
  size_t size = strlen(directory) + strlen(base) + 2;
  char *path = malloc(size);
  if (path)
    snprintf(path, size, "%s/%s", directory, base);
  return path;
}

/* NULL where the request writes nothing, or there is no memory. */
static char *output_for(const request *wanted, const char *input) {
  if (wanted->discard)
    return NULL;
  if (wanted->in_place)
    return strdup(input);
  if (!wanted->output)
    return strdup("-");
  if (is_directory(wanted->output))
    return join_path(wanted->output, input);
  return strdup(wanted->output);
}

static bool writes_to_standard_output(const request *wanted) {
  if (wanted->discard || wanted->in_place)
    return false;
  return !wanted->output || is_standard_stream(wanted->output);
}

static int compare_outputs(const void *left, const void *right) {
  return strcmp((*(job *const *)left)->output, (*(job *const *)right)->output);
}

/* Two jobs must not write one file: the result would depend on which is last. */
static const char *find_shared_output(job *jobs, size_t count) {
  const char *shared = NULL;
  job **sorted = malloc(count * sizeof *sorted);
  for (size_t i = 0; sorted && i < count; ++i)
    sorted[i] = &jobs[i];
  if (sorted)
    qsort(sorted, count, sizeof *sorted, compare_outputs);
  for (size_t i = 1; sorted && i < count && !shared; ++i)
    if (strcmp(sorted[i - 1]->output, sorted[i]->output) == 0)
      shared = sorted[i]->output;
  free(sorted);
  return shared;
}

/* ---- the command line ---- */

static const char *check_inputs(const request *wanted) {
  bool by_name = wanted->output && is_directory(wanted->output);
  for (size_t i = 0; i < wanted->input_count; ++i) {
    if (wanted->inputs[i][0] == '\0')
      return "the name of an input file is empty";
    if (is_standard_stream(wanted->inputs[i]) && wanted->in_place)
      return "standard input cannot be changed in place";
    if (is_standard_stream(wanted->inputs[i]) && by_name)
      return "standard input has no name to have in a directory; give --output a file";
  }
  return NULL;
}

static const char *check_request(const request *wanted) {
  if (wanted->input_count == 0)
    return "no input files; refprune prune --help explains";
  if (wanted->discard + wanted->in_place + (wanted->output != NULL) > 1)
    return "choose one of --output, --in-place and --discard";
  if (wanted->threads < 1)
    return "--jobs needs a number of at least 1";
  if (wanted->statistics && strcmp(wanted->statistics, "text") != 0 &&
      strcmp(wanted->statistics, "json") != 0)
    return "--stats takes text or json";
  bool one_place =
      !wanted->discard && !wanted->in_place && (!wanted->output || !is_directory(wanted->output));
  if (wanted->input_count > 1 && one_place)
    return "several files need --in-place, --discard, or a directory after --output";
  return check_inputs(wanted);
}

static void print_option_texts(void) {
  const char *name, *value, *help;
  puts("\nOPTIONS is a list separated by commas, semicolons or spaces of:");
  for (size_t i = 0; (help = refprune_options_help(i, &name, &value)); ++i) {
    printf("  %s%-*s %s%s%s\n", name, 16 - (int)strlen(name), value ? "=" : "", value ? value : "",
           value ? ": " : "", help);
  }
}

static int complain_about_popt(poptContext context, int code) {
  tool_complain("%s: %s; refprune prune --help explains",
                poptBadOption(context, POPT_BADOPTION_NOALIAS), poptStrerror(code));
  return TOOL_USAGE;
}

/* popt would take the next argument as the value of a bare --stats. */
static void give_stats_a_value(int argc, const char **argv) {
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; ++i)
    if (strcmp(argv[i], "--stats") == 0)
      argv[i] = "--stats=text";
}

static int parse_and_run(poptContext context, request *wanted, const int *help);

int prune_command(int argc, const char **argv) {
  request wanted = {.threads = 1};
  int help = 0;
  struct poptOption table[] = {
      {"output", 'o', POPT_ARG_STRING, &wanted.output, 0, "write there, or into that directory",
       "FILE"},
      {"in-place", 'i', POPT_ARG_NONE, &wanted.in_place, 0, "replace the inputs", NULL},
      {"discard", 'n', POPT_ARG_NONE, &wanted.discard, 0, "write no module", NULL},
      {"text", 'S', POPT_ARG_NONE, &wanted.text, 0, "write text also for bitcode", NULL},
      {"options", 0, POPT_ARG_STRING, &wanted.options_text, 0, "what to prune, and how", "OPTIONS"},
      {"stats", 0, POPT_ARG_STRING, &wanted.statistics, 0,
       "count operations; --stats=json for programs", "[text|json]"},
      {"explain", 0, POPT_ARG_NONE, &wanted.explain, 0, "say why each remaining operation stayed",
       NULL},
      {"jobs", 'j', POPT_ARG_INT, &wanted.threads, 0, "files pruned at once", "N"},
      {"help", 'h', POPT_ARG_NONE, &help, 0, "explain", NULL},
      POPT_TABLEEND};
  argv[0] = "refprune prune";
  give_stats_a_value(argc, argv);
  poptContext context = poptGetContext(argv[0], argc, argv, table, 0);
  if (!context) {
    tool_complain("no memory");
    return TOOL_FAILED;
  }
  poptSetOtherOptionHelp(context, "[OPTION...] FILE...");
  int code = parse_and_run(context, &wanted, &help);
  poptFreeContext(context);
  free(wanted.output);
  free(wanted.options_text);
  free(wanted.statistics);
  return code;
}

/* ---- running ---- */

static const char *note_for(const job *work) {
  bool none = work->report.increfs_before + work->report.decrefs_before == 0;
  return none && isatty(STDERR_FILENO) ? "no reference count operations, nothing to do" : NULL;
}

static void print_result(const job *work, FILE *stream) {
  if (work->failed)
    tool_complain("%s: %s", work->name, work->message.text);
  else if (note_for(work))
    tool_complain("%s: %s", work->name, note_for(work));
  if (work->explanation)
    fprintf(stream, "%s:\n%s", work->name, work->explanation);
}

/* Modules go to standard output unless told otherwise; then everything else makes room. */
static bool print_results(const request *wanted, const job *jobs) {
  FILE *stream = writes_to_standard_output(wanted) ? stderr : stdout;
  for (size_t i = 0; i < wanted->input_count; ++i)
    print_result(&jobs[i], stream);
  if (wanted->statistics && strcmp(wanted->statistics, "json") == 0) {
    const char *text = wanted->options_text ? wanted->options_text : "";
    if (!statistics_print_json(stream, jobs, wanted->input_count, text))
      return false;
  } else if (wanted->statistics) {
    statistics_print_text(stream, jobs, wanted->input_count);
  }
  return fflush(stream) == 0 && !ferror(stream);
}

static bool any_failed(const job *jobs, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if (jobs[i].failed)
      return true;
  return false;
}

static int run_jobs(const request *wanted, job *jobs, const refprune_options *options) {
  job_settings settings = {options, wanted->text, wanted->discard, wanted->explain};
  workers_run(jobs, wanted->input_count, (size_t)wanted->threads, &settings);
  if (!print_results(wanted, jobs)) {
    tool_complain("cannot write the statistics");
    return TOOL_FAILED;
  }
  return any_failed(jobs, wanted->input_count) ? TOOL_FAILED : TOOL_OK;
}

static int prepare_and_run(const request *wanted, job *jobs, const refprune_options *options) {
  for (size_t i = 0; i < wanted->input_count; ++i) {
    jobs[i].input = wanted->inputs[i];
    jobs[i].name = is_standard_stream(wanted->inputs[i]) ? "<stdin>" : wanted->inputs[i];
    jobs[i].output = output_for(wanted, wanted->inputs[i]);
    if (!jobs[i].output && !wanted->discard) {
      tool_complain("no memory");
      return TOOL_FAILED;
    }
  }
  const char *shared = wanted->discard ? NULL : find_shared_output(jobs, wanted->input_count);
  if (shared) {
    tool_complain("%s would be written twice", shared);
    return TOOL_USAGE;
  }
  return run_jobs(wanted, jobs, options);
}

static int run_with_options(const request *wanted, const refprune_options *options) {
  job *jobs = calloc(wanted->input_count, sizeof *jobs);
  if (!jobs) {
    tool_complain("no memory");
    return TOOL_FAILED;
  }
  int code = prepare_and_run(wanted, jobs, options);
  for (size_t i = 0; i < wanted->input_count; ++i)
    job_dispose(&jobs[i]);
  free(jobs);
  return code;
}

static int run_request(const request *wanted) {
  refprune_options options;
  int code = tool_read_options(&options, wanted->options_text);
  if (code == TOOL_OK)
    code = run_with_options(wanted, &options);
  refprune_options_dispose(&options);
  return code;
}

static int parse_and_run(poptContext context, request *wanted, const int *help) {
  int code = poptGetNextOpt(context);
  if (code < -1)
    return complain_about_popt(context, code);
  if (*help) {
    poptPrintHelp(context, stdout, 0);
    print_option_texts();
    return TOOL_OK;
  }
  wanted->inputs = poptGetArgs(context);
  while (wanted->inputs && wanted->inputs[wanted->input_count])
    ++wanted->input_count;
  const char *problem = check_request(wanted);
  if (problem) {
    tool_complain("%s", problem);
    return TOOL_USAGE;
  }
  return run_request(wanted);
}
