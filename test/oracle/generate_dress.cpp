/* generate_dress.cpp - names and debug information, which must not matter. */
#include <cstring>

#include <llvm-c/DebugInfo.h>

#include "generator.hpp"
#include "model.hpp"

namespace oracle {

/* Names that could lead a pruner astray if it read them. */
void Generator::dress_up() {
  static const char *const stems[] = {"x", "excinfo", "NRT_incref", "NRT_decref", "raise", "leaf"};
  unsigned next = 0;
  for (LLVMBasicBlockRef block : blocks_of(function)) {
    LLVMSetValueName2(LLVMBasicBlockAsValue(block), "B0.if", 5);
    for (LLVMValueRef value = LLVMGetFirstInstruction(block); value;
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
  LLVMMetadataRef variable =
      LLVMDIBuilderCreateAutoVariable(debug, scope, "p", 1, file, 1, basic, 1, LLVMDIFlagZero, 0);
  LLVMMetadataRef expression = LLVMDIBuilderCreateExpression(debug, nullptr, 0);
  unsigned line = 1;
  for (LLVMBasicBlockRef block : blocks_of(function))
    for (LLVMValueRef value = LLVMGetFirstInstruction(block); value;
         value = LLVMGetNextInstruction(value)) {
      LLVMMetadataRef location =
          LLVMDIBuilderCreateDebugLocation(context, line++, 1, scope, nullptr);
      LLVMInstructionSetDebugLoc(value, location);
      bool pointer = LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind;
      if (pointer && !LLVMIsAPHINode(value) && !LLVMIsATerminatorInst(value))
        LLVMDIBuilderInsertDbgValueRecordBefore(debug, value, variable, expression, location,
                                                LLVMGetNextInstruction(value));
    }
  LLVMDIBuilderFinalize(debug);
  LLVMDisposeDIBuilder(debug);
}

} // namespace oracle
