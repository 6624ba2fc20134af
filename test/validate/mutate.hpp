/* mutate.hpp - real control flow with operations that no front end would emit. */
#ifndef REFPRUNE_TEST_VALIDATE_MUTATE_HPP
#define REFPRUNE_TEST_VALIDATE_MUTATE_HPP

#include <llvm-c/Types.h>

#include "model.hpp"
#include "random.hpp"

namespace oracle {

/* Makes a few random changes to each function that holds operations: operations go, come, move, change
 * sides or objects; names are merged by phis and selects, tested for null, lent, stored, observed;
 * stores begin or cease to raise. Any result is a valid module, and as good a test: what a function
 * gives back beyond what it took it owed to somebody outside. */
void mutate_module(LLVMModuleRef module, const Vocabulary &words, Random &random);

} // namespace oracle

#endif
