/* The option text: what each item sets, what is refused and in which words. */
#include <refprune/options.h>

#include <refprune/prune.h>

#include <llvm-c/Core.h>

#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "check.h"

/* ---- what is understood ---- */

static const struct {
  const char *text;
  unsigned passes;
} pass_sets[] = {
    {"", REFPRUNE_ALL},
    {" ,;| \t\n", REFPRUNE_ALL},
    {"verify", REFPRUNE_ALL},
    {"per_bb", REFPRUNE_PER_BB},
    {"per_bb, diamond", REFPRUNE_PER_BB | REFPRUNE_DIAMOND},
    {"PER_BB|Diamond", REFPRUNE_PER_BB | REFPRUNE_DIAMOND},
    {"fanout;fanout_raise", REFPRUNE_FANOUT | REFPRUNE_FANOUT_RAISE},
    {"per_bb,diamond,fanout,fanout_raise", REFPRUNE_PATTERNS},
    {"patterns", REFPRUNE_PATTERNS},
    {"patterns place", REFPRUNE_ALL},
    {"place", REFPRUNE_PLACE},
    {"all", REFPRUNE_ALL},
    {"none", REFPRUNE_NONE},
    {"none,fanout", REFPRUNE_FANOUT},
    {"fanout,none", REFPRUNE_FANOUT},
    {"verify,fanout,limit=3", REFPRUNE_FANOUT},
};

static void pass_names_replace_the_default_and_add_up(void) {
  for (size_t i = 0; i < sizeof pass_sets / sizeof pass_sets[0]; ++i) {
    refprune_options options;
    refprune_message message;
    refprune_options_init(&options);
    CHECK(refprune_options_parse(&options, pass_sets[i].text, &message) == REFPRUNE_OK);
    CHECK(options.passes == pass_sets[i].passes);
    CHECK_TEXT(message.text, "");
    refprune_options_dispose(&options);
  }
}

static void defaults_are_the_documented_ones(void) {
  refprune_options options;
  CHECK(refprune_options_init(&options) == REFPRUNE_OK);
  CHECK(options.size == sizeof options && options.version == REFPRUNE_OPTIONS_VERSION);
  CHECK(options.passes == REFPRUNE_ALL && options.mode == REFPRUNE_CONTRACT);
  CHECK(options.subgraph_limit == 0 && options.limit == UINT64_MAX);
  CHECK(!options.verify && !options.split_edges && !options.explain);
  CHECK(options.size_weight == 0.3);
  CHECK_TEXT(options.incref, "NRT_incref");
  CHECK_TEXT(options.decref, "NRT_decref");
  CHECK_TEXT(options.raise_metadata, "numba_exception_output");
  CHECK(options.observers.count == 1);
  CHECK_TEXT(options.observers.name[0], "NRT_MemInfo_refcount");
  CHECK(options.on_event == NULL && options.frequencies == NULL);
  refprune_options_dispose(&options);
}

static void values_are_set_and_names_keep_their_case(void) {
  refprune_options options;
  refprune_options_init(&options);
  size_t observers = options.observers.count, leaves = options.leaf_allocators.count;
  const char *text = "Limit=7;SUBGRAPH_LIMIT=18446744073709551615 mode=STRICT,incref=Foo_Retain|"
                     "decref=Foo_Release raise_metadata=Boom observer=Count observer=Peek "
                     "alloc=New leaf_alloc=NewLeaf size_weight=1.25 verify split_edges";
  CHECK(refprune_options_parse(&options, text, NULL) == REFPRUNE_OK);
  CHECK(options.limit == 7 && options.subgraph_limit == UINT64_MAX);
  CHECK(options.mode == REFPRUNE_STRICT && options.verify && options.split_edges);
  CHECK(options.size_weight > 1.2499 && options.size_weight < 1.2501);
  CHECK_TEXT(options.incref, "Foo_Retain");
  CHECK_TEXT(options.decref, "Foo_Release");
  CHECK_TEXT(options.raise_metadata, "Boom");
  CHECK(options.observers.count == observers + 2);
  CHECK_TEXT(options.observers.name[observers], "Count");
  CHECK_TEXT(options.observers.name[observers + 1], "Peek");
  CHECK_TEXT(options.allocators.name[options.allocators.count - 1], "New");
  CHECK(options.leaf_allocators.count == leaves + 1);
  refprune_options_dispose(&options);
}

static void later_texts_go_on_from_earlier_ones(void) {
  refprune_options options;
  refprune_options_init(&options);
  CHECK(refprune_options_parse(&options, "fanout limit=1 incref=A", NULL) == REFPRUNE_OK);
  CHECK(refprune_options_parse(&options, "limit=2 incref=B", NULL) == REFPRUNE_OK);
  CHECK(options.passes == REFPRUNE_FANOUT && options.limit == 2);
  CHECK_TEXT(options.incref, "B");
  refprune_options_dispose(&options);
}

/* Hosts may have chosen a locale in which numbers are written with a comma. */
static void the_locale_does_not_matter(void) {
  setlocale(LC_ALL, "de_DE.UTF-8");
  refprune_options options;
  refprune_options_init(&options);
  CHECK(refprune_options_parse(&options, "size_weight=0.5", NULL) == REFPRUNE_OK);
  CHECK(options.size_weight == 0.5);
  refprune_options_dispose(&options);
  setlocale(LC_ALL, "C");
}

/* ---- what is refused ---- */

static const struct {
  const char *text;
  const char *message;
} errors[] = {
    {"foo", "unknown option 'foo'"},
    {"per_bb,foo=3", "unknown option 'foo'"},
    {"=3", "unknown option ''"},
    {"per-bb", "unknown option 'per-bb'"},
    {"per_b", "unknown option 'per_b'"},
    {"per_bbb", "unknown option 'per_bbb'"},
    {"limit", "option 'limit' needs a number"},
    {"limit=", "option 'limit' needs a number"},
    {"limit = 3", "option 'limit' needs a number"},
    {"limit=x", "option 'limit' needs a number, got 'x'"},
    {"LIMIT=-1", "option 'limit' needs a number, got '-1'"},
    {"limit=3x", "option 'limit' needs a number, got '3x'"},
    {"subgraph_limit=18446744073709551616",
     "option 'subgraph_limit' needs a number, got '18446744073709551616'"},
    {"mode=loose", "option 'mode' needs contract or strict, got 'loose'"},
    {"mode", "option 'mode' needs contract or strict"},
    {"incref=", "option 'incref' needs a function name"},
    {"observer", "option 'observer' needs a function name"},
    {"size_weight=1,5", "unknown option '5'"},
    {"size_weight=1.2.3", "option 'size_weight' needs a decimal number, got '1.2.3'"},
    {"size_weight=.", "option 'size_weight' needs a decimal number, got '.'"},
    {"size_weight=1e3", "option 'size_weight' needs a decimal number, got '1e3'"},
    {"verify=yes", "option 'verify' takes no value"},
    {"all=", "option 'all' takes no value"},
};

static void errors_name_the_item(void) {
  for (size_t i = 0; i < sizeof errors / sizeof errors[0]; ++i) {
    refprune_options options;
    refprune_message message;
    refprune_options_init(&options);
    CHECK(refprune_options_parse(&options, errors[i].text, &message) == REFPRUNE_BAD_OPTION);
    CHECK_TEXT(message.text, errors[i].message);
    CHECK(refprune_options_parse(&options, errors[i].text, NULL) == REFPRUNE_BAD_OPTION);
    refprune_options_dispose(&options);
  }
}

static void what_was_understood_before_an_error_stays(void) {
  refprune_options options;
  refprune_options_init(&options);
  CHECK(refprune_options_parse(&options, "diamond limit=4 bad limit=5", NULL) ==
        REFPRUNE_BAD_OPTION);
  CHECK(options.passes == REFPRUNE_DIAMOND && options.limit == 4);
  refprune_options_dispose(&options);
}

static void long_items_are_cut_in_messages(void) {
  char text[4000];
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  refprune_options options;
  refprune_message message;
  refprune_options_init(&options);
  CHECK(refprune_options_parse(&options, text, &message) == REFPRUNE_BAD_OPTION);
  CHECK(strlen(message.text) < 120 && message.text[strlen(message.text) - 1] == '\'');
  refprune_options_dispose(&options);
}

static void structs_of_another_version_are_refused(void) {
  refprune_options options;
  refprune_message message;
  refprune_options_init(&options);
  options.version = REFPRUNE_OPTIONS_VERSION + 1;
  CHECK(refprune_options_parse(&options, "all", &message) == REFPRUNE_BAD_OPTION);
  CHECK_TEXT(message.text, "options were made for another version of refprune");
  options.version = REFPRUNE_OPTIONS_VERSION;
  options.size = 0;
  CHECK(refprune_options_parse(&options, "all", &message) == REFPRUNE_BAD_OPTION);
  refprune_options_dispose(&options);
}

static void weights_that_are_none_are_refused(void) {
  static const double weights[] = {-0.1, -INFINITY, INFINITY, NAN};
  LLVMContextRef context = LLVMContextCreate();
  LLVMModuleRef module = LLVMModuleCreateWithNameInContext("m", context);
  refprune_options options;
  refprune_message message;
  refprune_options_init(&options);
  for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
    options.size_weight = weights[i];
    CHECK(refprune_run_module(module, &options, NULL, &message) == REFPRUNE_BAD_OPTION);
    CHECK_TEXT(message.text, "size_weight is not a number from 0 up");
  }
  options.size_weight = 0;
  CHECK(refprune_run_module(module, &options, NULL, &message) == REFPRUNE_OK);
  refprune_options_dispose(&options);
  LLVMDisposeModule(module);
  LLVMContextDispose(context);
}

/* ---- the rest ---- */

static void help_lists_exactly_what_the_parser_knows(void) {
  const char *name, *value, *help;
  size_t count = 0;
  while ((help = refprune_options_help(count, &name, &value))) {
    char text[128];
    const char *sample = value && strstr(value, "number") ? "1" : "strict";
    snprintf(text, sizeof text, "%s%s%s", name, value ? "=" : "", value ? sample : "");
    refprune_options options;
    refprune_options_init(&options);
    CHECK(refprune_options_parse(&options, text, NULL) == REFPRUNE_OK);
    CHECK(*help != '\0');
    refprune_options_dispose(&options);
    ++count;
  }
  CHECK(count > 0);
}

static void disposing_of_nothing_is_allowed(void) {
  refprune_options options = {0};
  refprune_options_dispose(&options);
  refprune_options_init(&options);
  refprune_options_dispose(&options);
  refprune_options_dispose(&options);
  CHECK(options.incref == NULL && options.observers.count == 0);
}

int main(void) {
  pass_names_replace_the_default_and_add_up();
  defaults_are_the_documented_ones();
  values_are_set_and_names_keep_their_case();
  later_texts_go_on_from_earlier_ones();
  the_locale_does_not_matter();
  errors_name_the_item();
  what_was_understood_before_an_error_stays();
  long_items_are_cut_in_messages();
  structs_of_another_version_are_refused();
  weights_that_are_none_are_refused();
  help_lists_exactly_what_the_parser_knows();
  disposing_of_nothing_is_allowed();
  return finish_checks();
}
