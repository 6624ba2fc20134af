/* branch_weights.c - weights in the metadata, ways out of loops, and what is compared with what.
 *
 * The first of these that says something about a block's end decides; where none does all its edges are
 * alike. Weights become numbers of 31 bits, rounded as LLVM rounds them.
 */
#include "prune/branch_weights.h"

#include "prune/llvm_compat.h"

typedef struct branch {
  const branch_reader *in;
  uint32_t block;
  LLVMValueRef terminator;
  uint32_t count; /* edges, those to one block apart */
  uint32_t target[MAX_BRANCH_EDGES], weight[MAX_BRANCH_EDGES];
} branch;

/* What a rule says. */
typedef enum finding { NOTHING_SAID, WEIGHED, NOT_KNOWN } finding;

/* -- Metadata ------------------------------------------------------------------------------------- */

static bool is_string(LLVMValueRef operand, const char *wanted) {
  unsigned length = 0;
  const char *text = operand && LLVMIsAMDString(operand) ? LLVMGetMDString(operand, &length) : NULL;
  return text && length == strlen(wanted) && memcmp(text, wanted, length) == 0;
}

static bool is_unreachable(const branch *of, uint32_t block) {
  block_end end = of->in->cfg->end[block];
  return end == END_DEAD || end == END_UNREACHABLE;
}

static bool leads_to_the_end(const branch *of) {
  for (uint32_t i = 0; i < of->count; i++)
    if (is_unreachable(of, of->target[i]))
      return true;
  return false;
}

/* 32 bits are all that the sum has. */
static void scale_down(branch *of) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < of->count; i++)
    sum += of->weight[i];
  uint64_t factor = sum > UINT32_MAX ? sum / UINT32_MAX + 1 : 1;
  for (uint32_t i = 0; i < of->count; i++)
    of->weight[i] = sum ? (uint32_t)(of->weight[i] / factor) : 1;
}

/* Behind the name may stand a word on where the weights are from. */
static finding read_profile(branch *of) {
  if (!LLVMHasMetadata(of->terminator))
    return NOTHING_SAID;
  LLVMValueRef profile = LLVMGetMetadata(of->terminator, of->in->profile_kind);
  if (!profile)
    return NOTHING_SAID;
  LLVMValueRef operand[MAX_BRANCH_EDGES + 2];
  unsigned count = LLVMGetMDNodeNumOperands(profile);
  if (count < of->count + 1 || count > of->count + 2)
    return NOT_KNOWN;
  if (leads_to_the_end(of))
    return NOT_KNOWN;
  LLVMGetMDNodeOperands(profile, operand);
  if (!is_string(operand[0], "branch_weights") ||
      (count == of->count + 2 && !is_string(operand[1], "expected")))
    return NOT_KNOWN;
  for (uint32_t i = 0; i < of->count; i++) {
    LLVMValueRef value = operand[count - of->count + i];
    if (!value || !LLVMIsAConstantInt(value) || LLVMConstIntGetZExtValue(value) > UINT32_MAX)
      return NOT_KNOWN;
    of->weight[i] = (uint32_t)LLVMConstIntGetZExtValue(value);
  }
  scale_down(of);
  return WEIGHED;
}

/* -- Loops, and ends of the program --------------------------------------------------------------- */

enum { NEVER = 0, HARDLY_EVER = 1, ANY_WAY = 0xfffff, OUT_OF_LOOP = ANY_WAY / 31 };

/* A call that does not return makes `unreachable` something that may happen. */
static bool has_call_that_stays(const branch *of, uint32_t block) {
  LLVMValueRef i = LLVMGetFirstInstruction(of->in->cfg->block[block]);
  while (i && !(LLVMIsACallInst(i) && symbols_call_stays(of->in->known, i)))
    i = LLVMGetNextInstruction(i);
  return i != NULL;
}

static uint32_t weight_of_end(const branch *of, uint32_t block) {
  enum { NOT_READ, NEVER_READ, HARDLY_EVER_READ };
  uint8_t *read = &of->in->end_weight[block];
  if (*read == NOT_READ)
    *read = has_call_that_stays(of, block) ? HARDLY_EVER_READ : NEVER_READ;
  return *read == NEVER_READ ? NEVER : HARDLY_EVER;
}

static finding leave(branch *of) {
  const loops *nest = of->in->nest;
  uint32_t loop = nest->of[of->block];
  finding said = NOTHING_SAID;
  for (uint32_t i = 0; i < of->count; i++) {
    uint32_t to = of->target[i];
    bool ends = is_unreachable(of, to);
    bool leaves = loop != NO_BLOCK && !loops_contain(nest, loop, nest->of[to]);
    of->weight[i] = ends ? weight_of_end(of, to) : leaves ? OUT_OF_LOOP : ANY_WAY;
    if (ends || leaves)
      said = WEIGHED;
  }
  return said;
}

/* More are not looked at. */
enum { MAX_PHIS = 16, MAX_INPUTS = 64 };

/* Phis still to be looked at. */
typedef struct phi_list {
  uint32_t count;
  LLVMValueRef phi[MAX_PHIS];
} phi_list;

/* False: there are too many. */
static bool add_phi(phi_list *to, LLVMValueRef phi) {
  for (uint32_t i = 0; i < to->count; i++)
    if (to->phi[i] == phi)
      return true;
  if (to->count == MAX_PHIS)
    return false;
  to->phi[to->count++] = phi;
  return true;
}

static bool leads_to(const branch *of, uint32_t block) {
  for (uint32_t i = 0; i < of->count; i++)
    if (of->target[i] == block)
      return true;
  return false;
}

/* Does the block right behind the branch set it to a constant, or may it? */
static bool may_reset(const branch *of, LLVMValueRef phi, unsigned input, phi_list *more) {
  const loops *nest = of->in->nest;
  uint32_t from = graph_index(of->in->cfg, LLVMGetIncomingBlock(phi, input));
  if (from == NO_BLOCK || !loops_contain(nest, nest->of[of->block], nest->of[from]))
    return false;
  LLVMValueRef value = LLVMGetIncomingValue(phi, input);
  if (LLVMIsAPHINode(value))
    return !add_phi(more, value);
  return LLVMIsConstant(value) && leads_to(of, from);
}

/* LLVM looks for branches that will not be taken once more, since the block right behind sets to a constant
 * what is compared. */
static bool may_be_reset(const branch *of, LLVMValueRef phi) {
  phi_list met = {.count = 1, .phi = {phi}};
  for (uint32_t i = 0; i < met.count; i++) {
    unsigned count = LLVMCountIncoming(met.phi[i]);
    for (unsigned k = 0; k < count; k++)
      if (count > MAX_INPUTS || may_reset(of, met.phi[i], k, &met))
        return true;
  }
  return false;
}

enum { MAX_OPERATIONS = 16 };

static bool is_operation_with_constant(LLVMValueRef value) {
  return LLVMIsABinaryOperator(value) && LLVMIsConstant(LLVMGetOperand(value, 1));
}

/* What is compared, before the operations with constants on it: all of them, or the last few. */
static LLVMValueRef compared_value(LLVMValueRef comparison) {
  LLVMValueRef value = LLVMGetOperand(comparison, 0);
  for (int i = 0; i < MAX_OPERATIONS && is_operation_with_constant(value); i++)
    value = LLVMGetOperand(value, 0);
  return value;
}

static bool may_be_unlikely(const branch *of, LLVMValueRef condition) {
  const loops *nest = of->in->nest;
  uint32_t loop = nest->of[of->block];
  if (loop == NO_BLOCK || !LLVMIsConstant(LLVMGetOperand(condition, 1)))
    return false;
  LLVMValueRef value = compared_value(condition);
  if (!LLVMIsAPHINode(value))
    return is_operation_with_constant(value);
  uint32_t at = graph_index(of->in->cfg, LLVMGetInstructionParent(value));
  return at != NO_BLOCK && loops_contain(nest, loop, nest->of[at]) && may_be_reset(of, value);
}

/* -- Comparisons ---------------------------------------------------------------------------------- */

static finding weigh_two(branch *of, uint32_t first, uint32_t second) {
  of->weight[0] = first;
  of->weight[1] = second;
  return WEIGHED;
}

static finding likely(branch *of, bool is) {
  return is ? weigh_two(of, 20, 12) : weigh_two(of, 12, 20);
}

/* The result of a bit test says nothing. */
static bool tests_one_bit(LLVMValueRef value) {
  if (!LLVMIsAInstruction(value) || LLVMGetInstructionOpcode(value) != LLVMAnd)
    return false;
  LLVMValueRef mask = LLVMGetOperand(value, 1);
  if (!LLVMIsAConstantInt(mask))
    return false;
  uint64_t bits = LLVMGetIntTypeWidth(LLVMTypeOf(mask)) <= 64 ? LLVMConstIntGetZExtValue(mask) : 0;
  return bits && !(bits & (bits - 1));
}

/* Functions that compare strings, whose results LLVM knows in part. */
static bool may_compare_strings(LLVMValueRef value) {
  LLVMValueRef callee = LLVMIsACallInst(value) ? LLVMGetCalledValue(value) : NULL;
  if (!callee || !LLVMIsAFunction(callee))
    return false;
  size_t length;
  const char *name = LLVMGetValueName2(callee, &length);
  return length >= 4 && (memcmp(name, "str", 3) == 0 || memcmp(name, "mem", 3) == 0 ||
                         memcmp(name, "bcmp", 4) == 0);
}

/* Two values are more often than not different. */
static finding compare_for_equality(branch *of, LLVMIntPredicate predicate) {
  switch (predicate) {
  case LLVMIntEQ:
    return likely(of, false);
  case LLVMIntNE:
    return likely(of, true);
  default:
    return NOTHING_SAID;
  }
}

/* An integer is more often than not neither zero nor negative. */
static finding compare_integers(branch *of, LLVMValueRef comparison) {
  LLVMValueRef left = LLVMGetOperand(comparison, 0), right = LLVMGetOperand(comparison, 1);
  if (!LLVMIsAConstantInt(right) || tests_one_bit(left))
    return NOTHING_SAID;
  if (may_compare_strings(left) || LLVMGetIntTypeWidth(LLVMTypeOf(right)) > 64)
    return NOT_KNOWN;
  int64_t with = LLVMConstIntGetSExtValue(right);
  bool is_one = LLVMConstIntGetZExtValue(right) == 1; /* as a bit it is -1, too */
  bool is_zero_or_minus_one = with == 0 || (with == -1 && !is_one);
  LLVMIntPredicate predicate = LLVMGetICmpPredicate(comparison);
  switch (predicate) {
  case LLVMIntSLT:
    return with == 0 || is_one ? likely(of, false) : NOTHING_SAID;
  case LLVMIntSGT:
    return is_zero_or_minus_one ? likely(of, true) : NOTHING_SAID;
  default:
    return is_zero_or_minus_one ? compare_for_equality(of, predicate) : NOTHING_SAID;
  }
}

/* Numbers are hardly ever none. Of those that are equal LLVM means the same, but asks whether the predicate
 * holds for any two equal values, which "ordered and equal" does not for what is no number. */
static finding compare_floats(branch *of, LLVMValueRef comparison) {
  switch (LLVMGetFCmpPredicate(comparison)) {
  case LLVMRealUEQ:
    return likely(of, false);
  case LLVMRealOEQ:
  case LLVMRealONE:
  case LLVMRealUNE:
    return likely(of, true);
  case LLVMRealORD:
    return weigh_two(of, 0xfffff, 1);
  case LLVMRealUNO:
    return weigh_two(of, 1, 0xfffff);
  default:
    return NOTHING_SAID;
  }
}

static finding compare(branch *of, LLVMValueRef condition) {
  if (LLVMIsAFCmpInst(condition))
    return compare_floats(of, condition);
  if (!LLVMIsAICmpInst(condition))
    return NOTHING_SAID;
  return compat_is_pointer(LLVMGetOperand(condition, 0))
             ? compare_for_equality(of, LLVMGetICmpPredicate(condition))
             : compare_integers(of, condition);
}

/* -- All of it ------------------------------------------------------------------------------------ */

static LLVMValueRef condition_of(LLVMValueRef terminator) {
  return LLVMIsABranchInst(terminator) && LLVMIsConditional(terminator)
             ? LLVMGetCondition(terminator)
             : NULL;
}

static finding weigh(branch *of) {
  finding said = read_profile(of);
  if (said != NOTHING_SAID)
    return said;
  LLVMValueRef condition = condition_of(of->terminator);
  bool compares =
      condition && (LLVMIsAICmpInst(condition) || LLVMIsAFCmpInst(condition));
  if (compares && may_be_unlikely(of, condition))
    return NOT_KNOWN;
  said = leave(of);
  return said == NOTHING_SAID && compares ? compare(of, condition) : said;
}

/* A switch may name a block more than once. */
static void sum_up(const branch *of, uint32_t *share) {
  const graph *cfg = of->in->cfg;
  uint32_t first = cfg->first_successor[of->block], end = cfg->first_successor[of->block + 1];
  uint64_t total = 0;
  for (uint32_t i = 0; i < of->count; i++)
    total += of->weight[i];
  for (uint32_t e = first; e < end; e++)
    share[e - first] = 0;
  for (uint32_t i = 0; i < of->count; i++) {
    uint32_t e = first;
    while (cfg->successor[e] != of->target[i])
      e++;
    uint64_t rounded = (((uint64_t)of->weight[i] << 31) + total / 2) / total;
    share[e - first] += rounded ? (uint32_t)rounded : 1;
  }
}

bool branch_weights_read(const branch_reader *in, uint32_t block, uint32_t *share) {
  branch of = {.in = in, .block = block,
               .terminator = LLVMGetBasicBlockTerminator(in->cfg->block[block])};
  of.count = LLVMGetNumSuccessors(of.terminator);
  if (of.count > MAX_BRANCH_EDGES || LLVMIsACallBrInst(of.terminator))
    return false;
  for (uint32_t i = 0; i < of.count; i++) {
    of.target[i] = graph_index(in->cfg, LLVMGetSuccessor(of.terminator, i));
    of.weight[i] = 1;
  }
  finding said = weigh(&of);
  if (said != NOT_KNOWN)
    sum_up(&of, share);
  return said != NOT_KNOWN;
}
