/* generator.hpp - the state of drawing one function; used by Workshop::generate alone. */
#ifndef REFPRUNE_TEST_ORACLE_GENERATOR_HPP
#define REFPRUNE_TEST_ORACLE_GENERATOR_HPP

#include "generate.hpp"

namespace oracle {

constexpr unsigned most_blocks = 12;

/* A name, and the block from which on it may be used. */
struct Value {
  LLVMValueRef value;
  unsigned block;
};

class Generator {
public:
  Generator(Workshop &workshop, uint64_t seed, const Dress &wanted)
      : shop(workshop), random(seed), dress(wanted), context(LLVMGetModuleContext(workshop.module)),
        builder(LLVMCreateBuilderInContext(context)) {}
  ~Generator() {
    LLVMDisposeBuilder(builder);
  }

  LLVMValueRef generate();

private:
  void draw_graph();
  void draw_edges(unsigned block);
  void connect(unsigned from, unsigned to);
  void draw_invokes();
  void find_dominators();
  void make_function();
  void make_arguments();
  void start_phis(unsigned block);
  void start_block(unsigned block);
  void fill_block(unsigned block);
  void instruction();
  void definition();
  void define_by_pair();
  void define_by_call();
  LLVMValueRef other_integer(LLVMValueRef value);
  LLVMValueRef through_vector(LLVMValueRef value);
  LLVMValueRef through_nest(LLVMValueRef value);
  LLVMValueRef through_depth(LLVMValueRef value);
  LLVMValueRef through_returned_pair();
  LLVMValueRef load_from_memory();
  LLVMValueRef call_unnamed(LLVMTypeRef type, LLVMValueRef argument);
  void define_by_form();
  LLVMValueRef length();
  LLVMValueRef pick_place();
  LLVMValueRef at_some_index(LLVMValueRef value);
  void open_catch();
  void promise(LLVMValueRef call, LLVMAttributeIndex index, const char *name, uint64_t value);
  void promising_call();
  void bundled_call();
  void weak_atomic();
  void suspend();
  void patch();
  void seldom_effect();
  void sparse_use();
  void derive();
  void tell();
  void effect();
  void publish();
  void synchronise();
  void make_select();
  void make_pair();
  void take_from_pair(LLVMValueRef pair, unsigned index);
  void make_cast();
  void use_interior(LLVMValueRef value);
  void add_op(int sign, LLVMValueRef value);
  void take(LLVMValueRef value);
  void pending_op();
  void end_block(unsigned block);
  void branch(unsigned block);
  std::vector<LLVMValueRef> some_arguments(LLVMTypeRef type);
  void invoke(unsigned block);
  void jump_from_assembler(unsigned block);
  void return_through_call();
  void end_for_good();
  void leave(bool raise);
  void raise_store();
  void hand_on();
  void use_phi(LLVMValueRef phi);
  void use_tested();
  void fill_phis();
  LLVMValueRef phi_input(LLVMValueRef phi, unsigned from, LLVMValueRef usual);
  LLVMValueRef pick();
  LLVMValueRef pick_at(unsigned block);
  LLVMValueRef call(const Workshop::Callee &callee, std::vector<LLVMValueRef> arguments);
  LLVMValueRef add(LLVMValueRef value);
  LLVMValueRef condition();
  LLVMValueRef condition_at_end();
  LLVMValueRef pick_pair(unsigned block);
  bool available(const Value &value, unsigned block) const {
    return dominators[block] >> value.block & 1;
  }
  void dress_up();
  void add_debug_info();

  Workshop &shop;
  Random random;
  const Dress &dress;
  LLVMContextRef context;
  LLVMBuilderRef builder;
  LLVMValueRef function = nullptr;
  unsigned blocks = 1;
  std::vector<unsigned> successors[most_blocks];
  std::vector<unsigned> predecessors[most_blocks];
  unsigned dominators[most_blocks] = {};
  LLVMBasicBlockRef block_of[most_blocks] = {};
  LLVMBasicBlockRef end_of[most_blocks] = {}; /* the same, but for a handler behind its switch */
  bool invokes[most_blocks] = {}; /* ends with one */
  bool lands[most_blocks] = {};   /* begins with a landing pad */
  LLVMValueRef pad = nullptr;     /* of the current block */
  LLVMValueRef own_slot = nullptr; /* memory of the function's own */
  LLVMValueRef invoked[most_blocks] = {}; /* the pointer that the block's end makes */
  LLVMValueRef tested[most_blocks] = {}; /* what the block's end compares with null */
  std::vector<Value> values;
  std::vector<Value> phis;
  std::vector<Value> pairs;
  std::vector<Value> pair_phis;
  std::vector<Value> places; /* addresses within what an argument names */
  std::vector<Value> pending; /* took a reference that is to be given back */
  unsigned current = 0;
  bool returns_pointer = false;
  unsigned op_percent = 50;
  bool funclets = false; /* pads are cleanup pads and handlers */
  bool sparse = false; /* few names, and little that disturbs their counts */
};

} // namespace oracle

#endif
