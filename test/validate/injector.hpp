/* injector.hpp - one function that is given operations; used by inject_module alone. */
#ifndef REFPRUNE_TEST_VALIDATE_INJECTOR_HPP
#define REFPRUNE_TEST_VALIDATE_INJECTOR_HPP

#include <set>
#include <vector>

#include <llvm/IR/Dominators.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/Instructions.h>

#include "model.hpp"
#include "random.hpp"

namespace oracle {

using Blocks = llvm::SmallVector<llvm::BasicBlock *, 16>;

class Injector {
public:
  Injector(llvm::Function &host, const Vocabulary &vocabulary, Random &chances)
      : function(host), words(vocabulary), random(chances),
        pointer(llvm::PointerType::get(host.getContext(), 0)) {}

  bool has_names() {
    look();
    return !names.empty();
  }
  void inject();
  void leave_one();

private:
  void look();
  void look_at(llvm::Instruction &item);
  void add_name(llvm::Value *value);

  struct Planned {
    bool up;
    llvm::Value *name;
    llvm::Instruction *place; /* to stand before; or a terminator to stand behind, on one of its edges */
    int edge;
  };

  llvm::Function &function;
  const Vocabulary &words;
  Random &random;
  llvm::PointerType *pointer;
  bool made_some = false;
  llvm::DominatorTree dominators;
  std::vector<llvm::Value *> names; /* pointers that an operation may be given */
  std::vector<llvm::Value *> calls; /* those of them that calls return */
  std::vector<llvm::PHINode *> phis;
  std::vector<llvm::Value *> conditions;
  std::vector<llvm::StoreInst *> stores; /* of pointers */
  std::vector<llvm::ReturnInst *> returns;
  std::vector<Planned> plan;

  template <typename T> T &one_of(std::vector<T> &from) {
    return from[random.below(from.size())];
  }
  bool exists_at(llvm::Value *value, llvm::Instruction *place) {
    return dominators.dominates(value, place);
  }
  std::vector<llvm::Instruction *> places_in(llvm::BasicBlock *block, llvm::Instruction *first = nullptr);
  llvm::Instruction *some_place_in(llvm::BasicBlock *block, llvm::Instruction *first = nullptr);
  llvm::Instruction *first_place_of(llvm::Value *name);
  llvm::Instruction *some_place_for(llvm::Value *name);

  void put(bool up, llvm::Value *name, llvm::Instruction *place, int edge = -1) {
    if (place && exists_at(name, place))
      plan.push_back({up, name, place, edge});
  }
  void put_up(llvm::Value *name, llvm::Instruction *place);
  void put_back(llvm::Value *name, llvm::Instruction *place, int edge = -1);
  void carry_out();
  llvm::FunctionCallee operation(bool up);
  void make(const Planned &planned);

  llvm::BasicBlock *some_end(const Blocks &scope, llvm::BasicBlock *top);
  bool give_back_before(llvm::Value *name, llvm::BasicBlock *end);
  void give_back_at_exits(llvm::Value *name, llvm::BasicBlock *block, llvm::Instruction *first,
                          const std::set<llvm::BasicBlock *> &within, llvm::BasicBlock *end);
  void give_back(llvm::Value *name, llvm::Instruction *from);
  void disturb(llvm::Instruction *from);

  void hold();
  void hold_in_block();
  void web(llvm::PHINode *phi, unsigned depth);
  void follow_phi();
  void add_phi();
  void add_select();
  void own();
  void store_out();
  void hand_to_caller();
  void alone();
};

/* Memory that the function or its caller sets aside for a value. */
bool is_own_memory(const llvm::Value *value);

} // namespace oracle

#endif
