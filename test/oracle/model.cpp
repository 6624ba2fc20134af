/* model.cpp - questions about models. */
#include "model.hpp"

namespace oracle {

size_t Model::op_count() const {
  size_t count = split_ops + idle_ops;
  for (const Block &block : blocks)
    for (const std::vector<Op> &gap : block.gaps)
      count += gap.size();
  return count;
}

namespace {

class Hash {
public:
  void add(uint64_t number) {
    value = (value ^ number) * 0x100000001b3u + (value >> 29);
  }

  void add(const std::vector<Op> &ops) {
    add(ops.size());
    for (const Op &op : ops) {
      add(static_cast<uint64_t>(op.sign + 2));
      add(static_cast<uint64_t>(op.slot));
    }
  }

  uint64_t value = 0xcbf29ce484222325u;
};

std::string shape_difference(const Block &before, const Block &after) {
  if (before.opcodes != after.opcodes)
    return "instructions other than operations changed in block " + before.name;
  if (before.gaps.size() != after.gaps.size())
    return "the calls and memory accesses of block " + before.name + " changed";
  if (before.edges.size() != after.edges.size())
    return "the successors of block " + before.name + " changed";
  for (size_t i = 0; i < before.edges.size(); i++)
    if (before.edges[i].target != after.edges[i].target)
      return "an edge of block " + before.name + " leads elsewhere";
  return "";
}

/* Marks the sources of one step or phi whose target matters; says whether that was news. */
bool pass_interest(std::vector<char> &matters, int target, int source, int count) {
  bool news = false;
  for (int i = 0; i < count; i++) {
    size_t from = static_cast<size_t>(source + i);
    if (!matters[static_cast<size_t>(target + i)] || matters[from] || source <= Model::no_slot)
      continue;
    matters[from] = 1;
    news = true;
  }
  return news;
}

bool pass_interest(std::vector<char> &matters, const Step &step) {
  if (step.kind == StepKind::copy || step.kind == StepKind::remember ||
      step.kind == StepKind::recall)
    return pass_interest(matters, step.target, step.source, step.count);
  if (step.kind != StepKind::choose)
    return false;
  bool first = pass_interest(matters, step.target, step.source, step.count);
  return pass_interest(matters, step.target, step.other, step.count) || first;
}

bool pass_interest(std::vector<char> &matters, const Block &block) {
  bool news = false;
  for (const Edge &edge : block.edges)
    for (const Copy &phi : edge.copies)
      news |= pass_interest(matters, phi.target, phi.source, phi.count);
  for (size_t i = block.steps.size(); i-- > 0;)
    news |= pass_interest(matters, block.steps[i]);
  return news;
}

void mark_operands(const Model &model, std::vector<char> &matters) {
  for (const Block &block : model.blocks) {
    for (const std::vector<Op> &gap : block.gaps)
      for (const Op &op : gap)
        matters[static_cast<size_t>(op.slot)] = 1;
    for (const Edge &edge : block.edges)
      for (const Op &op : edge.ops)
        matters[static_cast<size_t>(op.slot)] = 1;
    for (const Step &step : block.steps)
      if (step.kind == StepKind::fixed_op || step.kind == StepKind::consume)
        matters[static_cast<size_t>(step.source)] = 1;
  }
}

} // namespace

uint64_t Model::fingerprint() const {
  Hash hash;
  hash.add(idle_ops);
  for (const Block &block : blocks) {
    hash.add(block.gaps.size());
    for (const std::vector<Op> &gap : block.gaps)
      hash.add(gap);
    for (const Edge &edge : block.edges) {
      hash.add(static_cast<uint64_t>(edge.target));
      hash.add(edge.ops);
    }
    for (unsigned opcode : block.opcodes)
      hash.add(opcode);
  }
  return hash.value;
}

std::string compare_shape(const Model &before, const Model &after) {
  if (!after.problem.empty())
    return after.problem;
  if (before.blocks.size() != after.blocks.size())
    return "the number of blocks changed";
  for (size_t i = 0; i < before.blocks.size(); i++) {
    std::string difference = shape_difference(before.blocks[i], after.blocks[i]);
    if (!difference.empty())
      return difference;
  }
  return "";
}

void share_interest(Model &before, Model &after) {
  size_t slots = static_cast<size_t>(before.slots > after.slots ? before.slots : after.slots);
  std::vector<char> matters(slots, 0);
  mark_operands(before, matters);
  mark_operands(after, matters);
  bool news = true;
  while (news) {
    news = false;
    for (size_t i = before.blocks.size(); i-- > 0;)
      news |= pass_interest(matters, before.blocks[i]);
  }
  before.matters = matters;
  find_raises_between(before, after);
  before.slots = after.slots = static_cast<int>(slots);
}

} // namespace oracle
