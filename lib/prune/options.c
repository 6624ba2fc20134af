/* options.c - the defaults, and the one textual syntax of all hosts.
 *
 * The table `known_options` is the only list of option names: parsing, error messages and the help
 * text come from it. Parsing works on slices of the caller's text and allocates nothing but the
 * names that the options keep.
 */
#include <refprune/options.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct slice {
  const char *start;
  size_t length;
} slice;

typedef struct parser {
  refprune_options *options;
  refprune_message *message;
  bool passes_named; /* an item has replaced the default set */
} parser;

typedef struct option_def option_def;
typedef refprune_status (*apply_fn)(parser *state, const option_def *option, slice value);

struct option_def {
  const char *name;
  const char *wants; /* what its value is; NULL: it takes none */
  apply_fn apply;
  size_t field;    /* offset in refprune_options of the field it sets, if it sets one */
  unsigned passes; /* the subpasses it names, if it names some */
  const char *help;
};

/* Longest part of an item that a message quotes: leaves room for the sentence around it. */
enum { MAX_QUOTED = 80 };

static refprune_status report(parser *state, refprune_status status, const char *format, ...) {
  if (!state->message)
    return status;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(state->message->text, sizeof state->message->text, format, arguments);
  va_end(arguments);
  return status;
}

static refprune_status report_no_memory(parser *state) {
  return report(state, REFPRUNE_NO_MEMORY, "no memory for the options");
}

static int quoted_length(slice text) {
  return (int)(text.length < MAX_QUOTED ? text.length : MAX_QUOTED);
}

static refprune_status report_bad_value(parser *state, const option_def *option, slice value) {
  return report(state, REFPRUNE_BAD_OPTION, "option '%s' needs %s, got '%.*s'", option->name,
                option->wants, quoted_length(value), value.start);
}

/* Option names and keywords are ASCII; tolower would depend on the host's locale. */
static int fold_case(char letter) {
  return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter;
}

static bool slice_is(slice text, const char *word) {
  if (strlen(word) != text.length)
    return false;
  for (size_t i = 0; i < text.length; ++i)
    if (fold_case(text.start[i]) != word[i])
      return false;
  return true;
}

static bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

static void *field_of(parser *state, const option_def *option) {
  return (char *)state->options + option->field;
}

/* ---- what the kinds of options do ---- */

static refprune_status apply_passes(parser *state, const option_def *option, slice value) {
  (void)value;
  if (!state->passes_named)
    state->options->passes = REFPRUNE_NONE;
  state->passes_named = true;
  state->options->passes |= option->passes;
  return REFPRUNE_OK;
}

static refprune_status apply_flag(parser *state, const option_def *option, slice value) {
  (void)value;
  *(bool *)field_of(state, option) = true;
  return REFPRUNE_OK;
}

static refprune_status apply_number(parser *state, const option_def *option, slice value) {
  uint64_t number = 0;
  for (size_t i = 0; i < value.length; ++i) {
    unsigned digit = (unsigned)(value.start[i] - '0');
    if (!is_digit(value.start[i]) || number > (UINT64_MAX - digit) / 10)
      return report_bad_value(state, option, value);
    number = number * 10 + digit;
  }
  *(uint64_t *)field_of(state, option) = number;
  return REFPRUNE_OK;
}

/* Decimal digits with at most one point. strtod would read the host's locale. */
static refprune_status apply_weight(parser *state, const option_def *option, slice value) {
  double weight = 0;
  double unit = 0; /* of the next digit behind the point; 0 before the point */
  bool any_digit = false;
  for (size_t i = 0; i < value.length; ++i) {
    char letter = value.start[i];
    if (letter == '.' && unit == 0) {
      unit = 0.1;
    } else if (!is_digit(letter)) {
      return report_bad_value(state, option, value);
    } else if (unit == 0) {
      weight = weight * 10 + (letter - '0');
      any_digit = true;
    } else {
      weight += (letter - '0') * unit;
      unit /= 10;
      any_digit = true;
    }
  }
  if (!any_digit || weight > 1e9)
    return report_bad_value(state, option, value);
  *(double *)field_of(state, option) = weight;
  return REFPRUNE_OK;
}

static refprune_status apply_mode(parser *state, const option_def *option, slice value) {
  if (slice_is(value, "contract"))
    state->options->mode = REFPRUNE_CONTRACT;
  else if (slice_is(value, "strict"))
    state->options->mode = REFPRUNE_STRICT;
  else
    return report_bad_value(state, option, value);
  return REFPRUNE_OK;
}

static char *copy_slice(slice text) {
  char *copy = malloc(text.length + 1);
  if (!copy)
    return NULL;
  memcpy(copy, text.start, text.length);
  copy[text.length] = '\0';
  return copy;
}

static refprune_status apply_name(parser *state, const option_def *option, slice value) {
  char *copy = copy_slice(value);
  if (!copy)
    return report_no_memory(state);
  char **name = field_of(state, option);
  free(*name);
  *name = copy;
  return REFPRUNE_OK;
}

static refprune_status add_name(refprune_names *names, slice text) {
  char **grown = realloc(names->name, (names->count + 1) * sizeof *grown);
  if (!grown)
    return REFPRUNE_NO_MEMORY;
  names->name = grown;
  grown[names->count] = copy_slice(text);
  if (!grown[names->count])
    return REFPRUNE_NO_MEMORY;
  ++names->count;
  return REFPRUNE_OK;
}

static refprune_status apply_list(parser *state, const option_def *option, slice value) {
  if (add_name(field_of(state, option), value) != REFPRUNE_OK)
    return report_no_memory(state);
  return REFPRUNE_OK;
}

/* ---- the table ---- */

#define FIELD(name) offsetof(refprune_options, name)

static const option_def known_options[] = {
    {"per_bb", NULL, apply_passes, 0, REFPRUNE_PER_BB, "pairs within one block"},
    {"diamond", NULL, apply_passes, 0, REFPRUNE_DIAMOND, "pairs around a region with one exit"},
    {"fanout", NULL, apply_passes, 0, REFPRUNE_FANOUT, "one incref, a decref on each path"},
    {"fanout_raise", NULL, apply_passes, 0, REFPRUNE_FANOUT_RAISE,
     "fanout that forgives raising paths their leak"},
    {"place", NULL, apply_passes, 0, REFPRUNE_PLACE, "optimal placement by minimum cuts"},
    {"patterns", NULL, apply_passes, 0, REFPRUNE_PATTERNS,
     "per_bb, diamond, fanout and fanout_raise"},
    {"all", NULL, apply_passes, 0, REFPRUNE_ALL, "everything there is (the default)"},
    {"none", NULL, apply_passes, 0, REFPRUNE_NONE, "change nothing"},
    {"subgraph_limit", "a number", apply_number, FIELD(subgraph_limit), 0,
     "largest region of a pattern in distinct blocks (default 0: no limit)"},
    {"limit", "a number", apply_number, FIELD(limit), 0,
     "stop after so many removed operations (default: no limit)"},
    {"mode", "contract or strict", apply_mode, 0, 0,
     "whether calls are trusted not to release what they do not own (default contract)"},
    {"incref", "a function name", apply_name, FIELD(incref), 0,
     "takes a reference (default NRT_incref)"},
    {"decref", "a function name", apply_name, FIELD(decref), 0,
     "gives one back (default NRT_decref)"},
    {"observer", "a function name", apply_list, FIELD(observers), 0,
     "add a function that looks at a count"},
    {"alloc", "a function name", apply_list, FIELD(allocators), 0,
     "add a function that returns a new object"},
    {"leaf_alloc", "a function name", apply_list, FIELD(leaf_allocators), 0,
     "add one whose objects own nothing"},
    {"raise_metadata", "a metadata kind", apply_name, FIELD(raise_metadata), 0,
     "marks a raising store (default numba_exception_output)"},
    {"size_weight", "a decimal number", apply_weight, FIELD(size_weight), 0,
     "cost of an operation's bytes beside its frequency (default 0.3)"},
    {"split_edges", NULL, apply_flag, FIELD(split_edges), 0, "let place split critical edges"},
    {"verify", NULL, apply_flag, FIELD(verify), 0, "check every edit a second time"},
};

enum { OPTION_COUNT = sizeof known_options / sizeof known_options[0] };

static const option_def *find_option(slice name) {
  for (size_t i = 0; i < OPTION_COUNT; ++i)
    if (slice_is(name, known_options[i].name))
      return &known_options[i];
  return NULL;
}

/* ---- the text ---- */

static bool is_separator(char letter) {
  return letter != '\0' && strchr(",;| \t\n\v\f\r", letter) != NULL;
}

/* Cuts the next item off `text`; false at the end. */
static bool next_item(const char **text, slice *item) {
  const char *start = *text;
  while (*start && is_separator(*start))
    ++start;
  const char *end = start;
  while (*end && !is_separator(*end))
    ++end;
  *item = (slice){start, (size_t)(end - start)};
  *text = end;
  return end != start;
}

static refprune_status apply_item(parser *state, slice item) {
  const char *equals = memchr(item.start, '=', item.length);
  slice name = {item.start, equals ? (size_t)(equals - item.start) : item.length};
  slice value = {"", 0};
  if (equals)
    value = (slice){equals + 1, item.length - name.length - 1};

  const option_def *option = find_option(name);
  if (!option)
    return report(state, REFPRUNE_BAD_OPTION, "unknown option '%.*s'", quoted_length(name),
                  name.start);
  if (option->wants && value.length == 0)
    return report(state, REFPRUNE_BAD_OPTION, "option '%s' needs %s", option->name, option->wants);
  if (!option->wants && equals)
    return report(state, REFPRUNE_BAD_OPTION, "option '%s' takes no value", option->name);
  return option->apply(state, option, value);
}

static bool has_known_size(const refprune_options *options) {
  return options->size == sizeof *options && options->version == REFPRUNE_OPTIONS_VERSION;
}

refprune_status refprune_options_parse(refprune_options *options, const char *text,
                                       refprune_message *message) {
  parser state = {options, message, false};
  if (message)
    message->text[0] = '\0';
  if (!has_known_size(options))
    return report(&state, REFPRUNE_BAD_OPTION, "options were made for another version of refprune");

  refprune_status status = REFPRUNE_OK;
  slice item;
  while (status == REFPRUNE_OK && next_item(&text, &item))
    status = apply_item(&state, item);
  return status;
}

const char *refprune_options_help(size_t index, const char **name, const char **value) {
  if (index >= OPTION_COUNT)
    return NULL;
  *name = known_options[index].name;
  *value = known_options[index].wants;
  return known_options[index].help;
}

/* ---- the defaults ---- */

/* The runtime's own functions that return a new object of count 1, or null. */
#define OWNING_ALLOCATORS                                                                          \
  "NRT_MemInfo_new", "NRT_MemInfo_alloc_dtor", "NRT_MemInfo_alloc_dtor_safe",                      \
      "NRT_MemInfo_new_varsize_dtor", "NRT_MemInfo_alloc_external",                                \
      "NRT_MemInfo_alloc_aligned_external", "NRT_MemInfo_alloc_safe_aligned_external"

/* Those of them whose objects have no destructor and are freed by the runtime's own allocator. */
#define LEAF_ALLOCATORS                                                                            \
  "NRT_MemInfo_alloc", "NRT_MemInfo_alloc_safe", "NRT_MemInfo_alloc_aligned",                      \
      "NRT_MemInfo_alloc_safe_aligned", "NRT_MemInfo_new_varsize"

static refprune_status add_defaults(refprune_names *names, const char *const *defaults,
                                    size_t count) {
  refprune_status status = REFPRUNE_OK;
  for (size_t i = 0; i < count && status == REFPRUNE_OK; ++i)
    status = add_name(names, (slice){defaults[i], strlen(defaults[i])});
  return status;
}

static refprune_status set_default_lists(refprune_options *options) {
  static const char *const observers[] = {"NRT_MemInfo_refcount"};
  static const char *const allocators[] = {OWNING_ALLOCATORS};
  static const char *const leaf_allocators[] = {LEAF_ALLOCATORS};
#define ADD_DEFAULTS(list, from) add_defaults(&options->list, from, sizeof from / sizeof from[0])
  if (ADD_DEFAULTS(observers, observers) != REFPRUNE_OK ||
      ADD_DEFAULTS(allocators, allocators) != REFPRUNE_OK ||
      ADD_DEFAULTS(leaf_allocators, leaf_allocators) != REFPRUNE_OK)
    return REFPRUNE_NO_MEMORY;
#undef ADD_DEFAULTS
  return REFPRUNE_OK;
}

static char *copy_default(const char *text) {
  return copy_slice((slice){text, strlen(text)});
}

refprune_status refprune_options_init(refprune_options *options) {
  memset(options, 0, sizeof *options);
  options->size = sizeof *options;
  options->version = REFPRUNE_OPTIONS_VERSION;
  options->passes = REFPRUNE_ALL;
  options->mode = REFPRUNE_CONTRACT;
  options->limit = UINT64_MAX;
  options->size_weight = 0.3;
  options->incref = copy_default("NRT_incref");
  options->decref = copy_default("NRT_decref");
  options->raise_metadata = copy_default("numba_exception_output");
  if (!options->incref || !options->decref || !options->raise_metadata)
    return REFPRUNE_NO_MEMORY;
  return set_default_lists(options);
}

static void dispose_names(refprune_names *names) {
  for (size_t i = 0; i < names->count; ++i)
    free(names->name[i]);
  free(names->name);
}

void refprune_options_dispose(refprune_options *options) {
  free(options->incref);
  free(options->decref);
  free(options->raise_metadata);
  dispose_names(&options->observers);
  dispose_names(&options->allocators);
  dispose_names(&options->leaf_allocators);
  memset(options, 0, sizeof *options);
}
