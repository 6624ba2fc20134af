/* walk.hpp - one execution of a function, before and after pruning, as a list of records.
 *
 * A walk chooses a path and, for each pointer from the outside, whether it is null, an object met
 * before or a new one. Nothing on the path depends on counts, so the path and its objects come
 * first; the counts follow from the records (judge.hpp).
 */
#ifndef REFPRUNE_TEST_ORACLE_WALK_HPP
#define REFPRUNE_TEST_ORACLE_WALK_HPP

#include "model.hpp"
#include "random.hpp"

namespace oracle {

enum class RecordKind : uint8_t {
  gap_end,   /* an instruction that stays: the ops so far are compared */
  op_before, /* an op of the unpruned function; count is its sign */
  op_after,  /* an op of the pruned function */
  appear,    /* the first sight of an object of the outside */
  allocate,  /* a new object with one reference; count 1: it owns nothing */
  bring,     /* a call or load names an object once more and may bring a reference */
  use,
  escape,
  transfer,
  publish,
  observe,
  suspend, /* every count is looked at */
  consume,
  retain,       /* a callee may take count references that are given back under any name */
  keep,         /* a callee may take count references for itself, in a container say */
  outside_call, /* unknown code may drop references of object */
  hazard,       /* object was consumed: unless it owns nothing, everything may be dropped */
};

struct Record {
  RecordKind kind;
  int object = 0;
  int count = 0;
  int name = 0;  /* the definition, that time it ran, through which the object is known here */
  int known = 0; /* names that there are: all below this number */
  int need = 0;  /* least count behind the record; filled in by the judge */
  int where = 0; /* block */
  const char *what = "";
};

enum class End : uint8_t { returned, raised, stranded, dead, cut_off };

struct Trace {
  std::vector<Record> records;
  std::vector<int> path; /* blocks, then the place of each in records */
  std::vector<size_t> path_start;
  std::vector<int> given_back; /* by name: decrefs less increfs of the unpruned function */
  std::vector<int> borrowed;   /* objects of which the caller keeps a reference until the end */
  int objects = 0;
  End end = End::cut_off;
};

struct WalkLimits {
  int target = -1;      /* block to make for first, or -1 */
  unsigned wander = 24; /* blocks to walk at random from there before heading for an exit */
  unsigned most = 1000; /* blocks after which a walk is given up */
};

/* The promises that an execution may rely on. */
struct Contract {
  bool strict = false;
};

class Walker {
public:
  Walker(const Model &unpruned, const Model &pruned, const Contract &promises, Random &source);

  /* Makes a new trace. False: this walk came to nothing (a loop that known conditions never leave,
   * an op on a pointer into an object); take another. */
  bool walk(const WalkLimits &limits, Trace &result);

private:
  void start();
  void start(const Initial &initial);
  struct Place { /* a step, with the block and gap in which it stands */
    int block;
    size_t step, gap;
  };
  void run_block(Place from);
  void run_interior(const Step &step);
  void run_place(const Step &step);
  bool run_step(const Step &step);
  void run_names(const Step &step);
  void run_effect(const Step &step);
  void run_copy(const Step &step);
  void end_gap(int index, bool at_instruction, const char *what);
  bool emit_op(RecordKind kind, int slot, int sign);
  void emit(RecordKind kind, int object, int count = 0, int name_there = 0);
  void escape(int object);
  void rename(int slot, int held);
  int pick(bool nonnull);
  void bring(int slot, bool nonnull, int bring_percent);
  void allocate(const Step &step);
  void compare(const Step &step);
  void outside_call(bool releases);
  void show_all();
  void unknown_call();
  void suspend();
  int object_in(int slot) const;
  bool choose_edge(const WalkLimits &limits, int index, size_t &edge);
  size_t nearest(const std::vector<int> &distance, const Block &block);
  const std::vector<int> &distances_to(int target);
  void take_edge(const Edge &before_edge, const Edge &after_edge);
  void finish(int index);

  const Model &before;
  const Model &after;
  Contract contract;
  Random &random;
  Trace *trace = nullptr;
  std::vector<int> value; /* by slot */
  std::vector<int> name;  /* by slot; phis, casts and the like pass names on */
  std::vector<char> escaped;
  std::vector<int> exit_distance;   /* by block; unreachable: INT_MAX */
  std::vector<int> return_distance; /* likewise, to exits to the caller */
  std::map<int, std::vector<int>> target_distance;
  size_t arrived = 0; /* length of the path when the target was reached */
  std::vector<int> scratch;
  size_t gap = 0;
  int current = 0;
  bool raising = false; /* passed a block that is a raising exit whatever follows */
  bool marked = false;  /* passed a mark, and no work since in the pruned function */
  Place landing = {-1, 0, 0};  /* where a call may return once more */
  bool jumps = false;          /* it does */
  std::vector<int> read_from;  /* by slot of an address: where what was read from it is, */
  std::vector<int> read_field; /* and what was read from it, not from further within */
  bool broken = false;
  bool stopped = false; /* a call did not come back, with no return ahead that it could keep us from */
};

} // namespace oracle

#endif
