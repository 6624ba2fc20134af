/* reader.hpp - the state of reading one function; used by read_model alone. */
#ifndef REFPRUNE_TEST_ORACLE_READER_HPP
#define REFPRUNE_TEST_ORACLE_READER_HPP

#include <unordered_map>

#include "ir_facts.hpp"
#include "model.hpp"

namespace oracle {

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
  bool is_new(LLVMValueRef instruction);

  Step &emit(StepKind kind, int source = Model::no_slot, int target = Model::no_slot);
  void emit_choice(int source, int target);
  void emit_each(StepKind kind, LLVMValueRef value);
  void boundary();
  void read_block(size_t index);
  void read_instruction(LLVMValueRef instruction);
  void read_op(LLVMValueRef instruction);
  void read_call(LLVMValueRef call);
  void note_stop(LLVMValueRef call);
  void read_argument(LLVMValueRef call, unsigned index, const char *name);
  void read_bundles(LLVMValueRef call);
  void read_wrapped(LLVMValueRef call, const char *name);
  void read_result(LLVMValueRef call, const char *name);
  void read_echo(LLVMValueRef call);
  LLVMValueRef place_of(LLVMValueRef address);
  void read_place(LLVMValueRef load, LLVMValueRef pointer);
  void read_sources(LLVMValueRef instruction);
  void read_memory(LLVMValueRef instruction, LLVMOpcode opcode);
  void read_store(LLVMValueRef store);
  void read_ordering(LLVMValueRef instruction);
  void read_atomic(LLVMValueRef instruction, unsigned first);
  void read_pure(LLVMValueRef instruction, LLVMOpcode opcode);
  bool same_width(LLVMValueRef integer, LLVMValueRef pointer);
  bool tells_no_pointer(LLVMValueRef call);
  void read_insert(LLVMValueRef instruction);
  void read_compare(LLVMValueRef instruction);
  void read_other(LLVMValueRef instruction);
  void read_end(LLVMValueRef terminator);
  void read_stop();
  Edge read_edge(LLVMBasicBlockRef from, LLVMBasicBlockRef to);
  void count_split_ops();

  LLVMValueRef function;
  const std::vector<LLVMBasicBlockRef> &order;
  const Vocabulary &vocabulary;
  const Model *before;
  Model model;
  Block *block = nullptr;
  LLVMValueRef stopped = nullptr; /* the block's first call that does not return */
  std::unordered_map<LLVMValueRef, int> slot_of;
  std::unordered_map<LLVMBasicBlockRef, int> index_of;
  std::map<std::vector<const void *>, LLVMValueRef> places; /* by type and operands */
  unsigned kind_nonnull = attribute_kind("nonnull");
  unsigned kind_returned = attribute_kind("returned");
  unsigned kind_captures = attribute_kind("captures");
  unsigned kind_nocapture = attribute_kind("nocapture");
  unsigned kind_noreturn = attribute_kind("noreturn");
  unsigned kind_nounwind = attribute_kind("nounwind");
  unsigned kind_returns_twice = attribute_kind("returns_twice");
};

} // namespace oracle

#endif
