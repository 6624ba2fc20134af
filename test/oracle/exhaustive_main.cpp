/* refprune-exhaustive - prunes all small functions: none may change what a walk sees, and placement
 * must find the cheapest placement that the theorem allows.
 *
 * `--every N` takes each N-th function of a shape only; `--shape TEXT` the shapes whose name holds
 * the text; `--show N` prints the first N functions that miss the optimum.
 */
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <llvm-c/Analysis.h>
#include <refprune/prune.h>

#include "optimum.hpp"
#include "search.hpp"

using namespace oracle;

namespace {

struct Settings {
  uint64_t every = 1;
  std::string shape;
  unsigned show = 0;
  unsigned most_walks = 4000;
  bool expect_condemned = false;
};

struct Totals {
  uint64_t functions = 0;
  uint64_t changed = 0;
  uint64_t walks = 0;
  uint64_t cut_short = 0; /* not all walks were taken */
  uint64_t condemned = 0;
  uint64_t measured = 0; /* against the optimum */
  uint64_t dearer = 0;
  uint64_t cheaper = 0;

  void add(const Totals &other) {
    functions += other.functions;
    changed += other.changed;
    walks += other.walks;
    cut_short += other.cut_short;
    condemned += other.condemned;
    measured += other.measured;
    dearer += other.dearer;
    cheaper += other.cheaper;
  }
};

bool frequencies(void *context, LLVMValueRef function, const LLVMBasicBlockRef *blocks,
                 size_t count, double *frequency) {
  const Shape &shape = *static_cast<const Shape *>(context);
  std::vector<LLVMBasicBlockRef> order = blocks_of(function);
  for (size_t i = 0; i < count; i++) {
    auto place = std::find(order.begin(), order.end(), blocks[i]);
    frequency[i] = shape.blocks[static_cast<size_t>(place - order.begin())].frequency;
  }
  return true;
}

/* Options of one run over a shape. */
class ShapeOptions {
public:
  ShapeOptions(const char *text, Shape &shape) {
    refprune_options_init(&options);
    refprune_options_parse(&options, text, nullptr);
    options.frequencies = frequencies;
    options.frequencies_context = &shape;
  }
  ~ShapeOptions() {
    refprune_options_dispose(&options);
  }
  ShapeOptions(const ShapeOptions &) = delete;
  ShapeOptions &operator=(const ShapeOptions &) = delete;

  refprune_options options;
};

std::string print(LLVMValueRef value) {
  char *text = LLVMPrintValueToString(value);
  std::string copy = text;
  LLVMDisposeMessage(text);
  return copy;
}

double cost_of(const Model &model, const Shape &shape, double weight) {
  double sum = 0;
  for (size_t i = 0; i < model.blocks.size(); i++)
    for (const std::vector<Op> &gap : model.blocks[i].gaps)
      sum += static_cast<double>(gap.size()) * (shape.blocks[i].frequency + weight);
  return sum;
}

/* One shape under one set of options. */
class Run {
public:
  Run(Workshop &workshop, Shape &run_shape, const char *options_text, const Settings &run_settings)
      : shop(workshop), shape(run_shape), text_of_options(options_text),
        options(options_text, run_shape), settings(run_settings),
        words(vocabulary_of(options.options)),
        places(options.options.passes == REFPRUNE_PLACE && run_shape.phi_block < 0) {}

  void all(uint64_t every);
  Totals totals;

private:
  void one(const Text &text);
  std::string check(LLVMValueRef function, const Text &text);
  std::string check_walks(Model &before, Model &after);
  void compare_cost(const Model &after, const Text &text, LLVMValueRef function);

  Workshop &shop;
  Shape &shape;
  const char *text_of_options;
  ShapeOptions options;
  const Settings &settings;
  Vocabulary words;
  bool places; /* the optimum is known: one name */
  std::string story;
};

std::string Run::check_walks(Model &before, Model &after) {
  share_interest(before, after);
  Search how;
  how.walks = settings.most_walks;
  how.contract.strict = options.options.mode == REFPRUNE_STRICT;
  how.rules.may_forgive = may_forgive(options.options);
  Finding finding = search_all(before, after, how, 4);
  totals.walks += finding.judged;
  totals.cut_short += finding.judged + finding.discarded >= settings.most_walks;
  story = finding.story;
  return finding.reason;
}

void Run::compare_cost(const Model &after, const Text &text, LLVMValueRef function) {
  double weight = options.options.size_weight;
  double least = least_cost(shape, text, weight);
  double cost = cost_of(after, shape, weight);
  bool dearer = cost > least + 1e-9;
  bool cheaper = cost < least - 1e-9;
  totals.measured++;
  totals.dearer += dearer;
  totals.cheaper += cheaper;
  bool shown =
      (dearer && totals.dearer <= settings.show) || (cheaper && totals.cheaper <= settings.show);
  if (shown)
    std::printf("; %s: %s: cost %g, least %g\n%s", dearer ? "dearer" : "cheaper",
                spell(shape, text).c_str(), cost, least, print(function).c_str());
}

std::string Run::check(LLVMValueRef function, const Text &text) {
  std::vector<LLVMBasicBlockRef> order = blocks_of(function);
  Model before = read_model(function, order, words, nullptr);
  if (!before.problem.empty())
    return before.problem;
  refprune_report report;
  refprune_report_init(&report);
  refprune_message message = {};
  if (refprune_run_function(function, &options.options, &report, &message) != REFPRUNE_OK)
    return std::string("refused: ") + message.text;
  if (LLVMVerifyFunction(function, LLVMReturnStatusAction))
    return "the pruned function is invalid";
  Model after = read_model(function, order, words, &before);
  std::string problem = compare_shape(before, after);
  if (!problem.empty())
    return problem;
  totals.functions++;
  if (before.fingerprint() != after.fingerprint()) {
    totals.changed++;
    problem = check_walks(before, after);
  }
  if (problem.empty() && places)
    compare_cost(after, text, function);
  return problem;
}

void Run::one(const Text &text) {
  LLVMValueRef function = make_small(shop, shape, text);
  std::string problem = check(function, text);
  if (!problem.empty()) {
    totals.condemned++;
    std::printf("; CONDEMNED %s: %s\n; options: %s\n; ---- after\n%s%s\n",
                spell(shape, text).c_str(), problem.c_str(), text_of_options,
                print(function).c_str(), story.c_str());
  }
  LLVMDeleteFunction(function);
}

void Run::all(uint64_t every) {
  uint64_t count = text_count(shape);
  for (uint64_t i = 0; i < count && totals.condemned < 10; i += every)
    one(text_of(shape, i));
}

void print_totals(const char *name, const char *options, const Totals &totals) {
  std::printf("%-30s %-30s %8llu functions, %8llu changed, %9llu walks, %5llu cut short, %llu "
              "condemned",
              name, options, static_cast<unsigned long long>(totals.functions),
              static_cast<unsigned long long>(totals.changed),
              static_cast<unsigned long long>(totals.walks),
              static_cast<unsigned long long>(totals.cut_short),
              static_cast<unsigned long long>(totals.condemned));
  if (totals.measured > 0)
    std::printf("; %llu measured, %llu dearer and %llu cheaper than one cut can be",
                static_cast<unsigned long long>(totals.measured),
                static_cast<unsigned long long>(totals.dearer),
                static_cast<unsigned long long>(totals.cheaper));
  std::printf("\n");
  std::fflush(stdout);
}

/* The step between functions must have no factor in common with the alphabets' sizes, or whole
 * letters would never be met. */
uint64_t stride(uint64_t every) {
  while (every > 1 && (every % 2 == 0 || every % 3 == 0))
    every++;
  return every;
}

Totals run_shape(Shape &shape, const Settings &settings) {
  static const char *const runs[] = {"place", "place,size_weight=0", "patterns", "all",
                                     "all,mode=strict"};
  Totals sum;
  for (const char *options : runs) {
    LLVMContextRef context = LLVMContextCreate();
    {
      Workshop shop(context);
      Run run(shop, shape, options, settings);
      run.all(stride(settings.every));
      print_totals(shape.name, options, run.totals);
      sum.add(run.totals);
    }
    LLVMContextDispose(context);
  }
  return sum;
}

bool parse(int argc, char **argv, Settings &settings) {
  for (int i = 1; i < argc; i++) {
    if (std::strcmp(argv[i], "--expect-condemned") == 0) {
      settings.expect_condemned = true;
      continue;
    }
    if (i + 1 == argc)
      return false;
    const char *text = argv[i + 1];
    char *end;
    uint64_t number = std::strtoull(text, &end, 0);
    bool positive = *text != '\0' && *end == '\0' && number > 0;
    if (std::strcmp(argv[i], "--shape") == 0)
      settings.shape = text;
    else if (std::strcmp(argv[i], "--every") == 0 && positive)
      settings.every = number;
    else if (std::strcmp(argv[i], "--show") == 0 && positive)
      settings.show = static_cast<unsigned>(number);
    else if (std::strcmp(argv[i], "--walks") == 0 && positive)
      settings.most_walks = static_cast<unsigned>(number);
    else
      return false;
    i++;
  }
  return true;
}

} // namespace

int main(int argc, char **argv) {
  Settings settings;
  if (!parse(argc, argv, settings)) {
    std::fprintf(stderr,
                 "usage: %s [--every N] [--shape TEXT] [--show N] [--walks N] "
                 "[--expect-condemned]\n",
                 argv[0]);
    return 2;
  }
  Totals sum;
  std::vector<Shape> shapes = all_shapes();
  for (Shape &shape : shapes)
    if (std::string(shape.name).find(settings.shape) != std::string::npos)
      sum.add(run_shape(shape, settings));
  print_totals("all shapes", "", sum);
  if (settings.expect_condemned)
    return sum.condemned > 0 ? 0 : 1;
  return sum.condemned == 0 && sum.dearer == 0 && sum.walks > 0 ? 0 : 1;
}
