/* refprune-oracle - prunes random functions and walks through them, before and after.
 *
 * A case is named by its seed. A function that is condemned is printed with its options, before and
 * after, and the walk that condemns it; the exit code is then 1.
 */
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <llvm-c/Analysis.h>
#include <refprune/prune.h>

#include "generate.hpp"
#include "ir_facts.hpp"
#include "search.hpp"

using namespace oracle;

namespace {

struct Settings {
  uint64_t seed = 1;
  uint64_t count = 1000;
  unsigned walks = 48;
  bool only = false;
  bool expect_condemned = false;
  bool self_test = false;
  int mode = -1; /* refprune_mode, or -1: drawn */
};

struct Totals {
  uint64_t functions = 0;
  uint64_t changed = 0;
  uint64_t walks = 0;
  uint64_t discarded = 0;
  uint64_t ops_before = 0;
  uint64_t ops_after = 0;
};

/* The function under test as a table: what the frequencies callback answers. */
double frequency_of(uint64_t seed, size_t block) {
  static const double some[] = {0.01, 0.25, 1, 1, 2, 8, 100};
  return block == 0 ? 1 : some[Random(seed * 31 + block).below(7)];
}

bool frequencies(void *context, LLVMValueRef function, const LLVMBasicBlockRef *blocks,
                 size_t count, double *frequency) {
  std::vector<LLVMBasicBlockRef> order = blocks_of(function);
  for (size_t i = 0; i < count; i++) {
    auto place = std::find(order.begin(), order.end(), blocks[i]);
    frequency[i] =
        frequency_of(*static_cast<uint64_t *>(context), static_cast<size_t>(place - order.begin()));
  }
  return true;
}

/* Draws options; the text tells them in a report. */
class DrawnOptions {
public:
  DrawnOptions(uint64_t drawn_seed, const Settings &settings) : seed(drawn_seed) {
    refprune_options_init(&options);
    Random random(seed ^ 0x5bd1e995);
    static const char *const subsets[] = {
        "all",     "all",    "all",          "place",         "place",    "per_bb",
        "diamond", "fanout", "fanout_raise", "per_bb,fanout", "patterns", "diamond,place"};
    text = subsets[random.below(12)];
    bool strict = settings.mode < 0 ? random.chance(35) : settings.mode == REFPRUNE_STRICT;
    text += strict ? ",mode=strict" : ",mode=contract";
    text += ",alloc=fresh,alloc=own,leaf_alloc=leaf";
    add(random, 30, ",verify");
    add(random, 40, ",split_edges");
    add(random, 30, ",size_weight=0");
    add(random, 5, ",subgraph_limit=3");
    add(random, 4, ",limit=2");
    with_frequencies = random.chance(50);
    module_run = random.chance(20);
    if (with_frequencies) {
      options.frequencies = frequencies;
      options.frequencies_context = &seed;
    }
    refprune_message message;
    if (refprune_options_parse(&options, text.c_str(), &message) != REFPRUNE_OK)
      problem = message.text;
  }
  ~DrawnOptions() {
    refprune_options_dispose(&options);
  }
  DrawnOptions(const DrawnOptions &) = delete;
  DrawnOptions &operator=(const DrawnOptions &) = delete;

  refprune_options options;
  std::string text;
  std::string problem;
  bool with_frequencies;
  bool module_run;

private:
  void add(Random &random, unsigned percent, const char *item) {
    if (random.chance(percent))
      text += item;
  }

  uint64_t seed;
};

std::string print(LLVMValueRef value) {
  char *text = LLVMPrintValueToString(value);
  std::string copy = text;
  LLVMDisposeMessage(text);
  return copy;
}

/* What a pointer is another name of, as far as a few lines can tell. */
LLVMValueRef origin(LLVMValueRef value) {
  LLVMValueRef whole;
  for (;;) {
    if (LLVMIsAFreezeInst(value))
      value = LLVMGetOperand(value, 0);
    else if (LLVMIsAGetElementPtrInst(value) && all_zero_indices(value))
      value = LLVMGetOperand(value, 0);
    else if (LLVMIsAIntToPtrInst(value) && LLVMIsAPtrToIntInst(LLVMGetOperand(value, 0)) &&
             LLVMGetIntTypeWidth(LLVMTypeOf(LLVMGetOperand(value, 0))) == 64)
      value = LLVMGetOperand(LLVMGetOperand(value, 0), 0);
    else if (LLVMIsAExtractValueInst(value) && (whole = LLVMGetOperand(value, 0)) &&
             LLVMIsAInsertValueInst(whole) && LLVMGetIndices(whole)[0] == LLVMGetIndices(value)[0])
      value = LLVMGetOperand(whole, 1);
    else
      return value;
  }
}

/* A pruner that removes something at random: what the self-test expects to be caught. Returns what
 * it knows of the change: 0 nothing changed, 1 wrong or right, 2 right. */
int mutate(LLVMValueRef function, Random &random) {
  std::vector<LLVMValueRef> ops;
  for (LLVMBasicBlockRef block : blocks_of(function))
    for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i)) {
      const char *name =
          LLVMGetInstructionOpcode(i) == LLVMCall ? LLVMGetValueName(LLVMGetCalledValue(i)) : "";
      if (std::strcmp(name, "NRT_incref") == 0 || std::strcmp(name, "NRT_decref") == 0)
        ops.push_back(i);
    }
  if (ops.empty())
    return 0;
  size_t chosen = random.below(ops.size());
  LLVMValueRef next = LLVMGetNextInstruction(ops[chosen]);
  bool cancels = chosen + 1 < ops.size() && next == ops[chosen + 1] &&
                 origin(LLVMGetOperand(next, 0)) == origin(LLVMGetOperand(ops[chosen], 0)) &&
                 LLVMGetCalledValue(next) != LLVMGetCalledValue(ops[chosen]) &&
                 std::strcmp(LLVMGetValueName(LLVMGetCalledValue(next)), "NRT_decref") == 0;
  if (cancels)
    LLVMInstructionEraseFromParent(next);
  LLVMInstructionEraseFromParent(ops[chosen]);
  return cancels ? 2 : 1;
}

class Case {
public:
  Case(Workshop &workshop, uint64_t case_seed, const Settings &case_settings, Totals &case_totals)
      : shop(workshop), seed(case_seed), settings(case_settings), totals(case_totals),
        drawn(case_seed, case_settings), words(vocabulary_of(drawn.options)) {}

  /* Empty: nothing wrong. */
  std::string run();

private:
  std::string prune(LLVMValueRef function, refprune_report &report);
  std::string check(LLVMValueRef function);
  std::string check_walks(Model &before, Model &after);
  std::string check_report(const refprune_report &report, const Model &before, const Model &after);
  std::string check_second_run(LLVMValueRef function, const Model &before);
  std::string check_dressed(const Dress &dress, uint64_t expected, const char *what);
  double cost(const Model &model) const;
  void report(const std::string &problem);

  Workshop &shop;
  uint64_t seed;
  const Settings &settings;
  Totals &totals;
  DrawnOptions drawn;
  Vocabulary words;
  std::vector<LLVMBasicBlockRef> order;
  std::string story;
};

std::string Case::prune(LLVMValueRef function, refprune_report &report) {
  refprune_message message = {};
  refprune_report_init(&report);
  refprune_status status = drawn.module_run
                               ? refprune_run_module(shop.module, &drawn.options, &report, &message)
                               : refprune_run_function(function, &drawn.options, &report, &message);
  if (status != REFPRUNE_OK)
    return std::string("refused: ") + message.text;
  if (LLVMVerifyFunction(function, LLVMReturnStatusAction))
    return "the pruned function is invalid";
  return "";
}

double Case::cost(const Model &model) const {
  double sum = 0;
  for (size_t i = 0; i < model.blocks.size(); i++)
    for (const std::vector<Op> &gap : model.blocks[i].gaps)
      sum += static_cast<double>(gap.size()) * (frequency_of(seed, i) + drawn.options.size_weight);
  return sum;
}

std::string Case::check_report(const refprune_report &report, const Model &before,
                               const Model &after) {
  uint64_t was = report.increfs_before + report.decrefs_before;
  uint64_t is = report.increfs_after + report.decrefs_after;
  if (was - is != before.op_count() - after.op_count())
    return "the report's numbers of operations do not fit the function";
  if ((before.fingerprint() != after.fingerprint()) != (report.changed != 0))
    return "the report is wrong about whether there was a change";
  bool split = false;
  for (const Block &block : after.blocks)
    for (const Edge &edge : block.edges)
      split |= !edge.ops.empty();
  if (split && !report.cfg_changed)
    return "the report does not tell that an edge was split";
  if (drawn.with_frequencies && !split && cost(after) > cost(before) * (1 + 1e-9))
    return "the pruned function costs more";
  return "";
}

std::string Case::check_walks(Model &before, Model &after) {
  share_interest(before, after);
  Search how;
  how.walks = settings.walks;
  how.contract.strict = drawn.options.mode == REFPRUNE_STRICT;
  how.rules.may_forgive = may_forgive(drawn.options);
  Random random(seed ^ 0xfeedface);
  Finding finding = search(before, after, how, random);
  totals.walks += finding.judged;
  totals.discarded += finding.discarded;
  story = finding.story;
  return finding.reason;
}

/* `before` has made room for the constants that came up since, so what is there now is read by it, too. */
std::string Case::check_second_run(LLVMValueRef function, const Model &before) {
  /* A second run goes on where the first had to stop. What a host says of blocks on edges that were
   * split is not what the first run took for them. */
  if (drawn.options.limit != UINT64_MAX || (drawn.options.split_edges && drawn.with_frequencies))
    return "";
  const uint64_t expected = read_model(function, order, words, &before).fingerprint();
  refprune_report report;
  std::string problem = prune(function, report);
  if (!problem.empty())
    return "second run: " + problem;
  Model again = read_model(function, order, words, &before);
  if (report.changed || again.fingerprint() != expected)
    return "a second run changes the function again";
  return "";
}

std::string Case::check_dressed(const Dress &dress, uint64_t expected, const char *what) {
  LLVMValueRef function = shop.generate(seed, dress);
  std::vector<LLVMBasicBlockRef> blocks = blocks_of(function);
  Model before = read_model(function, blocks, words, nullptr);
  refprune_report report;
  std::string problem = prune(function, report);
  uint64_t result = 0;
  if (problem.empty())
    result = read_model(function, blocks, words, &before).fingerprint();
  LLVMDeleteFunction(function);
  if (!problem.empty())
    return problem;
  return result == expected ? "" : std::string("the result differs ") + what;
}

std::string Case::check(LLVMValueRef function) {
  order = blocks_of(function);
  Model before = read_model(function, order, words, nullptr);
  if (!before.problem.empty())
    return "the oracle cannot read what it made: " + before.problem;
  refprune_report report;
  std::string problem = prune(function, report);
  if (!problem.empty())
    return problem;
  Model after = read_model(function, order, words, &before);
  problem = compare_shape(before, after);
  if (problem.empty())
    problem = check_report(report, before, after);
  totals.functions++;
  totals.ops_before += before.op_count();
  totals.ops_after += after.op_count();
  if (!problem.empty() || !report.changed)
    return problem;
  totals.changed++;
  const uint64_t expected = after.fingerprint();
  problem = check_walks(before, after);
  if (problem.empty())
    problem = check_second_run(function, before);
  /* A limit counts over a whole run: with the twin in the module it is met earlier. */
  bool comparable = !drawn.module_run || drawn.options.limit == UINT64_MAX;
  if (!problem.empty() || seed % 16 != 0 || !comparable)
    return problem;
  LLVMSetValueName2(function, "g", 1); /* each twin is called f */
  problem = check_dressed({false, false}, expected, "from run to run");
  if (problem.empty())
    problem = check_dressed({true, false}, expected, "with the values' names");
  if (problem.empty())
    problem = check_dressed({false, true}, expected, "with debug information");
  return problem;
}

/* Prints the case, made anew: before, after one run and after a second one. */
void Case::report(const std::string &problem) {
  LLVMValueRef function = shop.generate(seed, {});
  std::printf("; CONDEMNED seed %llu: %s\n; options: %s%s%s\n; ---- before\n%s",
              static_cast<unsigned long long>(seed), problem.c_str(), drawn.text.c_str(),
              drawn.with_frequencies ? " (drawn frequencies)" : "",
              drawn.module_run ? " (module run)" : "", print(function).c_str());
  refprune_report unused;
  prune(function, unused);
  std::string once = print(function);
  prune(function, unused);
  std::string twice = print(function);
  std::printf("; ---- after\n%s", once.c_str());
  if (once != twice)
    std::printf("; ---- after a second run\n%s", twice.c_str());
  std::printf("; ---- the walk, counts before/after\n%s\n", story.c_str());
  LLVMDeleteFunction(function);
}

std::string Case::run() {
  if (!drawn.problem.empty())
    return drawn.problem;
  LLVMValueRef function = shop.generate(seed, {});
  bool valid = !LLVMVerifyFunction(function, LLVMReturnStatusAction);
  std::string problem = valid ? check(function) : "the oracle made an invalid function";
  LLVMDeleteFunction(function);
  if (!problem.empty())
    report(problem);
  return problem;
}

/* How often is a wrong change caught, and is a right one let be? */
bool self_test(const Settings &settings) {
  LLVMContextRef context = LLVMContextCreate();
  uint64_t wrong = 0, caught = 0, right = 0, slandered = 0;
  {
    Workshop shop(context);
    refprune_options options;
    refprune_options_init(&options);
    refprune_options_parse(&options, "alloc=fresh,alloc=own,leaf_alloc=leaf", nullptr);
    Vocabulary words = vocabulary_of(options);
    refprune_options_dispose(&options);
    for (uint64_t i = 0; i < settings.count; i++) {
      LLVMValueRef function = shop.generate(settings.seed + i, {});
      std::vector<LLVMBasicBlockRef> order = blocks_of(function);
      Model before = read_model(function, order, words, nullptr);
      Random random(settings.seed + i);
      int known = mutate(function, random);
      Model after = read_model(function, order, words, &before);
      share_interest(before, after);
      Search how;
      how.rules.may_forgive = false;
      bool pinned = !compare_shape(before, after).empty(); /* such an op must not go at all */
      bool condemned = pinned || (known != 0 && search(before, after, how, random).condemned);
      known = pinned ? 1 : known;
      (known == 2 ? right : wrong) += known != 0;
      (known == 2 ? slandered : caught) += condemned;
      LLVMDeleteFunction(function);
    }
  }
  LLVMContextDispose(context);
  std::printf(
      "self-test: %llu single removals, %llu condemned; %llu cancelling pairs, %llu condemned\n",
      static_cast<unsigned long long>(wrong), static_cast<unsigned long long>(caught),
      static_cast<unsigned long long>(right), static_cast<unsigned long long>(slandered));
  /* A lone op may stand where no complete path leads, or be on null; two thirds are a low bar. */
  return wrong > 0 && right > 0 && caught * 3 >= wrong * 2 && slandered == 0;
}

bool parse(int argc, char **argv, Settings &settings) {
  for (int i = 1; i < argc; i++) {
    std::string name = argv[i];
    if (name == "--expect-condemned") {
      settings.expect_condemned = true;
    } else if (name == "--self-test") {
      settings.self_test = true;
    } else if (i + 1 == argc) {
      return false;
    } else {
      const char *text = argv[++i];
      char *end;
      uint64_t number = std::strtoull(text, &end, 0);
      bool is_number = *text != '\0' && *end == '\0';
      if (name == "--mode" &&
          (std::strcmp(text, "strict") == 0 || std::strcmp(text, "contract") == 0))
        settings.mode = std::strcmp(text, "strict") == 0 ? REFPRUNE_STRICT : REFPRUNE_CONTRACT;
      else if (name == "--seed" && is_number)
        settings.seed = number;
      else if (name == "--count" && is_number)
        settings.count = number;
      else if (name == "--walks" && is_number)
        settings.walks = static_cast<unsigned>(number);
      else if (name == "--only-seed" && is_number) {
        settings.seed = number;
        settings.count = 1;
      } else
        return false;
    }
  }
  return true;
}

uint64_t run_all(const Settings &settings, Totals &totals) {
  constexpr uint64_t functions_a_module = 2000;
  uint64_t condemned = 0;
  uint64_t most = settings.expect_condemned ? 1 : 10;
  for (uint64_t done = 0; done < settings.count && condemned < most;) {
    LLVMContextRef context = LLVMContextCreate();
    {
      Workshop shop(context);
      uint64_t end = std::min(settings.count, done + functions_a_module);
      for (; done < end && condemned < most; done++)
        condemned += !Case(shop, settings.seed + done, settings, totals).run().empty();
    }
    LLVMContextDispose(context);
  }
  return condemned;
}

} // namespace

int main(int argc, char **argv) {
  Settings settings;
  if (!parse(argc, argv, settings)) {
    std::fprintf(stderr,
                 "usage: %s [--seed N] [--count N] [--only-seed N] [--walks N] "
                 "[--mode contract|strict] [--expect-condemned] [--self-test]\n",
                 argv[0]);
    return 2;
  }
  if (settings.self_test)
    return self_test(settings) ? 0 : 1;
  Totals totals;
  uint64_t condemned = run_all(settings, totals);
  std::printf("oracle: %llu functions, %llu changed, operations %llu -> %llu, %llu walks judged, "
              "%llu discarded, %llu condemned\n",
              static_cast<unsigned long long>(totals.functions),
              static_cast<unsigned long long>(totals.changed),
              static_cast<unsigned long long>(totals.ops_before),
              static_cast<unsigned long long>(totals.ops_after),
              static_cast<unsigned long long>(totals.walks),
              static_cast<unsigned long long>(totals.discarded),
              static_cast<unsigned long long>(condemned));
  if (settings.expect_condemned)
    return condemned > 0 ? 0 : 1;
  return condemned == 0 && totals.walks > 0 ? 0 : 1;
}
