/* llvm_compat.h - every difference between LLVM versions that C code here meets, and the few small
 * questions that the C API answers only in a roundabout way.
 */
#ifndef REFPRUNE_LLVM_COMPAT_H
#define REFPRUNE_LLVM_COMPAT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm/Config/llvm-config.h>

/* ORC's C API: LLVM 21 gave up the thread-safe context that makes its own LLVM context. For
 * lib/jit/jit_compat.h. */
#define COMPAT_CONTEXT_COMES_FIRST (LLVM_VERSION_MAJOR >= 21)

/* A `memory(...)` attribute is a row of two-bit fields, one per location: bit 0 read, bit 1 write.
 * The number of locations grew between LLVM 19 and 22 but the fields did not change, so "writes
 * nothing" can be asked without knowing them. */
static inline bool compat_memory_writes(uint64_t memory) {
  return (memory & UINT64_C(0xaaaaaaaaaaaaaaaa)) != 0;
}

/* The first two are what arguments point to, and what no code of the module can reach. */
static inline bool compat_memory_writes_elsewhere(uint64_t memory) {
  return compat_memory_writes(memory & ~UINT64_C(0xf));
}

static inline bool compat_is_pointer(LLVMValueRef value) {
  return LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind;
}

static inline unsigned compat_attribute_kind(const char *name) {
  return LLVMGetEnumAttributeKindForName(name, strlen(name));
}

/* Does an instruction of this kind call something? */
static inline bool compat_is_call(LLVMOpcode opcode) {
  return opcode == LLVMCall || opcode == LLVMInvoke || opcode == LLVMCallBr;
}

/* May a value of this type, or its first field, take up no memory? (The target library would know.) */
static inline bool compat_may_be_empty(LLVMTypeRef type) {
  for (;;) {
    switch (LLVMGetTypeKind(type)) {
    case LLVMArrayTypeKind:
      if (LLVMGetArrayLength2(type) == 0)
        return true;
      type = LLVMGetElementType(type);
      break;
    case LLVMStructTypeKind:
      if (LLVMCountStructElementTypes(type) == 0)
        return true;
      type = LLVMStructGetTypeAtIndex(type, 0);
      break;
    default:
      return false;
    }
  }
}

/* Is this specification of a data layout, `p[flags][number][(name)]:width:...`, about pointers of the
 * address space? Then its width, else 0. */
static inline unsigned compat_specified_bits(const char *spec, unsigned space) {
  if (*spec != 'p')
    return 0;
  do
    spec++;
  while (*spec == 'e' || *spec == 'u');
  unsigned number = 0;
  for (; *spec >= '0' && *spec <= '9'; spec++)
    number = number * 10 + (unsigned)(*spec - '0');
  spec += *spec == '(' ? strcspn(spec, ":") : 0;
  return number == space && *spec == ':' ? (unsigned)strtoul(spec + 1, NULL, 10) : 0;
}

/* Width of a pointer in an address space, read off the data layout string: the target library, which also
 * knows it, need not be linked into the host that loads the plugin. Spaces that are not specified are like
 * the first. */
static inline unsigned compat_pointer_bits(LLVMModuleRef module, unsigned space) {
  for (const char *spec = LLVMGetDataLayoutStr(module); spec && *spec;) {
    unsigned bits = compat_specified_bits(spec, space);
    if (bits)
      return bits;
    const char *next = strchr(spec, '-');
    spec = next ? next + 1 : NULL;
  }
  return space ? compat_pointer_bits(module, 0) : 64; /* LLVM's default */
}

/* The stronger of an atomic instruction's orderings. */
static inline LLVMAtomicOrdering compat_strongest_ordering(LLVMValueRef instruction) {
  if (!LLVMIsAAtomicCmpXchgInst(instruction))
    return LLVMGetOrdering(instruction);
  LLVMAtomicOrdering success = LLVMGetCmpXchgSuccessOrdering(instruction);
  LLVMAtomicOrdering failure = LLVMGetCmpXchgFailureOrdering(instruction);
  return success > failure ? success : failure;
}

/* Places a builder before an instruction, ahead of the debug records that stand there. */
static inline void compat_position_before(LLVMBuilderRef builder, LLVMValueRef instruction) {
  LLVMPositionBuilderBeforeInstrAndDbgRecords(builder, instruction);
}

#endif
