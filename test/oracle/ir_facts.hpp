/* ir_facts.hpp - small questions about IR that the reader asks. */
#ifndef REFPRUNE_TEST_ORACLE_IR_FACTS_HPP
#define REFPRUNE_TEST_ORACLE_IR_FACTS_HPP

#include <string>
#include <vector>

#include <llvm-c/Core.h>

namespace oracle {

constexpr LLVMAttributeIndex on_function = static_cast<LLVMAttributeIndex>(-1);
constexpr int too_many_leaves = 257;

bool contains(const std::vector<std::string> &names, const char *name);
bool starts_with(const char *text, const char *prefix);

/* How many pointers a value of this type is made of; huge arrays count as too_many_leaves. */
int pointer_leaves(LLVMTypeRef type);

/* The first pointer of the member that an insertvalue's or extractvalue's index path names. */
int leaf_offset(LLVMTypeRef type, LLVMValueRef instruction);

unsigned attribute_kind(const char *name);
LLVMValueRef called_function(LLVMValueRef call); /* null: not a direct call */
LLVMValueRef behind_aliases(LLVMValueRef value);
const char *value_name(LLVMValueRef value);      /* of null: empty */

/* The attribute at the call or at the function that it names. */
LLVMAttributeRef enum_attribute(LLVMValueRef call, LLVMAttributeIndex index, unsigned kind);
bool has_string_attribute(LLVMValueRef call, LLVMAttributeIndex index, const char *name);

/* Does it have operand bundles that make it do more than its callee? An assumption's say something. */
bool is_bundled(LLVMValueRef call);

/* Is the call known to write no memory? Then it cannot change a count. */
bool writes_nothing(LLVMValueRef call);

/* Is it known not to touch memory at all? Then its arguments may be dead. */
bool touches_nothing(LLVMValueRef call);

/* Is it an intrinsic that runs no code from elsewhere? */
bool is_inert(const char *name);

/* Of one that fills or copies memory: may the length be 0? */
bool may_move_nothing(LLVMValueRef call);

/* Is the callee's body here, and sure to be the one that runs, and free of atomics and of calls of
 * anything else? */
bool has_calm_body(LLVMValueRef call);

bool all_zero_indices(LLVMValueRef gep);
bool may_be_zero_indices(LLVMValueRef gep); /* as far as constants tell */
bool points_to_argument(LLVMValueRef pointer); /* also through casts */

} // namespace oracle

#endif
