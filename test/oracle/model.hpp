/* model.hpp - what the oracles see of a function.
 *
 * A model is a function boiled down to what a walk needs: which name holds which object, where the
 * count changes, and where somebody could notice. It is read from the IR alone, by code that shares
 * nothing with lib/prune.
 *
 * Names are slots: every pointer (also inside an aggregate) has one. Slots are numbered by
 * position, reference count operations left out, so that the model of a function before pruning and
 * the one after it number alike.
 */
#ifndef REFPRUNE_TEST_ORACLE_MODEL_HPP
#define REFPRUNE_TEST_ORACLE_MODEL_HPP

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <llvm-c/Core.h>

namespace oracle {

/* The functions and marks that give IR its meaning. */
struct Vocabulary {
  std::string incref = "NRT_incref";
  std::string decref = "NRT_decref";
  std::string raise_metadata = "numba_exception_output";
  std::vector<std::string> observers = {"NRT_MemInfo_refcount"};
  std::vector<std::string> allocators;
  std::vector<std::string> leaf_allocators;
};

enum class StepKind : uint8_t {
  boundary,     /* an instruction that stays where it is: the ops before it end a gap */
  op,           /* removable; count is +1 or -1, source names the object */
  fixed_op,     /* the same, but it must still be there afterwards */
  use,          /* source is null or alive here */
  escape,       /* source becomes known to the outside */
  transfer,     /* source is stored: the outside may own a reference from now on */
  publish,      /* source is stored atomically: other threads may own references */
  observe,      /* the count of source is looked at */
  consume,      /* a call that releases a reference of source */
  retain,       /* a callee that may keep a reference of source for us */
  outside_call, /* unknown code runs */
  suspend,      /* and may do whatever it likes: somebody else has the function's references */
  synchronise,  /* an acquire, a release or a fence */
  raise_mark,   /* the marked store of a raising exit */
  copy,         /* target = source, count slots */
  interior,     /* target points into the object of source */
  allocate,     /* target = a new object, or null; count is 1 for one without a destructor */
  bring,        /* target = a pointer from the outside; count is 1 for a call's result */
  compare,      /* target = (source == other), or != where count is 1 */
  choose,       /* target = condition ? source : other, count slots */
  remember,     /* source was read from the place that target names; count 0: from within it */
  recall,       /* target may be what was read from the place in source before; 0: or from within */
  copy_out,     /* so may memory that is written now */
  hand_over,    /* another version of the function may go on from here, and sees every count */
  landing,      /* a call that may return once more, out of any later one */
};

struct Step {
  StepKind kind;
  bool nonnull = false;
  int target = 0;
  int source = 0;
  int other = 0;
  int condition = 0;
  int count = 1;
  const char *what = ""; /* for reproducers: the name of a callee; owned by the module */
};

struct Op {
  int sign;
  int slot;
};

struct Copy {
  int target;
  int source;
  int count;
};

/* One control-flow edge. In a model of a pruned function a block that only holds ops and stands on
 * an old edge is part of that edge. */
struct Edge {
  int target;
  std::vector<Copy> copies; /* the phis of the target, all at once */
  std::vector<Op> ops;      /* of split blocks on the edge */
};

enum class Exit : uint8_t {
  none,
  leaves,  /* return, resume: the caller sees every count */
  strands, /* unreachable after a call that does not return but may unwind */
  dead,    /* unreachable after one that cannot unwind either, or a bare unreachable */
};

struct Block {
  std::string name;
  std::vector<Step> steps;
  std::vector<std::vector<Op>> gaps; /* ops before the 1st, 2nd ... boundary and before the end */
  std::vector<Edge> edges;
  std::vector<unsigned> opcodes; /* of everything but ops, to see that nothing else changed */
  Exit exit = Exit::none;
  int condition = 0;               /* slot of a known i1: edge 0 where true; or Model::no_slot */
  bool raises[2] = {false, false}; /* holds a marked store with no work behind it; [1]: strict */
};

/* A constant or an argument: known from the entry on. */
struct Initial {
  int slot;
  bool nonnull;
  bool borrowed; /* the caller keeps a reference until the function is left */
};

class Model {
public:
  static constexpr int null_slot = 0;
  static constexpr int undef_slot = 1;
  static constexpr int no_slot = 2; /* holds nothing that is tracked */

  std::vector<Block> blocks; /* 0 is the entry */
  std::vector<Initial> initials;
  std::vector<char> matters; /* by slot: may flow into an op */
  std::map<std::string, int> constants;
  LLVMValueRef function = nullptr;
  std::set<LLVMValueRef> extracts; /* extractvalue instructions: a pruner may add further ones */
  int slots = 3;
  size_t split_ops = 0; /* in blocks that were put on edges; several edges may share one */
  size_t idle_ops = 0;  /* behind calls that do not return */
  std::string problem;  /* why the function cannot be judged; empty: it can */

  size_t op_count() const;
  /* One number for everything a second run or another spelling of the input must not change. */
  uint64_t fingerprint() const;
};

/* The blocks of a function in order; they name a function's old blocks after pruning. */
std::vector<LLVMBasicBlockRef> blocks_of(LLVMValueRef function);

/* Reads a function. `order` lists the blocks to number; a block that is not in it may only be one
 * that was put on an edge. `before` is the model of the unpruned function, or null. */
Model read_model(LLVMValueRef function, const std::vector<LLVMBasicBlockRef> &order,
                 const Vocabulary &vocabulary, const Model *before);

/* Empty where `after` differs from `before` in ops only; else what else differs. */
std::string compare_shape(const Model &before, const Model &after);

/* Finds the raising exits of a model; and adds to those of `before` what may have been one while it
 * was turned into `after`. */
void find_raises(Model &model);
void find_raises_between(Model &before, const Model &after);

/* Prepares two models for walks: each name that matters in one of the two matters in both, and so
 * with raising exits. */
void share_interest(Model &before, Model &after);

} // namespace oracle

#endif
