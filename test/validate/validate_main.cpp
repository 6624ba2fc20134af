/* refprune-validate - walks through real functions before and after pruning.
 *
 *     refprune-validate [OPTIONS] FILES            prunes each module and compares
 *     refprune-validate --mutate SEED FILES        changes each module's operations at random first
 *     refprune-validate --inject SEED FILES        gives functions operations at random first
 *
 * With --repeat N that is done with N seeds, from SEED on; --save OLD keeps the last module as it was
 * before pruning.
 *
 *     refprune-validate [OPTIONS] --pair OLD NEW   compares two modules, function by function
 *     refprune-validate [OPTIONS] --inside FILE    compares the functions @before and @after of it
 *
 * Exit code: 0 nothing condemned, 1 something was, 2 usage or a file that cannot be used.
 */
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <llvm-c/Analysis.h>
#include <llvm-c/BitWriter.h>
#include <llvm-c/IRReader.h>
#include <refprune/prune.h>

#include "funclets.hpp"
#include "inject.hpp"
#include "ir_facts.hpp"
#include "mutate.hpp"
#include "search.hpp"

using namespace oracle;

namespace {

struct Settings {
  std::string options = "all";
  uint64_t seed = 1;
  uint64_t mutate = 0; /* 0: take the functions as they are */
  uint64_t inject = 0; /* likewise */
  uint64_t repeat = 1;
  std::string save;
  unsigned walks = 200;
  size_t every = 1; /* take each N-th file only */
  bool print = false;
  bool expect_condemned = false;
  bool pair = false;
  bool inside = false;
  std::vector<std::string> files;
};

struct Totals {
  uint64_t functions = 0;
  uint64_t changed = 0;
  uint64_t unread = 0;
  uint64_t walks = 0;
  uint64_t discarded = 0;
  uint64_t condemned = 0;
  bool unusable = false;
};

/* Without a handler LLVM ends the process on bad bitcode. */
void swallow(LLVMDiagnosticInfoRef diagnostic, void *context) {
  (void)diagnostic, (void)context;
}

/* One module in a context of its own; null where the file cannot be used. */
class LoadedModule {
public:
  explicit LoadedModule(const std::string &path) : context(LLVMContextCreate()) {
    LLVMContextSetDiagnosticHandler(context, swallow, nullptr);
    char *message = nullptr;
    LLVMMemoryBufferRef buffer;
    if (LLVMCreateMemoryBufferWithContentsOfFile(path.c_str(), &buffer, &message) ||
        LLVMParseIRInContext(context, buffer, &module, &message)) {
      std::fprintf(stderr, "refprune-validate: %s: %s\n", path.c_str(), message ? message : "?");
      module = nullptr;
    }
    LLVMDisposeMessage(message);
  }
  ~LoadedModule() {
    if (module)
      LLVMDisposeModule(module);
    LLVMContextDispose(context);
  }
  LoadedModule(const LoadedModule &) = delete;
  LoadedModule &operator=(const LoadedModule &) = delete;

  LLVMContextRef context;
  LLVMModuleRef module = nullptr;
};

/* A block that holds nothing but operations and leads on. */
bool only_operations(LLVMBasicBlockRef block, const Vocabulary &words) {
  LLVMValueRef end = LLVMGetBasicBlockTerminator(block);
  for (LLVMValueRef i = LLVMGetFirstInstruction(block); i != end; i = LLVMGetNextInstruction(i)) {
    if (LLVMGetInstructionOpcode(i) != LLVMCall)
      return false;
    const char *name = value_name(called_function(i));
    if (words.incref != name && words.decref != name)
      return false;
  }
  return LLVMGetNumSuccessors(end) == 1;
}

bool has_block(const std::vector<LLVMBasicBlockRef> &blocks, const char *name) {
  for (LLVMBasicBlockRef block : blocks)
    if (std::strcmp(value_name(LLVMBasicBlockAsValue(block)), name) == 0)
      return true;
  return false;
}

/* The blocks of a pruned function that stand for those of the unpruned one. Where there are more,
 * the surplus holds operations only; a wrong guess shows as a difference later. */
std::vector<LLVMBasicBlockRef> match_blocks(LLVMValueRef before, LLVMValueRef after,
                                            const Vocabulary &words) {
  std::vector<LLVMBasicBlockRef> old_blocks = blocks_of(before);
  std::vector<LLVMBasicBlockRef> matched;
  std::vector<LLVMBasicBlockRef> new_blocks = blocks_of(after);
  size_t surplus = new_blocks.size() - std::min(new_blocks.size(), old_blocks.size());
  for (LLVMBasicBlockRef block : new_blocks) {
    size_t next = matched.size();
    const char *name = value_name(LLVMBasicBlockAsValue(block));
    bool old = next < old_blocks.size() && only_operations(old_blocks[next], words);
    if (*name != '\0')
      old = has_block(old_blocks, name);
    if (surplus > 0 && only_operations(block, words) && !old)
      surplus--;
    else
      matched.push_back(block);
  }
  return matched;
}

class Validator {
public:
  Validator(const Settings &read_settings, const refprune_options &pruning_options)
      : settings(read_settings), options(pruning_options), words(vocabulary_of(pruning_options)) {}

  void prune_and_compare(const std::string &path, uint64_t round);
  void compare_pair(const std::string &old_path, const std::string &new_path);
  void compare_inside(const std::string &path);

  Totals totals;

private:
  struct Unpruned {
    LLVMValueRef function; /* itself, which pruning changes */
    Model model;
    std::vector<LLVMBasicBlockRef> order;
    unsigned strays;
  };
  void compare(const std::string &where, Unpruned &before, LLVMValueRef function,
               const std::vector<LLVMBasicBlockRef> &order);
  Finding look_for_difference(Model &before, Model &after);
  void condemn(const std::string &where, const Finding &finding, LLVMValueRef function);
  bool wanted(LLVMValueRef function, Unpruned &before);
  bool change(LLVMModuleRef module, const std::string &path, uint64_t round);
  bool prune(LLVMModuleRef module, const std::string &path);
  void expect_stable(const std::string &path, LLVMModuleRef module);

  const Settings &settings;
  const refprune_options &options;
  Vocabulary words;
};

void print_function(const char *title, LLVMValueRef function) {
  char *text = LLVMPrintValueToString(function);
  std::printf("; ---- %s\n%s", title, text);
  LLVMDisposeMessage(text);
}

void Validator::condemn(const std::string &where, const Finding &finding, LLVMValueRef function) {
  totals.condemned++;
  std::printf("; CONDEMNED %s: %s\n; options: %s\n", where.c_str(), finding.reason.c_str(),
              settings.options.c_str());
  if (settings.print)
    print_function("after", function);
  std::printf("%s\n", finding.story.c_str());
}

/* Reads a function that has something to compare. */
bool Validator::wanted(LLVMValueRef function, Unpruned &before) {
  if (LLVMIsDeclaration(function))
    return false;
  before = {function, {}, blocks_of(function), count_strays(function, words)};
  before.model = read_model(function, before.order, words, nullptr);
  totals.unread += !before.model.problem.empty();
  return before.model.problem.empty() && before.model.op_count() > 0;
}

Finding Validator::look_for_difference(Model &before, Model &after) {
  share_interest(before, after);
  Search how;
  how.walks = settings.walks;
  how.contract.strict = options.mode == REFPRUNE_STRICT;
  how.rules.may_forgive = may_forgive(options);
  Random random(settings.seed);
  return search(before, after, how, random);
}

void Validator::compare(const std::string &where, Unpruned &before, LLVMValueRef function,
                        const std::vector<LLVMBasicBlockRef> &order) {
  totals.functions++;
  Model after = read_model(function, order, words, &before.model);
  Finding finding;
  finding.reason = compare_shape(before.model, after);
  if (count_strays(function, words) > before.strays)
    finding.reason = "an operation was put into a funclet without its bundle";
  finding.condemned = !finding.reason.empty();
  bool changed = finding.condemned || before.model.fingerprint() != after.fingerprint();
  totals.changed += changed;
  if (changed && !finding.condemned)
    finding = look_for_difference(before.model, after);
  totals.walks += finding.judged;
  totals.discarded += finding.discarded;
  if (finding.condemned)
    condemn(where, finding, function);
}

/* Injects operations and changes them, where wanted. */
bool Validator::change(LLVMModuleRef module, const std::string &path, uint64_t round) {
  Random injections(settings.inject + round), mutations(settings.mutate + round);
  if (settings.inject)
    inject_module(module, words, injections);
  if (settings.mutate)
    mutate_module(module, words, mutations);
  char *why = nullptr;
  bool valid = !LLVMVerifyModule(module, LLVMReturnStatusAction, &why);
  if (!valid)
    std::fprintf(stderr, "refprune-validate: %s: seed %llu: changed, it is invalid: %s\n", path.c_str(),
                 static_cast<unsigned long long>(round), why);
  LLVMDisposeMessage(why);
  if (!settings.save.empty())
    LLVMWriteBitcodeToFile(module, settings.save.c_str());
  totals.unusable |= !valid;
  return valid;
}

bool Validator::prune(LLVMModuleRef module, const std::string &path) {
  refprune_report report;
  refprune_report_init(&report);
  refprune_message message = {};
  if (refprune_run_module(module, &options, &report, &message) != REFPRUNE_OK) {
    std::fprintf(stderr, "refprune-validate: %s: %s\n", path.c_str(), message.text);
    totals.unusable = true;
    return false;
  }
  if (LLVMVerifyModule(module, LLVMReturnStatusAction, nullptr)) {
    std::printf("; CONDEMNED %s: the pruned module is invalid\n", path.c_str());
    totals.condemned++;
    return false;
  }
  return true;
}

void Validator::prune_and_compare(const std::string &path, uint64_t round) {
  LoadedModule loaded(path);
  totals.unusable |= !loaded.module;
  if (!loaded.module || !change(loaded.module, path, round))
    return;
  std::vector<Unpruned> functions;
  for (LLVMValueRef i = LLVMGetFirstFunction(loaded.module); i; i = LLVMGetNextFunction(i)) {
    Unpruned before;
    if (wanted(i, before))
      functions.push_back(std::move(before));
  }
  if (!prune(loaded.module, path))
    return;
  std::string label = settings.repeat > 1 ? path + " round " + std::to_string(round) : path;
  for (Unpruned &each : functions)
    compare(label + " " + value_name(each.function), each, each.function, each.order);
  expect_stable(label, loaded.module);
}

/* A second run finds nothing, but where edges are split, for that is another graph. */
void Validator::expect_stable(const std::string &path, LLVMModuleRef module) {
  refprune_report report;
  refprune_report_init(&report);
  refprune_message message = {};
  bool ran = refprune_run_module(module, &options, &report, &message) == REFPRUNE_OK;
  if (ran && (!report.changed || options.split_edges))
    return;
  std::printf("; CONDEMNED %s: a second run changes the module again\n", path.c_str());
  totals.condemned++;
}

void Validator::compare_pair(const std::string &old_path, const std::string &new_path) {
  LoadedModule old_module(old_path);
  LoadedModule new_module(new_path);
  totals.unusable |= !old_module.module || !new_module.module;
  if (totals.unusable)
    return;
  for (LLVMValueRef i = LLVMGetFirstFunction(old_module.module); i; i = LLVMGetNextFunction(i)) {
    Unpruned before;
    if (!wanted(i, before))
      continue;
    LLVMValueRef function = LLVMGetNamedFunction(new_module.module, value_name(i));
    if (function && !LLVMIsDeclaration(function)) {
      compare(std::string(value_name(i)), before, function, match_blocks(i, function, words));
      continue;
    }
    std::fprintf(stderr, "refprune-validate: %s has no body of @%s\n", new_path.c_str(),
                 value_name(i));
    totals.unusable = true;
  }
}

void Validator::compare_inside(const std::string &path) {
  LoadedModule loaded(path);
  LLVMValueRef before = loaded.module ? LLVMGetNamedFunction(loaded.module, "before") : nullptr;
  LLVMValueRef after = loaded.module ? LLVMGetNamedFunction(loaded.module, "after") : nullptr;
  Unpruned unpruned;
  if (!before || !after || !wanted(before, unpruned)) {
    std::fprintf(stderr, "refprune-validate: %s needs functions @before and @after\n",
                 path.c_str());
    totals.unusable = true;
    return;
  }
  compare(path, unpruned, after, match_blocks(before, after, words));
}

bool parse_value(Settings &settings, const std::string &name, const char *text) {
  char *end;
  uint64_t number = std::strtoull(text, &end, 0);
  bool is_number = *text != '\0' && *end == '\0';
  if (name == "--options")
    settings.options = text;
  else if (name == "--seed" && is_number)
    settings.seed = number;
  else if (name == "--mutate" && is_number && number > 0)
    settings.mutate = number;
  else if (name == "--inject" && is_number && number > 0)
    settings.inject = number;
  else if (name == "--repeat" && is_number)
    settings.repeat = number;
  else if (name == "--save")
    settings.save = text;
  else if (name == "--walks" && is_number)
    settings.walks = static_cast<unsigned>(number);
  else if (name == "--every" && is_number && number > 0)
    settings.every = number;
  else
    return false;
  return true;
}

bool parse(int argc, char **argv, Settings &settings) {
  for (int i = 1; i < argc; i++) {
    std::string name = argv[i];
    if (name == "--print")
      settings.print = true;
    else if (name == "--expect-condemned")
      settings.expect_condemned = true;
    else if (name == "--pair")
      settings.pair = true;
    else if (name == "--inside")
      settings.inside = true;
    else if (name.compare(0, 2, "--") != 0)
      settings.files.push_back(name);
    else if (i + 1 == argc || !parse_value(settings, name, argv[++i]))
      return false;
  }
  return settings.pair ? settings.files.size() == 2 : !settings.files.empty();
}

int report(const Settings &settings, const Totals &totals) {
  std::printf("validate: %llu functions, %llu changed, %llu not readable, %llu walks judged, %llu "
              "discarded, %llu condemned\n",
              static_cast<unsigned long long>(totals.functions),
              static_cast<unsigned long long>(totals.changed),
              static_cast<unsigned long long>(totals.unread),
              static_cast<unsigned long long>(totals.walks),
              static_cast<unsigned long long>(totals.discarded),
              static_cast<unsigned long long>(totals.condemned));
  if (totals.unusable)
    return 2;
  return (totals.condemned > 0) == settings.expect_condemned ? 0 : 1;
}

int validate(const Settings &settings, const refprune_options &options) {
  Validator validator(settings, options);
  if (settings.pair)
    validator.compare_pair(settings.files[0], settings.files[1]);
  for (size_t i = 0; i < settings.files.size() && !settings.pair; i += settings.every)
    if (settings.inside)
      validator.compare_inside(settings.files[i]);
    else
      for (uint64_t round = 0; round < settings.repeat; round++)
        validator.prune_and_compare(settings.files[i], round);
  return report(settings, validator.totals);
}

} // namespace

int main(int argc, char **argv) {
  Settings settings;
  if (!parse(argc, argv, settings)) {
    std::fprintf(stderr,
                 "usage: %s [--options TEXT] [--walks N] [--seed N] [--every N] [--mutate SEED]\n"
                 "       [--inject SEED] [--repeat N] [--save OLD] [--print] [--expect-condemned]\n"
                 "       FILES | --pair OLD NEW | --inside FILES\n",
                 argv[0]);
    return 2;
  }
  refprune_options options;
  refprune_message message;
  if (refprune_options_init(&options) != REFPRUNE_OK)
    return 2;
  int code = 2;
  if (refprune_options_parse(&options, settings.options.c_str(), &message) == REFPRUNE_OK)
    code = validate(settings, options);
  else
    std::fprintf(stderr, "refprune-validate: %s\n", message.text);
  refprune_options_dispose(&options);
  return code;
}
