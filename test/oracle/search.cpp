/* search.cpp - see search.hpp. */
#include "search.hpp"

namespace oracle {

namespace {

std::string tell(Trace &trace, const Search &how, Random random) {
  Judge judge(trace, how.rules, random);
  judge.tell = true;
  judge.judge();
  return judge.story;
}

std::vector<std::string> copy(const refprune_names &names) {
  return std::vector<std::string>(names.name, names.name + names.count);
}

} // namespace

Finding search(const Model &before, const Model &after, const Search &how, Random &random) {
  Finding finding;
  Trace trace;
  Walker walker(before, after, how.strict, random);
  for (unsigned i = 0; i < how.walks; i++) {
    if (!walker.walk(how.limits, trace)) {
      finding.discarded++;
      continue;
    }
    Trace untouched = trace;
    Random state = random;
    Verdict verdict = Judge(trace, how.rules, random).judge();
    finding.judged += verdict.well_formed;
    finding.discarded += !verdict.well_formed;
    if (!verdict.condemned)
      continue;
    finding.condemned = true;
    finding.reason = verdict.reason;
    finding.story = tell(untouched, how, state);
    return finding;
  }
  return finding;
}

Vocabulary vocabulary_of(const refprune_options &options) {
  Vocabulary words;
  words.incref = options.incref;
  words.decref = options.decref;
  words.raise_metadata = options.raise_metadata;
  words.observers = copy(options.observers);
  words.allocators = copy(options.allocators);
  words.leaf_allocators = copy(options.leaf_allocators);
  return words;
}

bool may_forgive(const refprune_options &options) {
  return (options.passes & (REFPRUNE_FANOUT_RAISE | REFPRUNE_PLACE)) != 0;
}

} // namespace oracle
