/* reader_instructions.cpp - what single instructions mean for a walk. */
#include "reader.hpp"

#include <llvm-c/Target.h>

namespace oracle {

void Reader::read_op(LLVMValueRef instruction) {
  if (stopped) {
    model.idle_ops += removable(instruction);
    return;
  }
  Op op = {op_sign(instruction), slot(LLVMGetOperand(instruction, 0))};
  if (removable(instruction)) {
    block->gaps.back().push_back(op);
    emit(StepKind::op, op.slot).count = op.sign;
    return;
  }
  boundary();
  emit(StepKind::fixed_op, op.slot).count = op.sign;
  if (!is_bundled(instruction))
    return;
  boundary();
  read_bundles(instruction);
}

/* Does the result bring no pointer under another name? As a pointer it is followed; fewer bits are none. */
bool Reader::tells_no_pointer(LLVMValueRef call) {
  LLVMTypeRef type = LLVMTypeOf(call);
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  if (kind == LLVMVoidTypeKind || kind == LLVMPointerTypeKind)
    return true;
  LLVMTargetDataRef layout = LLVMGetModuleDataLayout(LLVMGetGlobalParent(function));
  bool is_number = kind == LLVMIntegerTypeKind || kind == LLVMHalfTypeKind || kind == LLVMFloatTypeKind;
  return is_number && LLVMSizeOfTypeInBits(layout, type) < 8 * LLVMPointerSize(layout);
}

void Reader::read_argument(LLVMValueRef call, unsigned index, const char *name) {
  LLVMValueRef argument = LLVMGetOperand(call, index);
  if (pointer_leaves(LLVMTypeOf(argument)) == 0)
    return;
  LLVMAttributeRef captures = enum_attribute(call, index + 1, kind_captures);
  bool allocates = contains(vocabulary.allocators, name);
  /* But for a destructor's argument the runtime keeps no pointer that it is handed. */
  bool runtime = starts_with(name, "llvm.mem") || (starts_with(name, "NRT_") && !allocates);
  bool kept = !(captures && LLVMGetEnumAttributeValue(captures) == 0) &&
              !enum_attribute(call, index + 1, kind_nocapture) && !runtime;
  if (!touches_nothing(call))
    emit_each(StepKind::use, argument);
  else if (tells_no_pointer(call))
    return; /* it has nowhere to keep the pointer, but may return it */
  if (contains(vocabulary.observers, name))
    emit_each(StepKind::observe, argument);
  else if (kept)
    emit_each(StepKind::escape, argument);
  if (has_string_attribute(call, index + 1, "refprune-consumes"))
    emit(StepKind::consume, slot(argument));
  if (enum_attribute(call, index + 1, kind_returned))
    emit_each(StepKind::retain, argument);
}

/* What a bundle holds becomes known in unknown ways, but for what is assumed. */
void Reader::read_bundles(LLVMValueRef call) {
  for (unsigned i = 0; is_bundled(call) && i < LLVMGetNumOperandBundles(call); i++) {
    LLVMOperandBundleRef bundle = LLVMGetOperandBundleAtIndex(call, i);
    for (unsigned k = 0; k < LLVMGetNumOperandBundleArgs(bundle); k++)
      emit_each(StepKind::escape, LLVMGetOperandBundleArgAtIndex(bundle, k));
    size_t length;
    const char *tag = LLVMGetOperandBundleTag(bundle, &length);
    if (std::string(tag, length) == "deopt")
      emit(StepKind::hand_over);
    LLVMDisposeOperandBundle(bundle);
  }
}

void Reader::read_result(LLVMValueRef call, const char *name) {
  bool leaf = contains(vocabulary.leaf_allocators, name);
  if (leaf || contains(vocabulary.allocators, name)) {
    emit(StepKind::allocate, Model::no_slot, slot(call)).count = leaf;
    block->steps.back().nonnull = enum_attribute(call, LLVMAttributeReturnIndex, kind_nonnull);
    return;
  }
  for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
    if (enum_attribute(call, i + 1, kind_returned) &&
        pointer_leaves(LLVMTypeOf(LLVMGetOperand(call, i))) > 0) {
      emit(StepKind::copy, slot(LLVMGetOperand(call, i)), slot(call)).count =
          pointer_leaves(LLVMTypeOf(call));
      return;
    }
  for (int i = 0; i < pointer_leaves(LLVMTypeOf(call)); i++) {
    emit(StepKind::bring, Model::no_slot, slot(call) + i).count = !writes_nothing(call);
    block->steps.back().nonnull = enum_attribute(call, LLVMAttributeReturnIndex, kind_nonnull);
  }
  if (touches_nothing(call) && LLVMGetTypeKind(LLVMTypeOf(call)) == LLVMPointerTypeKind)
    read_echo(call);
}

/* Who only has the arguments to look at may return one of them, known elsewhere or not. */
void Reader::read_echo(LLVMValueRef call) {
  int result = slot(call);
  for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
    if (pointer_leaves(LLVMTypeOf(LLVMGetOperand(call, i))) == 1)
      emit_choice(slot(LLVMGetOperand(call, i)), result);
}

/* A patchpoint calls the function that it is given. */
void Reader::read_wrapped(LLVMValueRef call, const char *name) {
  if (!starts_with(name, "llvm.experimental.patchpoint"))
    return;
  const char *called = value_name(LLVMGetOperand(call, 2));
  int sign = vocabulary.incref == called ? 1 : vocabulary.decref == called ? -1 : 0;
  if (sign == 0)
    return;
  emit(StepKind::fixed_op, slot(LLVMGetOperand(call, 4))).count = sign;
  boundary(); /* what else the call does comes later */
}

void Reader::note_stop(LLVMValueRef call) {
  if (!stopped && LLVMIsACallInst(call) && enum_attribute(call, on_function, kind_noreturn))
    stopped = call;
}

void Reader::read_call(LLVMValueRef call) {
  if (op_sign(call) != 0) {
    read_op(call);
    note_stop(call);
    return;
  }
  const char *name = value_name(called_function(call));
  boundary();
  block->steps.back().what = name;
  bool silent = starts_with(name, "llvm.lifetime") || starts_with(name, "llvm.assume") ||
                (starts_with(name, "llvm.mem") && may_move_nothing(call));
  for (unsigned i = 0; !silent && i < LLVMGetNumArgOperands(call); i++)
    read_argument(call, i, name);
  bool copies = starts_with(name, "llvm.memcpy") || starts_with(name, "llvm.memmove");
  if (copies && !LLVMIsNull(LLVMGetOperand(call, 2)))
    emit(StepKind::copy_out, slot(place_of(LLVMGetOperand(call, 1))));
  read_wrapped(call, name);
  read_bundles(call);
  bool known = is_inert(name) || starts_with(name, "NRT_") ||
               writes_nothing(call) || has_calm_body(call) || contains(vocabulary.observers, name) ||
               contains(vocabulary.allocators, name) || contains(vocabulary.leaf_allocators, name);
  if (starts_with(name, "llvm.coro.suspend"))
    emit(StepKind::suspend);
  else if (!known)
    emit(StepKind::outside_call);
  read_result(call, name);
  if (enum_attribute(call, on_function, kind_returns_twice))
    emit(StepKind::landing);
  note_stop(call);
}

void Reader::read_store(LLVMValueRef store) {
  LLVMValueRef value = LLVMGetOperand(store, 0);
  emit_each(StepKind::use, LLVMGetOperand(store, 1));
  emit_each(StepKind::transfer, LLVMIsAPtrToIntInst(value) ? LLVMGetOperand(value, 0) : value);
  bool copies = LLVMIsALoadInst(value) && pointer_leaves(LLVMTypeOf(value)) == 0;
  if (copies && !LLVMIsConstant(LLVMGetOperand(value, 0)))
    emit(StepKind::copy_out, slot(place_of(LLVMGetOperand(value, 0))));
  LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(store));
  const std::string &mark = vocabulary.raise_metadata;
  unsigned kind =
      LLVMGetMDKindIDInContext(context, mark.c_str(), static_cast<unsigned>(mark.size()));
  if (LLVMGetMetadata(store, kind) && points_to_argument(LLVMGetOperand(store, 1)))
    emit(StepKind::raise_mark);
  if (LLVMGetOrdering(store) != LLVMAtomicOrderingNotAtomic) {
    emit_each(StepKind::publish, LLVMGetOperand(store, 0));
    read_ordering(store);
  }
}

/* Weak accesses order nothing. */
void Reader::read_ordering(LLVMValueRef instruction) {
  LLVMAtomicOrdering ordering = LLVMIsAAtomicCmpXchgInst(instruction)
                                    ? LLVMGetCmpXchgSuccessOrdering(instruction)
                                    : LLVMGetOrdering(instruction);
  if (ordering > LLVMAtomicOrderingMonotonic)
    emit(StepKind::synchronise);
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
  read_ordering(instruction);
  read_other(instruction);
}

/* The result comes from wherever; nothing is concluded from the operands. */
void Reader::read_other(LLVMValueRef instruction) {
  for (int i = 0; i < pointer_leaves(LLVMTypeOf(instruction)); i++)
    emit(StepKind::bring, Model::no_slot, slot(instruction) + i).count = 0;
}

/* The first address within another that is written like this one; else itself. */
LLVMValueRef Reader::place_of(LLVMValueRef address) {
  if (!LLVMIsAGetElementPtrInst(address))
    return address;
  std::vector<const void *> spelling = {LLVMGetGEPSourceElementType(address)};
  for (unsigned i = 0; i < static_cast<unsigned>(LLVMGetNumOperands(address)); i++)
    spelling.push_back(LLVMGetOperand(address, i));
  return places.emplace(spelling, address).first->second;
}

/* What is read from one place twice may be the same, counted under either name. A place is a part of
 * all that its address was computed from, but another than the field in front of it. A pointer may be read
 * as a number first. */
void Reader::read_place(LLVMValueRef load, LLVMValueRef pointer) {
  LLVMValueRef place = LLVMGetOperand(load, 0);
  LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(load));
  bool is_field = kind != LLVMStructTypeKind && kind != LLVMArrayTypeKind;
  for (int i = 0; i < pointer_leaves(LLVMTypeOf(pointer)) && !LLVMIsConstant(place); i++) {
    emit(StepKind::recall, slot(place_of(place)), slot(pointer) + i).count = is_field;
    for (LLVMValueRef at = place; at;) {
      emit(StepKind::remember, slot(pointer) + i, slot(place_of(at))).count = at == place && i == 0;
      LLVMValueRef gep = LLVMIsAGetElementPtrInst(at);
      at = gep && !LLVMIsConstant(LLVMGetOperand(gep, 0)) ? LLVMGetOperand(gep, 0) : nullptr;
    }
  }
}

void Reader::read_memory(LLVMValueRef instruction, LLVMOpcode opcode) {
  boundary();
  switch (opcode) {
  case LLVMLoad:
    emit_each(StepKind::use, LLVMGetOperand(instruction, 0));
    read_ordering(instruction);
    read_other(instruction);
    read_place(instruction, instruction);
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

/* Is the integer of a pointer as wide as the pointer? */
bool Reader::same_width(LLVMValueRef integer, LLVMValueRef pointer) {
  LLVMTargetDataRef layout = LLVMGetModuleDataLayout(LLVMGetGlobalParent(function));
  return LLVMTypeOf(LLVMGetOperand(integer, 0)) == LLVMTypeOf(pointer) &&
         LLVMSizeOfTypeInBits(layout, LLVMTypeOf(integer)) ==
             LLVMSizeOfTypeInBits(layout, LLVMTypeOf(pointer));
}

/* By which pointer a number was computed, if there is one. */
static LLVMValueRef source_of_number(LLVMValueRef number) {
  while (LLVMIsACastInst(number) || LLVMIsABinaryOperator(number)) {
    if (LLVMIsAPtrToIntInst(number))
      return LLVMGetOperand(number, 0);
    number = LLVMGetOperand(number, 0);
  }
  return nullptr;
}

/* What comes out of a number or a vector may be what went in. */
void Reader::read_sources(LLVMValueRef instruction) {
  LLVMValueRef first = LLVMGetNumOperands(instruction) > 0 ? LLVMGetOperand(instruction, 0) : nullptr;
  int target = slot(instruction);
  LLVMValueRef source = LLVMIsAIntToPtrInst(instruction) ? source_of_number(first) : nullptr;
  if (source && pointer_leaves(LLVMTypeOf(source)) == 1)
    emit_choice(slot(source), target);
  else if (LLVMIsAIntToPtrInst(instruction) && LLVMIsALoadInst(first))
    read_place(first, instruction);
  else if (LLVMIsAInsertElementInst(instruction))
    emit_choice(slot(LLVMGetOperand(instruction, 1)), target);
  else if (LLVMIsAExtractElementInst(instruction) && slot(first) > Model::no_slot)
    emit_choice(slot(first), target);
}

/* Instructions without effect: only the names that they make count. */
void Reader::read_pure(LLVMValueRef instruction, LLVMOpcode opcode) {
  int leaves = pointer_leaves(LLVMTypeOf(instruction));
  if (opcode == LLVMICmp)
    read_compare(instruction);
  if (leaves == 0)
    return;
  int target = slot(instruction);
  bool has_operands = LLVMGetNumOperands(instruction) > 0; /* a cleanup's landingpad has none */
  LLVMValueRef first = has_operands ? LLVMGetOperand(instruction, 0) : nullptr;
  if (opcode == LLVMIntToPtr && LLVMIsAPtrToIntInst(first) && same_width(first, instruction)) {
    emit(StepKind::copy, slot(LLVMGetOperand(first, 0)), target).count = leaves;
  } else if (opcode == LLVMBitCast || opcode == LLVMAddrSpaceCast || opcode == LLVMFreeze ||
      (opcode == LLVMGetElementPtr && all_zero_indices(instruction))) {
    emit(StepKind::copy, slot(first), target).count = leaves;
  } else if (opcode == LLVMGetElementPtr) {
    boundary(); /* it may bring another object */
    emit(StepKind::interior, slot(first), target);
    if (may_be_zero_indices(instruction))
      emit_choice(slot(first), target);
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
    for (unsigned i = 0; i < static_cast<unsigned>(LLVMGetNumOperands(instruction)); i++)
      emit_each(StepKind::escape, LLVMGetOperand(instruction, i));
    read_other(instruction);
    read_sources(instruction);
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
  case LLVMCallBr:
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

} // namespace oracle
