// remarks.cpp - events of the pruner as LLVM optimisation remarks.
#include "passes.hpp"

#include <llvm/Analysis/OptimizationRemarkEmitter.h>
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/Instruction.h>
#include <llvm/IR/Module.h>

using namespace llvm;

namespace {

// Remarks about a whole function (a give-up without an instruction) point at its entry.
template <typename Remark> Remark makeRemark(const char *name, const refprune_event &event) {
  const auto *function = unwrap<Function>(event.function);
  if (event.instruction)
    return Remark(refprune::passName, name, unwrap<Instruction>(event.instruction));
  return Remark(refprune::passName, name, function->getSubprogram(), &function->getEntryBlock());
}

template <typename Remark> void emit(const char *name, const refprune_event &event) {
  OptimizationRemarkEmitter emitter(unwrap<Function>(event.function));
  auto remark = makeRemark<Remark>(name, event);
  remark << (event.text ? event.text : refprune_reason_text(event.reason));
  emitter.emit(remark);
}

void remarkIfInlinable(const Function *function) {
  if (!function || function->isDeclaration() || function->hasFnAttribute(Attribute::NoInline))
    return;
  OptimizationRemarkAnalysis remark(refprune::passName, "Inlinable", function->getSubprogram(),
                                    &function->getEntryBlock());
  remark << function->getName()
         << " has a body and is not noinline: calls that were inlined are not pruned";
  OptimizationRemarkEmitter(function).emit(remark);
}

} // namespace

void refprune::remarkInlinable(Module &module, const refprune_options &options) {
  remarkIfInlinable(module.getFunction(options.incref));
  remarkIfInlinable(module.getFunction(options.decref));
}

void refprune::emitRemark(void *, const refprune_event *event) {
  switch (event->kind) {
  case REFPRUNE_REMOVED:
    return emit<OptimizationRemark>("Removed", *event);
  case REFPRUNE_INSERTED:
    return emit<OptimizationRemark>("Inserted", *event);
  case REFPRUNE_KEPT:
    return emit<OptimizationRemarkMissed>("Kept", *event);
  case REFPRUNE_GAVE_UP:
    return emit<OptimizationRemarkAnalysis>("GaveUp", *event);
  }
}
