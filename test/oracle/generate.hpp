/* generate.hpp - random functions that are as nasty as the contract allows. */
#ifndef REFPRUNE_TEST_ORACLE_GENERATE_HPP
#define REFPRUNE_TEST_ORACLE_GENERATE_HPP

#include <vector>

#include <llvm-c/Core.h>

#include "random.hpp"

namespace oracle {

/* What must not change what a pruner does. */
struct Dress {
  bool names = false;
  bool debug_info = false;
};

/* One module with the functions that generated code calls; functions come and go in it. */
class Workshop {
public:
  explicit Workshop(LLVMContextRef context);
  ~Workshop();
  Workshop(const Workshop &) = delete;
  Workshop &operator=(const Workshop &) = delete;

  /* Makes the function of a seed; delete it with LLVMDeleteFunction. Equal seeds give functions
   * that are equal but for their dress. */
  LLVMValueRef generate(uint64_t seed, const Dress &dress);

  LLVMModuleRef module;

  struct Callee {
    LLVMTypeRef type;
    LLVMValueRef function;
  };
  Callee incref, decref, use, keep, make, returns, consume, opaque, die, stop, fresh, leaf, count,
      look, pure, may_throw, borrow, calm, calm_odr, restless, data, find, both, fill, calm_deep,
      restless_deep, echo, own, pass_pair, use_pair, assume, suspend, resume,
      copy, patch, starts, noted, waits, asks, incref_alias, decref_alias;
  Callee personality;
  LLVMValueRef global, constant_pair;
  LLVMTypeRef pointer, i1, i32, i64, pair;
  unsigned raise_kind, pinned_kind;

private:
  void declare_special(LLVMTypeRef none);
  void declare_seldom(LLVMTypeRef none);
  void declare_bodies(LLVMTypeRef none);
  void define(const Callee &callee, LLVMLinkage linkage, const std::vector<Callee> &callees);
  void define_restless(const Callee &callee, unsigned kind);
  Callee declare(const char *name, LLVMTypeRef result, std::vector<LLVMTypeRef> parameters);
  void mark(const Callee &callee, LLVMAttributeIndex index, const char *enum_attribute,
            uint64_t value = 0);
};

} // namespace oracle

#endif
