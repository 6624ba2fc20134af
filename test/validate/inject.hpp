/* inject.hpp - operations for code that has none. */
#ifndef REFPRUNE_TEST_VALIDATE_INJECT_HPP
#define REFPRUNE_TEST_VALIDATE_INJECT_HPP

#include <llvm-c/Types.h>

#include "model.hpp"
#include "random.hpp"

namespace oracle {

/* Lets most functions count references to the pointers that they compute with anyway: held over a
 * scope and given back on each way out of it, taken for a phi on each way in, handed to memory or to
 * the caller; now and then one too many or too few. What a name gives back beyond what it took
 * somebody outside has left it, so each result is as good a test. */
void inject_module(LLVMModuleRef module, const Vocabulary &words, Random &random);

} // namespace oracle

#endif
