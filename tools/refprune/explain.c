/* explain.c - one line for each operation that stays, and each give-up. */
#include "explain.h"

#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>

static void print_value(FILE *stream, LLVMValueRef value) {
  char *text = LLVMPrintValueToString(value);
  const char *start = text + strspn(text, " ");
  fprintf(stream, "%s", start);
  LLVMDisposeMessage(text);
}

/* The block's name, or its position in the function where it has none. */
static void print_block(FILE *stream, LLVMBasicBlockRef block) {
  const char *name = LLVMGetBasicBlockName(block);
  if (*name) {
    fprintf(stream, "%%%s", name);
    return;
  }
  size_t index = 0;
  while ((block = LLVMGetPreviousBasicBlock(block)))
    ++index;
  fprintf(stream, "block %zu", index);
}

static void on_event(void *context, const refprune_event *event) {
  if (event->kind != REFPRUNE_KEPT && event->kind != REFPRUNE_GAVE_UP)
    return;
  const explanation *lines = context;
  size_t length;
  fprintf(lines->stream, "  @%s", LLVMGetValueName2(event->function, &length));
  if (event->block) {
    fputs(", ", lines->stream);
    print_block(lines->stream, event->block);
  }
  if (event->instruction) {
    fputs(": ", lines->stream);
    print_value(lines->stream, event->instruction);
  }
  fprintf(lines->stream, "\n    %s\n",
          event->text ? event->text : refprune_reason_text(event->reason));
}

void explanation_begin(explanation *lines, refprune_options *options) {
  lines->stream = open_memstream(&lines->text, &lines->size);
  if (!lines->stream)
    return;
  options->explain = true;
  options->on_event = on_event;
  options->event_context = lines;
}

char *explanation_end(explanation *lines) {
  if (!lines->stream)
    return NULL;
  fclose(lines->stream);
  if (lines->size)
    return lines->text;
  free(lines->text);
  return NULL;
}
