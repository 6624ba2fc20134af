/* raises.cpp - which blocks are raising exits: marked, with no work behind the mark. */
#include <algorithm>

#include "model.hpp"

namespace oracle {

namespace {

bool is_work(const Step &step, bool strict) {
  switch (step.kind) {
  case StepKind::op:
  case StepKind::fixed_op:
  case StepKind::consume:
    return true;
  case StepKind::outside_call:
  case StepKind::synchronise:
    return strict;
  default:
    return false;
  }
}

/* Does work follow the last marked store of the block in the block itself (0: no mark, no work)? */
struct Tail {
  bool marked = false;
  bool work_behind_mark = false;
  bool work = false;
};

Tail tail_of(const Block &block, bool strict) {
  Tail tail;
  for (const Step &step : block.steps) {
    if (step.kind == StepKind::raise_mark) {
      tail.marked = true;
      tail.work_behind_mark = false;
    }
    tail.work_behind_mark |= is_work(step, strict);
    tail.work |= is_work(step, strict);
  }
  for (const Edge &edge : block.edges) {
    tail.work_behind_mark |= !edge.ops.empty();
    tail.work |= !edge.ops.empty();
  }
  return tail;
}

void find_raises(Model &model, bool strict) {
  std::vector<Tail> tails;
  for (const Block &each : model.blocks)
    tails.push_back(tail_of(each, strict));
  std::vector<char> reaches(tails.size(), 0); /* work behind the block */
  for (bool news = true; news;) {
    news = false;
    for (size_t i = 0; i < tails.size(); i++)
      for (const Edge &edge : model.blocks[i].edges) {
        size_t target = static_cast<size_t>(edge.target);
        if (reaches[i] || (!tails[target].work && !reaches[target]))
          continue;
        reaches[i] = 1;
        news = true;
      }
  }
  for (size_t i = 0; i < tails.size(); i++)
    model.blocks[i].raises[strict] = tails[i].marked && !tails[i].work_behind_mark && !reaches[i];
}

bool has_op(const Block &block, const Op &wanted) {
  for (const std::vector<Op> &gap : block.gaps)
    for (const Op &op : gap)
      if (op.sign == wanted.sign && op.slot == wanted.slot)
        return true;
  return false;
}

} // namespace

void find_raises(Model &model) {
  find_raises(model, false);
  find_raises(model, true);
}

/* A pruner may remove what stands behind a mark, then let the exit forgive, and then put something
 * else there: in between only those operations stood there that it left alone. */
void find_raises_between(Model &before, const Model &after) {
  Model kept = before;
  for (size_t i = 0; i < kept.blocks.size(); i++) {
    std::vector<Step> &steps = kept.blocks[i].steps;
    auto gone = [&](const Step &step) {
      return step.kind == StepKind::op && !has_op(after.blocks[i], {step.count, step.source});
    };
    steps.erase(std::remove_if(steps.begin(), steps.end(), gone), steps.end());
  }
  find_raises(kept);
  for (size_t i = 0; i < kept.blocks.size(); i++)
    for (int strict = 0; strict < 2; strict++)
      before.blocks[i].raises[strict] |= kept.blocks[i].raises[strict];
}

} // namespace oracle
