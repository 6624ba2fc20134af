/* judge.hpp - the counts of one walk, before and after pruning, and whether they may differ so.
 *
 * Objects of the outside begin with the fewest references that keep the unpruned function well
 * formed along the walk. Whatever the rest of the walk does not need may be dropped by an adversary
 * wherever the contract lets one run: where an object is destroyed (its destructor may release
 * others), in calls that consume, after a publication, and in strict mode in every call.
 */
#ifndef REFPRUNE_TEST_ORACLE_JUDGE_HPP
#define REFPRUNE_TEST_ORACLE_JUDGE_HPP

#include "walk.hpp"

namespace oracle {

struct Verdict {
  bool well_formed = true; /* false: no execution follows this walk; it says nothing */
  bool condemned = false;
  size_t record = 0; /* where */
  std::string reason;
};

struct Rules {
  bool may_forgive = true; /* raising exits may lose leaks */
};

class Judge {
public:
  Judge(Trace &judged, const Rules &judging_rules, Random &source)
      : trace(judged), rules(judging_rules), random(source) {}

  Verdict judge();

  /* One line a record, with both counts; call after judge(), with the same seed. */
  std::string story;
  bool tell = false;

private:
  struct Object {
    int need = 0;
    int kept = 0; /* by the caller, until the end */
    std::vector<const Record *> changes; /* looking backward: what takes and gives back, last first */
    int before = 0;
    int after = 0;
    bool seen = false;
    bool escaped = false;
    bool published = false;
    bool owns_nothing = false;
  };
  struct Account {
    int object = 0;
    int deviation = 0;      /* references taken by the pruned function less the other's */
    bool handed_on = false; /* stored while the deviation was below 0 */
  };
  struct Drop {
    int object;
    int count;
    bool destroys;
  };
  struct Death {
    int object;
    std::vector<Drop> drops;
  };

  bool find_needs();
  bool need_before(Record &record);
  static int owed_under(const Object &there, int names);
  static void bring_back(Object &there, const Record &record);
  void let_threads_drop();
  void introduce(const Record &record);
  void step(Record &record);
  void close_gap();
  void note_op(const Record &op, int change);
  bool handed_on(int index) const;
  void replay_after(const Record &op, const std::vector<Death> &deaths, size_t &next);
  void check_same_lives();
  void check_same_count(int object, const char *where);
  Death die(int object);
  void drop_from_others(int destroyed, std::vector<Drop> &drops);
  void drop_everywhere();
  void apply_after(const std::vector<Drop> &drops);
  void drop_spare(int object);
  void consume(const Record &record);
  void outside_call(const Record &record);
  void end();
  void condemn(const std::string &reason);
  void line(const Record &record);

  Object &object(int index) {
    return objects[static_cast<size_t>(index)];
  }
  Account &account(int name) {
    return accounts[static_cast<size_t>(name)];
  }

  Trace &trace;
  const Rules &rules;
  Random &random;
  Verdict verdict;
  std::vector<Object> objects;
  std::vector<Account> accounts; /* by name */
  std::vector<Record> gap_before;
  std::vector<Record> gap_after;
  size_t at = 0;
};

} // namespace oracle

#endif
