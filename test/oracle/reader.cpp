/* reader.cpp - IR to model. */
#include "model.hpp"

#include <cstring>
#include <unordered_map>

namespace oracle {

namespace {

constexpr int most_leaves = 256;

bool contains(const std::vector<std::string> &names, const char *name) {
  for (const std::string &candidate : names)
    if (candidate == name)
      return true;
  return false;
}

bool starts_with(const char *text, const char *prefix) {
  return std::strncmp(text, prefix, std::strlen(prefix)) == 0;
}

/* How many pointers a value of this type is made of. */
int pointer_leaves(LLVMTypeRef type) {
  switch (LLVMGetTypeKind(type)) {
  case LLVMPointerTypeKind:
    return 1;
  case LLVMArrayTypeKind: {
    int each = pointer_leaves(LLVMGetElementType(type));
    uint64_t length = each == 0 ? 0 : LLVMGetArrayLength2(type);
    return length > most_leaves ? most_leaves + 1 : each * static_cast<int>(length);
  }
  case LLVMVectorTypeKind:
    return pointer_leaves(LLVMGetElementType(type)) * static_cast<int>(LLVMGetVectorSize(type));
  case LLVMStructTypeKind: {
    int sum = 0;
    for (unsigned i = 0; i < LLVMCountStructElementTypes(type); i++)
      sum += pointer_leaves(LLVMStructGetTypeAtIndex(type, i));
    return sum;
  }
  default:
    return 0;
  }
}

/* The first pointer of the member that an index path names. */
int leaf_offset(LLVMTypeRef type, LLVMValueRef instruction) {
  int offset = 0;
  const unsigned *indices = LLVMGetIndices(instruction);
  for (unsigned depth = 0; depth < LLVMGetNumIndices(instruction); depth++) {
    unsigned index = indices[depth];
    if (LLVMGetTypeKind(type) == LLVMArrayTypeKind) {
      type = LLVMGetElementType(type);
      offset += pointer_leaves(type) * static_cast<int>(index);
      continue;
    }
    for (unsigned i = 0; i < index; i++)
      offset += pointer_leaves(LLVMStructGetTypeAtIndex(type, i));
    type = LLVMStructGetTypeAtIndex(type, index);
  }
  return offset;
}

unsigned attribute_kind(const char *name) {
  return LLVMGetEnumAttributeKindForName(name, std::strlen(name));
}

constexpr LLVMAttributeIndex on_function = LLVMAttributeFunctionIndex;

LLVMValueRef called_function(LLVMValueRef call) {
  return LLVMIsAFunction(LLVMGetCalledValue(call));
}

const char *value_name(LLVMValueRef value) {
  size_t length;
  return value ? LLVMGetValueName2(value, &length) : "";
}

/* The attribute at the call or at the function that it names. */
LLVMAttributeRef enum_attribute(LLVMValueRef call, LLVMAttributeIndex index, unsigned kind) {
  if (kind == 0)
    return nullptr;
  LLVMAttributeRef attribute = LLVMGetCallSiteEnumAttribute(call, index, kind);
  LLVMValueRef callee = called_function(call);
  return attribute || !callee ? attribute : LLVMGetEnumAttributeAtIndex(callee, index, kind);
}

bool has_string_attribute(LLVMValueRef call, LLVMAttributeIndex index, const char *name) {
  unsigned length = static_cast<unsigned>(std::strlen(name));
  if (LLVMGetCallSiteStringAttribute(call, index, name, length))
    return true;
  LLVMValueRef callee = called_function(call);
  return callee && LLVMGetStringAttributeAtIndex(callee, index, name, length);
}

bool all_zero_indices(LLVMValueRef gep) {
  for (unsigned i = 1; i < static_cast<unsigned>(LLVMGetNumOperands(gep)); i++) {
    LLVMValueRef index = LLVMGetOperand(gep, i);
    if (!LLVMIsAConstantInt(index) || LLVMConstIntGetZExtValue(index) != 0)
      return false;
  }
  return true;
}

bool points_to_argument(LLVMValueRef pointer) {
  while (!LLVMIsAArgument(pointer)) {
    LLVMValueRef instruction = LLVMIsAInstruction(pointer);
    if (!instruction)
      return false;
    LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
    bool cast = opcode == LLVMBitCast || opcode == LLVMAddrSpaceCast ||
                (opcode == LLVMGetElementPtr && all_zero_indices(instruction));
    if (!cast)
      return false;
    pointer = LLVMGetOperand(instruction, 0);
  }
  return true;
}

class Reader {
public:
  Reader(LLVMValueRef read_function, const std::vector<LLVMBasicBlockRef> &read_order,
         const Vocabulary &words, const Model *unpruned)
      : function(read_function), order(read_order), vocabulary(words), before(unpruned) {}

  Model read();

private:
  void number();
  void number(LLVMValueRef instruction);
  int slot(LLVMValueRef value);
  int constant(LLVMValueRef value);
  int constant_leaf(LLVMValueRef value, LLVMTypeRef type);
  void fill_constant(int base, LLVMValueRef value, LLVMTypeRef type);
  int condition_slot(LLVMValueRef value);

  int op_sign(LLVMValueRef instruction);
  bool removable(LLVMValueRef instruction);

  Step &emit(StepKind kind, int source = Model::no_slot, int target = Model::no_slot);
  void emit_each(StepKind kind, LLVMValueRef value);
  void boundary();
  void read_block(size_t index);
  void read_instruction(LLVMValueRef instruction);
  void read_op(LLVMValueRef instruction);
  void read_call(LLVMValueRef call);
  void read_argument(LLVMValueRef call, unsigned index, const char *name);
  void read_result(LLVMValueRef call, const char *name);
  void read_memory(LLVMValueRef instruction, LLVMOpcode opcode);
  void read_store(LLVMValueRef store);
  void read_atomic(LLVMValueRef instruction, unsigned first);
  void read_pure(LLVMValueRef instruction, LLVMOpcode opcode);
  void read_insert(LLVMValueRef instruction);
  void read_compare(LLVMValueRef instruction);
  void read_other(LLVMValueRef instruction);
  void read_end(LLVMValueRef terminator);
  void read_unreachable();
  Edge read_edge(LLVMBasicBlockRef from, LLVMBasicBlockRef to);
  void find_raises(bool strict);

  LLVMValueRef function;
  const std::vector<LLVMBasicBlockRef> &order;
  const Vocabulary &vocabulary;
  const Model *before;
  Model model;
  Block *block = nullptr;
  LLVMValueRef last = nullptr; /* the last instruction of the block that is not an op */
  bool stopped = false;        /* behind a call that does not return nothing runs */
  std::unordered_map<LLVMValueRef, int> slot_of;
  std::unordered_map<LLVMBasicBlockRef, int> index_of;
  unsigned kind_nonnull = attribute_kind("nonnull");
  unsigned kind_returned = attribute_kind("returned");
  unsigned kind_captures = attribute_kind("captures");
  unsigned kind_nocapture = attribute_kind("nocapture");
  unsigned kind_noreturn = attribute_kind("noreturn");
  unsigned kind_nounwind = attribute_kind("nounwind");
};

void Reader::number(LLVMValueRef instruction) {
  if (op_sign(instruction) != 0 && removable(instruction))
    return;
  LLVMTypeRef type = LLVMTypeOf(instruction);
  int leaves = pointer_leaves(type);
  if (LLVMGetInstructionOpcode(instruction) == LLVMICmp)
    leaves = LLVMGetTypeKind(type) == LLVMIntegerTypeKind ? 1 : 0;
  if (leaves > most_leaves)
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
    if (leaves > 0)
      slot_of[argument] = model.slots;
    for (int leaf = 0; leaf < leaves; leaf++)
      model.initials.push_back({model.slots++, nonnull});
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
  model.initials.push_back({model.slots, true});
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
  unsigned members = kind == LLVMStructTypeKind
                         ? LLVMCountStructElementTypes(type)
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

/* +1, -1, or 0 for everything that is no call of one of the two functions. */
int Reader::op_sign(LLVMValueRef instruction) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
  if (opcode != LLVMCall && opcode != LLVMInvoke)
    return 0;
  const char *name = value_name(called_function(instruction));
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
  if (LLVMGetNumOperandBundles(instruction) != 0)
    return false;
  const char *pinned = "refprune.pinned";
  unsigned length = static_cast<unsigned>(std::strlen(pinned));
  if (LLVMGetCallSiteStringAttribute(instruction, on_function, pinned, length))
    return false;
  LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(instruction));
  return !LLVMGetMetadata(instruction, LLVMGetMDKindIDInContext(context, pinned, length));
}

Step &Reader::emit(StepKind kind, int source, int target) {
  block->steps.push_back({kind, false, target, source});
  return block->steps.back();
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

void Reader::read_op(LLVMValueRef instruction) {
  if (stopped)
    return;
  Op op = {op_sign(instruction), slot(LLVMGetOperand(instruction, 0))};
  if (removable(instruction)) {
    block->gaps.back().push_back(op);
    emit(StepKind::op, op.slot).count = op.sign;
    return;
  }
  boundary();
  emit(StepKind::fixed_op, op.slot).count = op.sign;
}

void Reader::read_argument(LLVMValueRef call, unsigned index, const char *name) {
  LLVMValueRef argument = LLVMGetOperand(call, index);
  if (pointer_leaves(LLVMTypeOf(argument)) == 0)
    return;
  LLVMAttributeRef captures = enum_attribute(call, index + 1, kind_captures);
  bool kept = !(captures && LLVMGetEnumAttributeValue(captures) == 0) &&
              !enum_attribute(call, index + 1, kind_nocapture) && !starts_with(name, "llvm.mem");
  emit_each(StepKind::use, argument);
  if (contains(vocabulary.observers, name))
    emit_each(StepKind::observe, argument);
  else if (kept)
    emit_each(StepKind::escape, argument);
  if (has_string_attribute(call, index + 1, "refprune-consumes"))
    emit(StepKind::consume, slot(argument));
  if (enum_attribute(call, index + 1, kind_returned)) {
    emit(StepKind::retain, slot(argument));
    emit(StepKind::copy, slot(argument), slot(call));
  }
}

void Reader::read_result(LLVMValueRef call, const char *name) {
  bool leaf = contains(vocabulary.leaf_allocators, name);
  if (leaf || contains(vocabulary.allocators, name)) {
    emit(StepKind::allocate, Model::no_slot, slot(call)).count = leaf;
    block->steps.back().nonnull = enum_attribute(call, LLVMAttributeReturnIndex, kind_nonnull);
    return;
  }
  if (block->steps.back().kind == StepKind::copy && block->steps.back().target == slot(call))
    return; /* of a `returned` argument */
  for (int i = 0; i < pointer_leaves(LLVMTypeOf(call)); i++) {
    emit(StepKind::bring, Model::no_slot, slot(call) + i).count = 1;
    block->steps.back().nonnull = enum_attribute(call, LLVMAttributeReturnIndex, kind_nonnull);
  }
}

void Reader::read_call(LLVMValueRef call) {
  if (op_sign(call) != 0) {
    read_op(call);
    return;
  }
  const char *name = value_name(called_function(call));
  if (starts_with(name, "llvm.coro"))
    model.problem = "a coroutine";
  boundary();
  block->steps.back().what = name;
  bool silent = starts_with(name, "llvm.lifetime") || starts_with(name, "llvm.assume");
  for (unsigned i = 0; !silent && i < LLVMGetNumArgOperands(call); i++)
    read_argument(call, i, name);
  bool known = starts_with(name, "llvm.") || starts_with(name, "NRT_") ||
               contains(vocabulary.observers, name) || contains(vocabulary.allocators, name) ||
               contains(vocabulary.leaf_allocators, name);
  if (!known)
    emit(StepKind::outside_call);
  read_result(call, name);
  stopped |= enum_attribute(call, on_function, kind_noreturn) != nullptr;
}

void Reader::read_store(LLVMValueRef store) {
  emit_each(StepKind::use, LLVMGetOperand(store, 1));
  emit_each(StepKind::transfer, LLVMGetOperand(store, 0));
  LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(store));
  const std::string &mark = vocabulary.raise_metadata;
  unsigned kind = LLVMGetMDKindIDInContext(context, mark.c_str(),
                                           static_cast<unsigned>(mark.size()));
  if (LLVMGetMetadata(store, kind) && points_to_argument(LLVMGetOperand(store, 1)))
    emit(StepKind::raise_mark);
  if (LLVMGetOrdering(store) != LLVMAtomicOrderingNotAtomic) {
    emit_each(StepKind::publish, LLVMGetOperand(store, 0));
    emit(StepKind::synchronise);
  }
}

/* atomicrmw and cmpxchg: operands from `first` on may end up in shared memory. */
void Reader::read_atomic(LLVMValueRef instruction, unsigned first) {
  emit_each(StepKind::use, LLVMGetOperand(instruction, 0));
  for (unsigned i = first; i < static_cast<unsigned>(LLVMGetNumOperands(instruction)); i++) {
    LLVMValueRef operand = LLVMGetOperand(instruction, i);
    LLVMValueRef number = LLVMIsAPtrToIntInst(operand);
    emit_each(StepKind::transfer, number ? LLVMGetOperand(number, 0) : operand);
    emit_each(StepKind::publish, number ? LLVMGetOperand(number, 0) : operand);
  }
  emit(StepKind::synchronise);
  read_other(instruction);
}

/* The result comes from wherever; nothing is concluded from the operands. */
void Reader::read_other(LLVMValueRef instruction) {
  for (int i = 0; i < pointer_leaves(LLVMTypeOf(instruction)); i++)
    emit(StepKind::bring, Model::no_slot, slot(instruction) + i);
}

void Reader::read_memory(LLVMValueRef instruction, LLVMOpcode opcode) {
  boundary();
  switch (opcode) {
  case LLVMLoad:
    emit_each(StepKind::use, LLVMGetOperand(instruction, 0));
    if (LLVMGetOrdering(instruction) > LLVMAtomicOrderingMonotonic)
      emit(StepKind::synchronise);
    read_other(instruction);
    break;
  case LLVMStore:
    read_store(instruction);
    break;
  case LLVMAtomicRMW:
    read_atomic(instruction, 1);
    break;
  case LLVMAtomicCmpXchg:
    read_atomic(instruction, 2);
    break;
  default:
    emit(StepKind::synchronise);
    break;
  }
}

void Reader::read_insert(LLVMValueRef instruction) {
  LLVMTypeRef type = LLVMTypeOf(instruction);
  int base = slot(instruction);
  int whole = pointer_leaves(type);
  LLVMValueRef member = LLVMGetOperand(instruction, 1);
  int part = pointer_leaves(LLVMTypeOf(member));
  if (whole == 0)
    return;
  emit(StepKind::copy, slot(LLVMGetOperand(instruction, 0)), base).count = whole;
  if (part > 0)
    emit(StepKind::copy, slot(member), base + leaf_offset(type, instruction)).count = part;
}

void Reader::read_compare(LLVMValueRef instruction) {
  LLVMValueRef left = LLVMGetOperand(instruction, 0);
  LLVMIntPredicate predicate = LLVMGetICmpPredicate(instruction);
  bool pointers = LLVMGetTypeKind(LLVMTypeOf(left)) == LLVMPointerTypeKind;
  bool equality = predicate == LLVMIntEQ || predicate == LLVMIntNE;
  if (!pointers || !equality || condition_slot(instruction) == Model::no_slot)
    return;
  Step &step = emit(StepKind::compare, slot(left), condition_slot(instruction));
  step.other = slot(LLVMGetOperand(instruction, 1));
  step.count = predicate == LLVMIntNE;
}

/* Instructions without effect: only the names that they make count. */
void Reader::read_pure(LLVMValueRef instruction, LLVMOpcode opcode) {
  int leaves = pointer_leaves(LLVMTypeOf(instruction));
  if (opcode == LLVMICmp)
    read_compare(instruction);
  if (leaves == 0)
    return;
  int target = slot(instruction);
  LLVMValueRef first = LLVMGetOperand(instruction, 0);
  if (opcode == LLVMBitCast || opcode == LLVMAddrSpaceCast || opcode == LLVMFreeze ||
      (opcode == LLVMGetElementPtr && all_zero_indices(instruction))) {
    emit(StepKind::copy, slot(first), target).count = leaves;
  } else if (opcode == LLVMGetElementPtr) {
    emit(StepKind::interior, slot(first), target);
  } else if (opcode == LLVMInsertValue) {
    read_insert(instruction);
  } else if (opcode == LLVMExtractValue) {
    int offset = slot(first) <= Model::no_slot ? 0 : leaf_offset(LLVMTypeOf(first), instruction);
    emit(StepKind::copy, slot(first) + offset, target).count = leaves;
  } else if (opcode == LLVMSelect) {
    Step &step = emit(StepKind::choose, slot(LLVMGetOperand(instruction, 1)), target);
    step.count = leaves;
    step.condition = condition_slot(first);
    int other = slot(LLVMGetOperand(instruction, 2));
    block->steps.back().other = other;
  } else {
    boundary();
    read_other(instruction);
  }
}

void Reader::read_instruction(LLVMValueRef instruction) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
  switch (opcode) {
  case LLVMPHI:
  case LLVMAlloca:
    return;
  case LLVMCall:
  case LLVMInvoke:
    read_call(instruction);
    return;
  case LLVMLoad:
  case LLVMStore:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
  case LLVMFence:
    read_memory(instruction, opcode);
    return;
  case LLVMPtrToInt:
    boundary();
    emit_each(StepKind::escape, LLVMGetOperand(instruction, 0));
    return;
  default:
    if (!LLVMIsATerminatorInst(instruction))
      read_pure(instruction, opcode);
  }
}

void Reader::read_unreachable() {
  bool after_call = last && LLVMGetInstructionOpcode(last) == LLVMCall &&
                    enum_attribute(last, on_function, kind_noreturn);
  bool strands = after_call && !enum_attribute(last, on_function, kind_nounwind);
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
    boundary();
    block->exit = Exit::leaves;
    break;
  case LLVMUnreachable:
    read_unreachable();
    break;
  case LLVMBr:
    if (LLVMIsConditional(terminator))
      block->condition = condition_slot(LLVMGetCondition(terminator));
    break;
  case LLVMSwitch:
  case LLVMInvoke:
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
  last = nullptr;
  stopped = false;
  for (LLVMValueRef i = LLVMGetFirstInstruction(order[index]); i; i = LLVMGetNextInstruction(i)) {
    if (LLVMGetInstructionOpcode(i) == LLVMCall &&
        starts_with(value_name(called_function(i)), "llvm.dbg."))
      continue;
    read_instruction(i);
    if (op_sign(i) != 0 && removable(i))
      continue;
    block->opcodes.push_back(LLVMGetInstructionOpcode(i));
    if (!LLVMIsATerminatorInst(i))
      last = i;
  }
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(order[index]);
  read_end(terminator);
  for (unsigned i = 0; i < LLVMGetNumSuccessors(terminator); i++)
    block->edges.push_back(read_edge(order[index], LLVMGetSuccessor(terminator, i)));
}

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

void Reader::find_raises(bool strict) {
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
    model.blocks[i].raises[strict] =
        tails[i].marked && !tails[i].work_behind_mark && !reaches[i];
}

Model Reader::read() {
  number();
  model.blocks.resize(order.size());
  for (size_t i = 0; i < order.size() && model.problem.empty(); i++)
    read_block(i);
  if (model.problem.empty()) {
    find_raises(false);
    find_raises(true);
  }
  return std::move(model);
}

} // namespace

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
