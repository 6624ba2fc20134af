/* generate.cpp - see generate.hpp.
 *
 * First the blocks and edges are drawn, then each block is filled from names that dominate it, and
 * last the phis get their inputs.
 */
#include <utility>

#include "generator.hpp"

namespace oracle {

void Generator::draw_edges(unsigned block) {
  unsigned wanted = random.chance(45) ? 1 : random.chance(85) ? 2 : 3;
  bool last = block + 1 == blocks;
  if (last || random.chance(8))
    wanted = 0;
  for (unsigned i = 0; i < wanted; i++) {
    unsigned target = block + 1 + random.below(3);
    if (target >= blocks)
      target = blocks - 1;
    if (block > 0 && random.chance(15))
      target = 1 + random.below(block);
    connect(block, target);
  }
}

void Generator::draw_graph() {
  blocks = random.chance(20) ? 1 + random.below(3) : 2 + random.below(most_blocks - 1);
  for (unsigned i = 0; i < blocks; i++) {
    unsigned from = i == 0 ? 0 : random.below(i);
    bool stranded = i > 0 && predecessors[i].empty();
    if (stranded && random.chance(95) && successors[from].size() < 3)
      connect(from, i);
    draw_edges(i);
  }
  draw_invokes();
}

/* Some two-way branches become invokes, where all ways into the second block can be unwinding ones. */
void Generator::draw_invokes() {
  for (unsigned target = 1; target < blocks; target++) {
    bool fits = !predecessors[target].empty() && random.chance(12);
    for (unsigned from : predecessors[target]) {
      std::vector<unsigned> &ways = successors[from];
      if (ways.size() == 2 && ways[0] == target && !invokes[from])
        std::swap(ways[0], ways[1]);
      fits &= !invokes[from] && ways.size() == 2 && ways[0] != target && ways[1] == target;
    }
    lands[target] = fits;
    for (unsigned from : predecessors[target])
      invokes[from] |= fits;
  }
}

void Generator::connect(unsigned from, unsigned to) {
  successors[from].push_back(to);
  predecessors[to].push_back(from);
}

/* Bit sets; blocks that nothing reaches are dominated by themselves and the entry only. */
void Generator::find_dominators() {
  for (unsigned i = 1; i < blocks; i++)
    dominators[i] = ~0u;
  dominators[0] = 1;
  for (bool news = true; news;) {
    news = false;
    for (unsigned i = 1; i < blocks; i++) {
      unsigned meet = ~0u;
      for (unsigned from : predecessors[i])
        meet &= dominators[from];
      meet |= 1u << i;
      news |= meet != dominators[i];
      dominators[i] = meet;
    }
  }
  for (unsigned i = 1; i < blocks; i++)
    if (dominators[i] == ~0u || predecessors[i].empty())
      dominators[i] = 1u << i | 1u;
}

void Generator::make_function() {
  sparse = random.chance(30);
  funclets = random.chance(25);
  returns_pointer = random.chance(25);
  op_percent = 35 + random.below(35);
  std::vector<LLVMTypeRef> parameters = {shop.pointer, shop.pointer, shop.i1, shop.i1, shop.i32};
  parameters.insert(parameters.end(), 1 + random.below(sparse ? 2 : 3), shop.pointer);
  LLVMTypeRef result = returns_pointer ? shop.pointer : LLVMVoidTypeInContext(context);
  LLVMTypeRef type =
      LLVMFunctionType(result, parameters.data(), static_cast<unsigned>(parameters.size()), 0);
  function = LLVMAddFunction(shop.module, "f", type);
  LLVMSetPersonalityFn(function, shop.personality.function);
  for (unsigned i = 0; i < blocks; i++)
    block_of[i] = LLVMAppendBasicBlockInContext(context, function, "");
}

void Generator::make_arguments() {
  for (unsigned i = 5; i < LLVMCountParams(function); i++)
    values.push_back({LLVMGetParam(function, i), 0});
  if (random.chance(10)) {
    unsigned kind = LLVMGetEnumAttributeKindForName("nonnull", 7);
    LLVMAddAttributeAtIndex(function, LLVMCountParams(function),
                            LLVMCreateEnumAttribute(context, kind, 0));
  }
  if (random.chance(15))
    LLVMAddAttributeAtIndex(function, 6,
                            LLVMCreateStringAttribute(context, "refprune-borrows", 16, "", 0));
}

void Generator::start_phis(unsigned block) {
  unsigned wanted = predecessors[block].size() > 1 ? random.below(3) : random.chance(10);
  for (unsigned i = 0; i < wanted; i++) {
    LLVMValueRef phi = LLVMBuildPhi(builder, shop.pointer, "");
    phis.push_back({phi, block});
    add(phi);
  }
  if (predecessors[block].size() > 1 && random.chance(12)) {
    LLVMValueRef phi = LLVMBuildPhi(builder, shop.pair, "");
    pair_phis.push_back({phi, block});
    pairs.push_back({phi, block});
  }
}

/* The switch has a block of its own; what follows stands in the handler. */
void Generator::open_catch() {
  LLVMValueRef chooser = LLVMBuildCatchSwitch(builder, nullptr, nullptr, 1, "");
  LLVMBasicBlockRef handler = LLVMAppendBasicBlockInContext(context, function, "");
  LLVMAddHandler(chooser, handler);
  LLVMPositionBuilderAtEnd(builder, handler);
  pad = LLVMBuildCatchPad(builder, chooser, nullptr, 0, "");
}

void Generator::start_block(unsigned block) {
  current = block;
  LLVMPositionBuilderAtEnd(builder, block_of[block]);
  if (block == 0)
    own_slot = LLVMBuildAlloca(builder, shop.pair, "");
  else if (!predecessors[block].empty())
    start_phis(block);
  pad = nullptr;
  if (!lands[block])
    return;
  if (funclets && random.chance(50)) {
    open_catch();
    return;
  }
  if (funclets) {
    pad = LLVMBuildCleanupPad(builder, nullptr, nullptr, 0, "");
    return;
  }
  LLVMTypeRef members[] = {shop.pointer, shop.i32};
  LLVMTypeRef type = LLVMStructTypeInContext(context, members, 2, 0);
  pad = LLVMBuildLandingPad(builder, type, nullptr, 0, "");
  LLVMSetCleanup(pad, 1);
}

/* Evidence under the phi's name for the object that came in under another. */
void Generator::use_phi(LLVMValueRef phi) {
  if (random.chance(50))
    call(shop.use, {phi});
  else
    add_op(random.chance(50) ? 1 : -1, phi);
}

/* What the only way here has compared with null: an operation there is what a compiler would write. */
void Generator::use_tested() {
  const std::vector<unsigned> &before = predecessors[current];
  LLVMValueRef value = before.size() == 1 ? tested[before[0]] : nullptr;
  if (value && random.chance(40))
    add_op(random.chance(25) ? 1 : -1, value);
}

void Generator::fill_block(unsigned block) {
  start_block(block);
  if (!phis.empty() && phis.back().block == block && random.chance(40))
    use_phi(phis.back().value);
  use_tested();
  unsigned wanted = random.below(sparse ? 4 : 7);
  for (unsigned i = 0; i < wanted; i++)
    instruction();
  end_block(block);
}

LLVMValueRef Generator::phi_input(LLVMValueRef phi, unsigned from, LLVMValueRef usual) {
  if (random.chance(12))
    return LLVMConstNull(shop.pointer);
  if (random.chance(3))
    return random.chance(50) ? LLVMGetUndef(shop.pointer) : LLVMGetPoison(shop.pointer);
  bool usual_fits = false;
  bool phi_fits = false;
  for (const Value &value : values) {
    usual_fits |= value.value == usual && available(value, from);
    phi_fits |= value.value == phi && available(value, from);
  }
  if (phi_fits && random.chance(25))
    return phi;
  LLVMBasicBlockRef into = LLVMGetInstructionParent(phi);
  bool unwinds = invokes[from] && into == block_of[successors[from][1]];
  if (invoked[from] && !unwinds && random.chance(50))
    return invoked[from];
  return usual_fits && random.chance(45) ? usual : pick_at(from);
}

/* A block that precedes another twice must pass the same value both times. */
void Generator::fill_phis() {
  for (const Value &phi : phis) {
    bool held = !pending.empty() && random.chance(50);
    LLVMValueRef usual = held ? pending[random.below(pending.size())].value
                              : values[random.below(values.size())].value;
    LLVMValueRef passed[most_blocks] = {};
    for (unsigned from : predecessors[phi.block]) {
      if (!passed[from])
        passed[from] = phi_input(phi.value, from, usual);
      LLVMAddIncoming(phi.value, &passed[from], &end_of[from], 1);
    }
  }
  for (const Value &phi : pair_phis) {
    LLVMValueRef passed[most_blocks] = {};
    for (unsigned from : predecessors[phi.block]) {
      if (!passed[from])
        passed[from] = pick_pair(from);
      LLVMAddIncoming(phi.value, &passed[from], &end_of[from], 1);
    }
  }
}

LLVMValueRef Generator::generate() {
  draw_graph();
  find_dominators();
  make_function();
  make_arguments();
  for (unsigned i = 0; i < blocks; i++)
    fill_block(i);
  fill_phis();
  if (dress.names)
    dress_up();
  if (dress.debug_info)
    add_debug_info();
  return function;
}

LLVMValueRef Workshop::generate(uint64_t seed, const Dress &dress) {
  return Generator(*this, seed, dress).generate();
}

} // namespace oracle
