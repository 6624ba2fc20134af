/* ir_facts.cpp - see ir_facts.hpp. */
#include "ir_facts.hpp"

#include <cstring>
#include <set>

namespace oracle {

bool contains(const std::vector<std::string> &names, const char *name) {
  for (const std::string &candidate : names)
    if (candidate == name)
      return true;
  return false;
}

bool starts_with(const char *text, const char *prefix) {
  return std::strncmp(text, prefix, std::strlen(prefix)) == 0;
}

int pointer_leaves(LLVMTypeRef type) {
  switch (LLVMGetTypeKind(type)) {
  case LLVMPointerTypeKind:
    return 1;
  case LLVMArrayTypeKind: {
    int each = pointer_leaves(LLVMGetElementType(type));
    uint64_t length = each == 0 ? 0 : LLVMGetArrayLength2(type);
    return length > too_many_leaves ? too_many_leaves : each * static_cast<int>(length);
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

LLVMValueRef called_function(LLVMValueRef call) {
  return LLVMIsAFunction(LLVMGetCalledValue(call));
}

LLVMValueRef behind_aliases(LLVMValueRef value) {
  while (LLVMIsAGlobalAlias(value))
    value = LLVMAliasGetAliasee(value);
  return value;
}

const char *value_name(LLVMValueRef value) {
  size_t length;
  return value ? LLVMGetValueName2(value, &length) : "";
}

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

bool is_bundled(LLVMValueRef call) {
  return LLVMGetNumOperandBundles(call) > 0 &&
         !starts_with(value_name(called_function(call)), "llvm.assume");
}

namespace {

/* The attribute holds two bits for each kind of memory: 1 for reads, 2 for writes. */
bool allows_none(LLVMAttributeRef memory, uint64_t bits) {
  return memory && (LLVMGetEnumAttributeValue(memory) & bits) == 0;
}

/* Both the call and the function may say so; a bundle overrules the function. */
bool memory_bits_clear(LLVMValueRef call, uint64_t bits) {
  unsigned kind = attribute_kind("memory");
  LLVMValueRef callee = is_bundled(call) ? nullptr : called_function(call);
  return allows_none(LLVMGetCallSiteEnumAttribute(call, on_function, kind), bits) ||
         (callee && allows_none(LLVMGetEnumAttributeAtIndex(callee, on_function, kind), bits));
}

} // namespace

bool writes_nothing(LLVMValueRef call) {
  return memory_bits_clear(call, 0xaaaaaaaau);
}

bool touches_nothing(LLVMValueRef call) {
  return memory_bits_clear(call, 0xffffffffu);
}

namespace {

/* Looks through a call tree for something that another module, another thread or nobody knows. */
class CallTree {
public:
  bool is_calm(LLVMValueRef callee) {
    if (!callee || LLVMIsDeclaration(callee) || !is_final(LLVMGetLinkage(callee)))
      return false;
    if (!seen.insert(callee).second)
      return true; /* on the way already: it adds nothing */
    for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(callee); block;
         block = LLVMGetNextBasicBlock(block))
      for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i))
        if (is_restless(i))
          return false;
    return true;
  }

private:
  static bool is_final(LLVMLinkage linkage) {
    return linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage ||
           linkage == LLVMExternalLinkage;
  }

  bool is_restless(LLVMValueRef instruction) {
    switch (LLVMGetInstructionOpcode(instruction)) {
    case LLVMCall:
    case LLVMInvoke:
      return is_bundled(instruction) ||
             (!writes_nothing(instruction) && !is_inert(value_name(called_function(instruction))) &&
              !is_calm(called_function(instruction)));
    case LLVMFence:
    case LLVMAtomicRMW:
    case LLVMAtomicCmpXchg:
      return true;
    case LLVMLoad:
    case LLVMStore:
      return LLVMGetOrdering(instruction) > LLVMAtomicOrderingMonotonic;
    default:
      return false;
    }
  }

  std::set<LLVMValueRef> seen;
};

} // namespace

bool is_inert(const char *name) {
  bool calls_back =
      (starts_with(name, "llvm.coro.") && !starts_with(name, "llvm.coro.done")) ||
      (starts_with(name, "llvm.experimental.") && !starts_with(name, "llvm.experimental.noalias."));
  return starts_with(name, "llvm.") && !calls_back;
}

bool may_move_nothing(LLVMValueRef call) {
  LLVMValueRef length = LLVMGetOperand(call, 2);
  return !LLVMIsAConstantInt(length) || LLVMIsNull(length);
}

bool has_calm_body(LLVMValueRef call) {
  return !is_bundled(call) && CallTree().is_calm(called_function(call));
}

bool all_zero_indices(LLVMValueRef gep) {
  for (unsigned i = 1; i < static_cast<unsigned>(LLVMGetNumOperands(gep)); i++) {
    LLVMValueRef index = LLVMGetOperand(gep, i);
    if (!LLVMIsAConstantInt(index) || LLVMConstIntGetZExtValue(index) != 0)
      return false;
  }
  return true;
}

bool may_be_zero_indices(LLVMValueRef gep) {
  for (unsigned i = 1; i < static_cast<unsigned>(LLVMGetNumOperands(gep)); i++) {
    LLVMValueRef index = LLVMGetOperand(gep, i);
    if (LLVMIsAConstantInt(index) && LLVMConstIntGetZExtValue(index) != 0)
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
                opcode == LLVMFreeze ||
                (opcode == LLVMGetElementPtr && all_zero_indices(instruction));
    if (!cast)
      return false;
    pointer = LLVMGetOperand(instruction, 0);
  }
  return true;
}

} // namespace oracle
