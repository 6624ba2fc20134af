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

bool same_ops(const std::vector<Op> &left, const std::vector<Op> &right) {
  bool same = left.size() == right.size();
  for (size_t i = 0; same && i < left.size(); i++)
    same = left[i].sign == right[i].sign && left[i].slot == right[i].slot;
  return same;
}

/* Blocks in or behind which an op changed: the places to walk to. */
std::vector<int> changed_blocks(const Model &before, const Model &after) {
  std::vector<int> changed;
  for (size_t i = 0; i < before.blocks.size(); i++) {
    bool same = true;
    for (size_t gap = 0; gap < before.blocks[i].gaps.size(); gap++)
      same &= same_ops(before.blocks[i].gaps[gap], after.blocks[i].gaps[gap]);
    for (const Edge &edge : after.blocks[i].edges)
      same &= edge.ops.empty();
    if (!same)
      changed.push_back(static_cast<int>(i));
  }
  return changed;
}

WalkLimits draw_limits(const std::vector<int> &targets, Random &random) {
  WalkLimits limits;
  if (!targets.empty() && random.chance(60))
    limits.target = targets[random.below(targets.size())];
  limits.wander = random.chance(70) ? random.below(12) : random.below(48);
  return limits;
}

std::vector<std::string> copy(const refprune_names &names) {
  return std::vector<std::string>(names.name, names.name + names.count);
}

} // namespace

namespace {

/* One walk; says whether it condemns. */
bool try_walk(Walker &walker, const WalkLimits &limits, const Search &how, Random &random,
              Finding &finding) {
  Trace trace;
  if (!walker.walk(limits, trace)) {
    finding.discarded++;
    return false;
  }
  Trace untouched = trace;
  Random state = random;
  Verdict verdict = Judge(trace, how.rules, random).judge();
  finding.judged += verdict.well_formed;
  finding.discarded += !verdict.well_formed;
  finding.condemned = verdict.condemned;
  finding.reason = verdict.reason;
  if (verdict.condemned && !random.decided())
    finding.story = tell(untouched, how, state);
  return verdict.condemned;
}

} // namespace

Finding search(const Model &before, const Model &after, const Search &how, Random &random) {
  Finding finding;
  Walker walker(before, after, how.contract, random);
  std::vector<int> targets = changed_blocks(before, after);
  for (unsigned i = 0; i < how.walks; i++)
    if (try_walk(walker, draw_limits(targets, random), how, random, finding))
      break;
  return finding;
}

Finding search_all(const Model &before, const Model &after, const Search &how, unsigned wander) {
  Finding finding;
  Choices choices;
  Random random(choices);
  Walker walker(before, after, how.contract, random);
  WalkLimits limits;
  limits.wander = wander;
  for (unsigned i = 0; i < how.walks && !finding.condemned && choices.next(); i++)
    try_walk(walker, limits, how, random, finding);
  if (finding.condemned) {
    Trace trace;
    choices.again();
    walker.walk(limits, trace);
    finding.story = tell(trace, how, random);
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
