/* main.c - refprune COMMAND ...: chooses the command. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <llvm-c/Core.h>

#include <refprune/prune.h>

#include "tool.h"

typedef struct command {
  const char *name;
  int (*run)(int argc, const char **argv);
  const char *help;
} command;

static const command commands[] = {
    {"prune", prune_command, "remove redundant reference count operations from IR files"},
#ifdef REFPRUNE_TOOL_RUNS
    {"run", run_command, "prune, compile and call a function; count and compare"},
#endif
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

void tool_complain(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  flockfile(stderr);
  fputs("refprune: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  funlockfile(stderr);
  va_end(arguments);
}

int tool_read_options(refprune_options *options, const char *text) {
  refprune_message message = {""};
  if (refprune_options_init(options) != REFPRUNE_OK) {
    tool_complain("no memory");
    return TOOL_FAILED;
  }
  if (refprune_options_parse(options, text ? text : "", &message) == REFPRUNE_OK)
    return TOOL_OK;
  tool_complain("--options: %s", message.text);
  return TOOL_USAGE;
}

static int print_version(void) {
  unsigned major, minor, patch;
  LLVMGetVersion(&major, &minor, &patch);
  printf("refprune %s (LLVM %u.%u.%u)\n", refprune_version(), major, minor, patch);
  return TOOL_OK;
}

static int print_help(void) {
  puts("Usage: refprune COMMAND [ARGUMENTS]\n\nCommands:");
  for (size_t i = 0; i < COMMAND_COUNT; ++i)
    printf("  %-8s %s\n", commands[i].name, commands[i].help);
  puts("\nrefprune COMMAND --help explains a command; refprune --version tells the version.");
  return TOOL_OK;
}

static const command *find_command(const char *name) {
  for (size_t i = 0; i < COMMAND_COUNT; ++i)
    if (strcmp(name, commands[i].name) == 0)
      return &commands[i];
  return NULL;
}

int main(int argc, const char **argv) {
  if (argc < 2) {
    tool_complain("no command; refprune --help lists them");
    return TOOL_USAGE;
  }
  if (strcmp(argv[1], "--version") == 0)
    return print_version();
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
    return print_help();
  const command *chosen = find_command(argv[1]);
  if (!chosen) {
    tool_complain("unknown command '%s'; refprune --help lists them", argv[1]);
    return TOOL_USAGE;
  }
  return chosen->run(argc - 1, argv + 1);
}
