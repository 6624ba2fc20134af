/* generate.cpp - see generate.hpp.
 *
 * First the blocks and edges are drawn, then each block is filled from names that dominate it, and
 * last the phis get their inputs. Operations are drawn partly alone and partly as pairs whose second
 * half is still to come, so that there is something to remove.
 */
#include "generate.hpp"

#include <cstring>
#include <string>

#include <llvm-c/DebugInfo.h>

namespace oracle {

namespace {

constexpr unsigned most_blocks = 12;

struct Value {
  LLVMValueRef value;
  unsigned block;
};

class Generator {
public:
  Generator(Workshop &workshop, uint64_t seed, const Dress &wanted)
      : shop(workshop), random(seed), dress(wanted),
        context(LLVMGetModuleContext(workshop.module)),
        builder(LLVMCreateBuilderInContext(context)) {}
  ~Generator() { LLVMDisposeBuilder(builder); }

  LLVMValueRef generate();

private:
  void draw_graph();
  void draw_edges(unsigned block);
  void connect(unsigned from, unsigned to);
  void find_dominators();
  void make_function();
  void make_arguments();
  void start_block(unsigned block);
  void fill_block(unsigned block);
  void instruction();
  void definition();
  void effect();
  void publish();
  void synchronise();
  void make_select();
  void make_pair();
  void make_cast();
  void add_op(int sign, LLVMValueRef value);
  void pending_op();
  void end_block(unsigned block);
  void branch(unsigned block);
  void leave(bool raise);
  void raise_store();
  void use_phi(LLVMValueRef phi);
  void fill_phis();
  LLVMValueRef phi_input(LLVMValueRef phi, unsigned from, LLVMValueRef usual);
  LLVMValueRef pick();
  LLVMValueRef pick_at(unsigned block);
  LLVMValueRef call(const Workshop::Callee &callee, std::vector<LLVMValueRef> arguments);
  LLVMValueRef add(LLVMValueRef value);
  LLVMValueRef condition();
  bool available(const Value &value, unsigned block) const {
    return dominators[block] >> value.block & 1;
  }
  void dress_up();
  void add_debug_info();

  Workshop &shop;
  Random random;
  const Dress &dress;
  LLVMContextRef context;
  LLVMBuilderRef builder;
  LLVMValueRef function = nullptr;
  unsigned blocks = 1;
  std::vector<unsigned> successors[most_blocks];
  std::vector<unsigned> predecessors[most_blocks];
  unsigned dominators[most_blocks] = {};
  LLVMBasicBlockRef block_of[most_blocks] = {};
  std::vector<Value> values;
  std::vector<Value> phis;
  std::vector<Value> pending; /* took a reference that is to be given back */
  unsigned current = 0;
  bool returns_pointer = false;
  unsigned op_percent = 50;
};

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
  returns_pointer = random.chance(25);
  op_percent = 35 + random.below(35);
  std::vector<LLVMTypeRef> parameters = {shop.pointer, shop.pointer, shop.i1, shop.i1, shop.i32};
  parameters.insert(parameters.end(), 1 + random.below(3), shop.pointer);
  LLVMTypeRef result = returns_pointer ? shop.pointer : LLVMVoidTypeInContext(context);
  LLVMTypeRef type = LLVMFunctionType(result, parameters.data(),
                                      static_cast<unsigned>(parameters.size()), 0);
  function = LLVMAddFunction(shop.module, "f", type);
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
}

LLVMValueRef Generator::add(LLVMValueRef value) {
  values.push_back({value, current});
  return value;
}

LLVMValueRef Generator::call(const Workshop::Callee &callee,
                             std::vector<LLVMValueRef> arguments) {
  return LLVMBuildCall2(builder, callee.type, callee.function, arguments.data(),
                        static_cast<unsigned>(arguments.size()), "");
}

/* A name that may be used at the end of a block; recent ones more often. */
LLVMValueRef Generator::pick_at(unsigned block) {
  std::vector<LLVMValueRef> candidates;
  for (const Value &value : values)
    if (available(value, block))
      candidates.push_back(value.value);
  size_t count = candidates.size();
  if (count == 0 || random.chance(1))
    return random.chance(70) ? LLVMConstNull(shop.pointer) : LLVMGetUndef(shop.pointer);
  if (count > 3 && random.chance(50))
    return candidates[count - 1 - random.below(3)];
  return candidates[random.below(count)];
}

LLVMValueRef Generator::pick() {
  return pick_at(current);
}

LLVMValueRef Generator::condition() {
  if (random.chance(20))
    return LLVMBuildICmp(builder, random.chance(50) ? LLVMIntEQ : LLVMIntNE, pick(),
                         random.chance(80) ? LLVMConstNull(shop.pointer) : pick(), "");
  return LLVMGetParam(function, 2 + random.below(2));
}

void Generator::add_op(int sign, LLVMValueRef value) {
  LLVMValueRef op = call(sign > 0 ? shop.incref : shop.decref, {value});
  if (random.chance(3))
    LLVMSetMetadata(op, shop.pinned_kind,
                    LLVMMetadataAsValue(context, LLVMMDNodeInContext2(context, nullptr, 0)));
}

/* Gives back, somewhere below, what an incref took. */
void Generator::pending_op() {
  for (size_t i = pending.size(); i-- > 0;) {
    if (pending[i].block == most_blocks || !available(pending[i], current) || random.chance(30))
      continue;
    add_op(-1, pending[i].value);
    if (random.chance(60))
      pending[i].block = most_blocks; /* no block is dominated by it: done */
    return;
  }
}

void Generator::make_select() {
  LLVMValueRef first = pick();
  LLVMValueRef second = random.chance(30) ? first : pick();
  add(LLVMBuildSelect(builder, condition(), first, second, ""));
}

void Generator::make_pair() {
  unsigned index = random.chance(50) ? 0 : 2;
  LLVMValueRef value = pick();
  LLVMValueRef pair = LLVMGetUndef(shop.pair);
  pair = LLVMBuildInsertValue(builder, pair, value, index, "");
  if (random.chance(50))
    pair = LLVMBuildInsertValue(builder, pair, pick(), 2 - index, "");
  if (random.chance(10))
    LLVMBuildStore(builder, pair, LLVMGetParam(function, 1));
  unsigned taken = random.chance(80) ? index : 2 - index;
  if (LLVMIsAInstruction(pair))
    add(LLVMBuildExtractValue(builder, pair, taken, ""));
}

void Generator::make_cast() {
  LLVMValueRef value = pick();
  LLVMValueRef zero = LLVMConstInt(shop.i64, 0, 0);
  if (random.chance(50))
    value = LLVMBuildFreeze(builder, value, "");
  else
    value = LLVMBuildGEP2(builder, shop.i64, value, &zero, 1, "");
  if (LLVMIsAInstruction(value))
    add(value);
}

void Generator::definition() {
  switch (random.below(12)) {
  case 0:
  case 1:
    add(LLVMBuildLoad2(builder, shop.pointer, LLVMGetParam(function, 1), ""));
    break;
  case 2:
  case 3:
    add(call(shop.make, {}));
    break;
  case 4:
    add(call(shop.fresh, {}));
    break;
  case 5:
    add(call(shop.leaf, {LLVMConstInt(shop.i64, 8, 0)}));
    break;
  case 6:
    add(call(shop.returns, {pick()}));
    break;
  case 7:
  case 8:
    make_select();
    break;
  case 9:
    make_pair();
    break;
  case 10:
    add(LLVMBuildLoad2(builder, shop.pointer, pick(), ""));
    break;
  default:
    make_cast();
  }
}

void Generator::effect() {
  LLVMValueRef memory = LLVMGetParam(function, 1);
  switch (random.below(15)) {
  case 12:
    call(shop.look, {pick()});
    break;
  case 13:
    call(shop.pure, {pick()});
    break;
  case 14:
    synchronise();
    break;
  case 0:
  case 1:
    call(shop.use, {pick()});
    break;
  case 2:
    LLVMBuildLoad2(builder, shop.i64, pick(), "");
    break;
  case 3:
    call(shop.keep, {pick(), pick()});
    break;
  case 4:
    call(shop.count, {pick()});
    break;
  case 5:
    call(shop.consume, {pick()});
    break;
  case 6:
    call(shop.opaque, {});
    break;
  case 7:
  case 8:
    LLVMBuildStore(builder, pick(), memory);
    break;
  case 9:
    LLVMBuildStore(builder, LLVMConstInt(shop.i64, 0, 0), pick());
    break;
  case 10:
    LLVMBuildStore(builder, LLVMConstInt(shop.i64, 0, 0), memory);
    break;
  default:
    if (random.chance(70))
      return;
    publish();
  }
}

void Generator::publish() {
  LLVMValueRef memory = LLVMGetParam(function, 1);
  LLVMValueRef value = pick();
  if (random.chance(50)) {
    LLVMValueRef store = LLVMBuildStore(builder, value, memory);
    LLVMSetOrdering(store, LLVMAtomicOrderingRelease);
    LLVMSetAlignment(store, 8);
    return;
  }
  if (random.chance(50))
    value = LLVMBuildPtrToInt(builder, value, shop.i64, "");
  LLVMValueRef old = LLVMBuildAtomicRMW(builder, LLVMAtomicRMWBinOpXchg, memory, value,
                                        LLVMAtomicOrderingAcquireRelease, 0);
  if (LLVMTypeOf(old) == shop.i64)
    old = LLVMBuildIntToPtr(builder, old, shop.pointer, "");
  add(old);
}

/* Other threads: only strict mode minds them. */
void Generator::synchronise() {
  if (random.chance(50)) {
    LLVMBuildFence(builder, LLVMAtomicOrderingAcquire, 0, "");
    return;
  }
  LLVMValueRef load = LLVMBuildLoad2(builder, shop.i64, LLVMGetParam(function, 1), "");
  LLVMSetOrdering(load, LLVMAtomicOrderingAcquire);
  LLVMSetAlignment(load, 8);
}

void Generator::instruction() {
  if (random.chance(op_percent)) {
    unsigned kind = random.below(10);
    if (kind < 4)
      pending_op();
    else if (kind < 7) {
      LLVMValueRef value = pick();
      add_op(1, value);
      pending.push_back({value, current});
      if (random.chance(20)) /* a hazard while it is held */
        add_op(-1, pick());
    } else
      add_op(kind < 8 ? 1 : -1, pick());
  } else if (random.chance(35))
    definition();
  else
    effect();
}

void Generator::start_block(unsigned block) {
  current = block;
  LLVMPositionBuilderAtEnd(builder, block_of[block]);
  if (block == 0 || predecessors[block].empty())
    return;
  unsigned wanted = predecessors[block].size() > 1 ? random.below(3) : random.chance(10);
  for (unsigned i = 0; i < wanted; i++) {
    LLVMValueRef phi = LLVMBuildPhi(builder, shop.pointer, "");
    phis.push_back({phi, block});
    add(phi);
  }
}

void Generator::raise_store() {
  LLVMValueRef target = LLVMGetParam(function, 0);
  LLVMValueRef zero = LLVMConstInt(shop.i64, 0, 0);
  if (random.chance(20))
    target = LLVMBuildGEP2(builder, shop.i64, target, &zero, 1, "");
  if (random.chance(5))
    target = LLVMBuildLoad2(builder, shop.pointer, target, "");
  LLVMValueRef payload = random.chance(15) ? pick() : LLVMConstNull(shop.pointer);
  LLVMValueRef store = LLVMBuildStore(builder, payload, target);
  LLVMSetMetadata(store, shop.raise_kind,
                  LLVMMetadataAsValue(context, LLVMMDNodeInContext2(context, nullptr, 0)));
}

void Generator::leave(bool raise) {
  if (raise) {
    raise_store();
    if (random.chance(10))
      instruction();
  } else
    for (unsigned tries = random.below(4); tries > 0; tries--)
      pending_op();
  if (returns_pointer)
    LLVMBuildRet(builder, pick());
  else
    LLVMBuildRetVoid(builder);
}

void Generator::branch(unsigned block) {
  const std::vector<unsigned> &targets = successors[block];
  if (targets.size() == 1) {
    LLVMBuildBr(builder, block_of[targets[0]]);
  } else if (targets.size() == 2) {
    LLVMBuildCondBr(builder, condition(), block_of[targets[0]], block_of[targets[1]]);
  } else {
    LLVMValueRef end = LLVMBuildSwitch(builder, LLVMGetParam(function, 4), block_of[targets[0]],
                                       static_cast<unsigned>(targets.size() - 1));
    for (unsigned i = 1; i < targets.size(); i++)
      LLVMAddCase(end, LLVMConstInt(shop.i32, i, 0), block_of[targets[i]]);
  }
}

void Generator::end_block(unsigned block) {
  if (!successors[block].empty()) {
    if (random.chance(6)) /* a mark that does not leave */
      raise_store();
    branch(block);
  } else if (random.chance(8)) {
    call(random.chance(60) ? shop.die : shop.stop, {});
    LLVMBuildUnreachable(builder);
  } else
    leave(block + 1 != blocks || random.chance(20));
}

/* Evidence under the phi's name for the object that came in under another. */
void Generator::use_phi(LLVMValueRef phi) {
  if (random.chance(50))
    call(shop.use, {phi});
  else
    add_op(random.chance(50) ? 1 : -1, phi);
}

void Generator::fill_block(unsigned block) {
  start_block(block);
  if (!phis.empty() && phis.back().block == block && random.chance(40))
    use_phi(phis.back().value);
  unsigned wanted = random.below(7);
  for (unsigned i = 0; i < wanted; i++)
    instruction();
  end_block(block);
}

LLVMValueRef Generator::phi_input(LLVMValueRef phi, unsigned from, LLVMValueRef usual) {
  if (random.chance(12))
    return LLVMConstNull(shop.pointer);
  if (random.chance(2))
    return random.chance(50) ? LLVMGetUndef(shop.pointer) : LLVMGetPoison(shop.pointer);
  bool usual_fits = false;
  bool phi_fits = false;
  for (const Value &value : values) {
    usual_fits |= value.value == usual && available(value, from);
    phi_fits |= value.value == phi && available(value, from);
  }
  if (phi_fits && random.chance(25))
    return phi;
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
      LLVMAddIncoming(phi.value, &passed[from], &block_of[from], 1);
    }
  }
}

/* Names that could lead a pruner astray if it read them. */
void Generator::dress_up() {
  static const char *const stems[] = {"x", "excinfo", "NRT_incref", "NRT_decref", "raise", "leaf"};
  unsigned next = 0;
  for (unsigned i = 0; i < blocks; i++) {
    LLVMSetValueName2(LLVMBasicBlockAsValue(block_of[i]), "B0.if", 5);
    for (LLVMValueRef value = LLVMGetFirstInstruction(block_of[i]); value;
         value = LLVMGetNextInstruction(value)) {
      if (LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMVoidTypeKind)
        continue;
      const char *stem = stems[next++ % 6];
      LLVMSetValueName2(value, stem, std::strlen(stem));
    }
  }
}

void Generator::add_debug_info() {
  LLVMDIBuilderRef debug = LLVMCreateDIBuilder(shop.module);
  LLVMMetadataRef file = LLVMDIBuilderCreateFile(debug, "f.c", 3, "", 0);
  LLVMDIBuilderCreateCompileUnit(debug, LLVMDWARFSourceLanguageC, file, "", 0, 0, "", 0, 0, "", 0,
                                 LLVMDWARFEmissionFull, 0, 0, 0, "", 0, "", 0);
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(debug, file, nullptr, 0, LLVMDIFlagZero);
  LLVMMetadataRef scope = LLVMDIBuilderCreateFunction(debug, file, "f", 1, "f", 1, file, 1, type, 0,
                                                      1, 1, LLVMDIFlagZero, 0);
  LLVMSetSubprogram(function, scope);
  LLVMMetadataRef basic = LLVMDIBuilderCreateBasicType(debug, "p", 1, 64, 1, LLVMDIFlagZero);
  LLVMMetadataRef variable = LLVMDIBuilderCreateAutoVariable(debug, scope, "p", 1, file, 1, basic, 1,
                                                             LLVMDIFlagZero, 0);
  LLVMMetadataRef expression = LLVMDIBuilderCreateExpression(debug, nullptr, 0);
  unsigned line = 1;
  for (unsigned i = 0; i < blocks; i++)
    for (LLVMValueRef value = LLVMGetFirstInstruction(block_of[i]); value;
         value = LLVMGetNextInstruction(value)) {
      LLVMMetadataRef location =
          LLVMDIBuilderCreateDebugLocation(context, line++, 1, scope, nullptr);
      LLVMInstructionSetDebugLoc(value, location);
      if (LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind && !LLVMIsAPHINode(value))
        LLVMDIBuilderInsertDbgValueRecordBefore(debug, value, variable, expression, location,
                                                LLVMGetNextInstruction(value));
    }
  LLVMDIBuilderFinalize(debug);
  LLVMDisposeDIBuilder(debug);
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

} // namespace

LLVMValueRef Workshop::generate(uint64_t seed, const Dress &dress) {
  return Generator(*this, seed, dress).generate();
}

} // namespace oracle
