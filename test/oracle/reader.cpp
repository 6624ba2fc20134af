/* reader.cpp - IR to model: names, blocks and edges. */
#include "reader.hpp"

#include <cstring>

namespace oracle {

void Reader::number(LLVMValueRef instruction) {
  if (is_new(instruction) || (op_sign(instruction) != 0 && removable(instruction)))
    return;
  if (LLVMIsAExtractValueInst(instruction))
    model.extracts.insert(instruction);
  LLVMTypeRef type = LLVMTypeOf(instruction);
  int leaves = pointer_leaves(type);
  if (LLVMGetInstructionOpcode(instruction) == LLVMICmp)
    leaves = LLVMGetTypeKind(type) == LLVMIntegerTypeKind ? 1 : 0;
  if (leaves >= too_many_leaves)
    model.problem = "an aggregate is too large";
  if (leaves == 0)
    return;
  slot_of[instruction] = model.slots;
  model.slots += leaves;
}

void Reader::number() {
  for (size_t i = 0; i < order.size(); i++)
    index_of[order[i]] = static_cast<int>(i);
  for (unsigned i = 0; i < LLVMCountParams(function); i++) {
    LLVMValueRef argument = LLVMGetParam(function, i);
    int leaves = pointer_leaves(LLVMTypeOf(argument));
    bool nonnull = kind_nonnull && LLVMGetEnumAttributeAtIndex(function, i + 1, kind_nonnull);
    bool borrowed = LLVMGetTypeKind(LLVMTypeOf(argument)) == LLVMPointerTypeKind &&
                    LLVMGetStringAttributeAtIndex(function, i + 1, "refprune-borrows", 16);
    if (leaves > 0)
      slot_of[argument] = model.slots;
    for (int leaf = 0; leaf < leaves; leaf++)
      model.initials.push_back({model.slots++, nonnull, borrowed});
  }
  for (LLVMBasicBlockRef read : order)
    for (LLVMValueRef i = LLVMGetFirstInstruction(read); i; i = LLVMGetNextInstruction(i))
      number(i);
  if (before) /* the constants' slots come behind */
    model.slots = before->slots;
}

/* A constant pointer that is neither null nor undefined: some object of the outside. The key is a
 * text so that two modules agree. */
int Reader::constant_leaf(LLVMValueRef value, LLVMTypeRef type) {
  if (LLVMIsNull(value))
    return Model::null_slot;
  if (LLVMIsUndef(value) || LLVMIsPoison(value) || LLVMGetTypeKind(type) != LLVMPointerTypeKind)
    return Model::undef_slot;
  std::string key = value_name(LLVMIsAGlobalValue(value));
  if (key.empty()) {
    char *text = LLVMPrintValueToString(value);
    key = text;
    LLVMDisposeMessage(text);
  }
  const std::map<std::string, int> &known = before ? before->constants : model.constants;
  auto found = known.find(key);
  if (found != known.end())
    return found->second;
  model.constants[key] = model.slots;
  model.initials.push_back({model.slots, true, false});
  return model.slots++;
}

void Reader::fill_constant(int base, LLVMValueRef value, LLVMTypeRef type) {
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  bool aggregate = kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind;
  if (!aggregate) {
    for (int i = 0; i < pointer_leaves(type); i++)
      block->steps.push_back({StepKind::copy, false, base + i, constant_leaf(value, type)});
    return;
  }
  unsigned members = kind == LLVMStructTypeKind ? LLVMCountStructElementTypes(type)
                                                : static_cast<unsigned>(LLVMGetArrayLength2(type));
  for (unsigned i = 0; i < members; i++) {
    LLVMValueRef member = LLVMGetAggregateElement(value, i);
    LLVMTypeRef member_type = LLVMTypeOf(member);
    fill_constant(base, member, member_type);
    base += pointer_leaves(member_type);
  }
}

/* An aggregate constant gets slots of its own, filled where it is used: its slots never change. */
int Reader::constant(LLVMValueRef value) {
  LLVMTypeRef type = LLVMTypeOf(value);
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  if (kind == LLVMPointerTypeKind)
    return constant_leaf(value, type);
  if (before) /* only ops are read from a pruned function, and those take pointers */
    return Model::no_slot;
  int base = model.slots;
  model.slots += pointer_leaves(type);
  Block *current = block;
  block = &model.blocks[0];
  size_t old_end = block->steps.size();
  fill_constant(base, value, type);
  /* In front of everything: the entry runs once, and first. */
  std::vector<Step> steps(block->steps.begin() + static_cast<std::ptrdiff_t>(old_end),
                          block->steps.end());
  block->steps.resize(old_end);
  block->steps.insert(block->steps.begin(), steps.begin(), steps.end());
  block = current;
  return base;
}

int Reader::slot(LLVMValueRef value) {
  auto found = slot_of.find(value);
  if (found != slot_of.end())
    return found->second;
  if (is_new(value)) {
    LLVMValueRef whole = LLVMGetOperand(value, 0);
    return slot(whole) + leaf_offset(LLVMTypeOf(whole), value);
  }
  if (!LLVMIsConstant(value))
    return Model::no_slot;
  int made = constant(value);
  slot_of[value] = made;
  return made;
}

int Reader::condition_slot(LLVMValueRef value) {
  auto found = slot_of.find(value);
  return found == slot_of.end() ? Model::no_slot : found->second;
}

/* Does the linker know each function by a name that begins with one more? */
static bool puts_underscores(LLVMModuleRef module) {
  const char *layout = LLVMGetDataLayoutStr(module);
  return std::strstr(layout, "m:o") || std::strstr(layout, "m:x");
}

/* +1, -1, or 0 for everything that is no call of one of the two functions. */
int Reader::op_sign(LLVMValueRef instruction) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
  if (opcode != LLVMCall && opcode != LLVMInvoke)
    return 0;
  const char *name = value_name(behind_aliases(LLVMGetCalledValue(instruction)));
  if (*name == '\1') /* the linker's own name: another declaration of the same */
    name += !puts_underscores(LLVMGetGlobalParent(function)) ? 1 : name[1] == '_' ? 2 : 0;
  int sign = vocabulary.incref == name ? 1 : vocabulary.decref == name ? -1 : 0;
  if (sign == 0 || LLVMGetNumArgOperands(instruction) == 0)
    return 0;
  LLVMTypeRef type = LLVMTypeOf(LLVMGetOperand(instruction, 0));
  return LLVMGetTypeKind(type) == LLVMPointerTypeKind ? sign : 0;
}

bool Reader::removable(LLVMValueRef instruction) {
  if (LLVMGetInstructionOpcode(instruction) != LLVMCall)
    return false;
  if (LLVMGetTypeKind(LLVMTypeOf(instruction)) != LLVMVoidTypeKind)
    return false;
  if (LLVMGetNumOperandBundles(instruction) != 0 || !called_function(instruction))
    return false;
  const char *pinned = "refprune.pinned";
  unsigned length = static_cast<unsigned>(std::strlen(pinned));
  if (LLVMGetCallSiteStringAttribute(instruction, on_function, pinned, length))
    return false;
  if (enum_attribute(instruction, on_function, kind_noreturn))
    return false;
  LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(instruction));
  return !LLVMGetMetadata(instruction, LLVMGetMDKindIDInContext(context, pinned, length));
}

/* Did the pruner put it in, to name the object of an operation? */
bool Reader::is_new(LLVMValueRef instruction) {
  return before && before->function == function && LLVMIsAExtractValueInst(instruction) &&
         before->extracts.count(instruction) == 0;
}

Step &Reader::emit(StepKind kind, int source, int target) {
  block->steps.push_back({kind, false, target, source});
  return block->steps.back();
}

/* What the target names already, or the source. */
void Reader::emit_choice(int source, int target) {
  Step &step = emit(StepKind::choose, source, target);
  step.other = target;
  step.condition = Model::no_slot;
}

void Reader::emit_each(StepKind kind, LLVMValueRef value) {
  int leaves = pointer_leaves(LLVMTypeOf(value));
  int base = leaves > 0 ? slot(value) : 0;
  for (int i = 0; i < leaves; i++)
    emit(kind, base <= Model::no_slot ? base : base + i);
}

void Reader::boundary() {
  emit(StepKind::boundary);
  block->gaps.emplace_back();
}

/* Who calls what does not return comes no further, whatever is written there. */
void Reader::read_stop() {
  bool strands = stopped && !enum_attribute(stopped, on_function, kind_nounwind);
  block->exit = strands ? Exit::strands : Exit::dead;
}

void Reader::read_end(LLVMValueRef terminator) {
  switch (LLVMGetInstructionOpcode(terminator)) {
  case LLVMRet:
    boundary();
    if (LLVMGetNumOperands(terminator) > 0)
      emit_each(StepKind::transfer, LLVMGetOperand(terminator, 0));
    block->exit = Exit::leaves;
    break;
  case LLVMResume:
  case LLVMCleanupRet:
    boundary();
    block->exit = Exit::leaves;
    break;
  case LLVMCatchSwitch: /* beside its handlers, if it may unwind to the caller */
    boundary();
    block->exit = LLVMGetUnwindDest(terminator) ? Exit::none : Exit::leaves;
    break;
  case LLVMUnreachable:
    read_stop();
    break;
  case LLVMIndirectBr:
    if (LLVMGetNumSuccessors(terminator) == 0)
      read_stop();
    break;
  case LLVMBr:
    if (LLVMIsConditional(terminator))
      block->condition = condition_slot(LLVMGetCondition(terminator));
    break;
  case LLVMSwitch:
  case LLVMInvoke:
  case LLVMCallBr:
  case LLVMCatchRet:
    break;
  default:
    model.problem = "a terminator that the oracle does not know";
  }
}

Edge Reader::read_edge(LLVMBasicBlockRef from, LLVMBasicBlockRef to) {
  Edge edge = {};
  while (index_of.find(to) == index_of.end()) { /* a block that was put on the edge */
    LLVMValueRef end = LLVMGetBasicBlockTerminator(to);
    for (LLVMValueRef i = LLVMGetFirstInstruction(to); i != end; i = LLVMGetNextInstruction(i)) {
      if (is_new(i))
        continue;
      if (op_sign(i) == 0)
        model.problem = "a new block holds more than operations";
      else
        edge.ops.push_back({op_sign(i), slot(LLVMGetOperand(i, 0))});
    }
    if (LLVMGetNumSuccessors(end) != 1) {
      model.problem = "a new block does not lead on";
      return edge;
    }
    to = LLVMGetSuccessor(end, 0);
  }
  edge.target = index_of[to];
  for (LLVMValueRef i = LLVMGetFirstInstruction(to); i && LLVMIsAPHINode(i) && !before;
       i = LLVMGetNextInstruction(i)) {
    int leaves = pointer_leaves(LLVMTypeOf(i));
    for (unsigned k = 0; leaves > 0 && k < LLVMCountIncoming(i); k++)
      if (LLVMGetIncomingBlock(i, k) == from) {
        edge.copies.push_back({slot(i), slot(LLVMGetIncomingValue(i, k)), leaves});
        break;
      }
  }
  return edge;
}

void Reader::read_block(size_t index) {
  block = &model.blocks[index];
  block->name = value_name(LLVMBasicBlockAsValue(order[index]));
  if (block->name.empty())
    block->name = "#" + std::to_string(index);
  block->condition = Model::no_slot;
  block->gaps.emplace_back();
  stopped = nullptr;
  for (LLVMValueRef i = LLVMGetFirstInstruction(order[index]); i; i = LLVMGetNextInstruction(i)) {
    if (LLVMGetInstructionOpcode(i) == LLVMCall &&
        starts_with(value_name(called_function(i)), "llvm.dbg."))
      continue;
    if (is_new(i))
      continue;
    if (!stopped || op_sign(i) != 0) /* what stands behind never runs; operations are counted */
      read_instruction(i);
    if (op_sign(i) != 0 && removable(i))
      continue;
    block->opcodes.push_back(LLVMGetInstructionOpcode(i));
  }
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(order[index]);
  if (stopped) {
    read_stop();
    return;
  }
  read_end(terminator);
  for (unsigned i = 0; i < LLVMGetNumSuccessors(terminator); i++)
    block->edges.push_back(read_edge(order[index], LLVMGetSuccessor(terminator, i)));
}

/* What stands in new blocks, each counted once. */
void Reader::count_split_ops() {
  for (LLVMBasicBlockRef read : blocks_of(function))
    for (LLVMValueRef i = LLVMGetFirstInstruction(read); i; i = LLVMGetNextInstruction(i))
      model.split_ops += index_of.find(read) == index_of.end() && op_sign(i) != 0;
}

Model Reader::read() {
  model.function = function;
  number();
  if (before)
    count_split_ops();
  model.blocks.resize(order.size());
  for (size_t i = 0; i < order.size() && model.problem.empty(); i++)
    read_block(i);
  if (model.problem.empty()) {
    find_raises(model);
  }
  return std::move(model);
}

std::vector<LLVMBasicBlockRef> blocks_of(LLVMValueRef function) {
  std::vector<LLVMBasicBlockRef> blocks;
  for (LLVMBasicBlockRef i = LLVMGetFirstBasicBlock(function); i; i = LLVMGetNextBasicBlock(i))
    blocks.push_back(i);
  return blocks;
}

Model read_model(LLVMValueRef function, const std::vector<LLVMBasicBlockRef> &order,
                 const Vocabulary &vocabulary, const Model *before) {
  return Reader(function, order, vocabulary, before).read();
}

} // namespace oracle
