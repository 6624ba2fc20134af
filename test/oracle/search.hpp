/* search.hpp - looks for a walk on which pruning is seen. */
#ifndef REFPRUNE_TEST_ORACLE_SEARCH_HPP
#define REFPRUNE_TEST_ORACLE_SEARCH_HPP

#include <refprune/options.h>

#include "judge.hpp"

namespace oracle {

struct Search {
  unsigned walks = 50;
  Contract contract;
  Rules rules;
};

struct Finding {
  bool condemned = false;
  std::string reason;
  std::string story;      /* the walk, one record a line, counts before/after */
  uint64_t judged = 0;    /* walks that say something */
  uint64_t discarded = 0; /* ill-formed or endless */
};

/* Takes walks until one condemns or there are enough. */
Finding search(const Model &before, const Model &after, const Search &how, Random &random);

/* Takes every walk whose path wanders for at most `wander` blocks before it heads for an exit, with
 * every way to let names coincide and every choice of the adversary; at most how.walks of them. */
Finding search_all(const Model &before, const Model &after, const Search &how, unsigned wander);

/* The words of a pruner's options. */
Vocabulary vocabulary_of(const refprune_options &options);

/* May a raising exit lose a leak under these options? */
bool may_forgive(const refprune_options &options);

} // namespace oracle

#endif
