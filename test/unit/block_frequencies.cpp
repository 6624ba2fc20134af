// Frequencies by our reading of LLVM's rules are those of LLVM: for functions of which each shows a rule,
// for random ones, and for the files named behind the folder.
#include <llvm/Analysis/BlockFrequencyInfo.h>
#include <llvm/Analysis/BranchProbabilityInfo.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/PostDominators.h>
#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/IRReader/IRReader.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/TargetParser/Triple.h>

#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "check.h"

extern "C" {
#include "prune/block_frequencies.h"
}

using namespace llvm;

namespace {

// -- One function against LLVM ---------------------------------------------------------------------

struct Tally {
  unsigned known = 0, unknown = 0;
};

// Both round what goes along an edge to 31 bits, but not in the same order: what is hardly ever run may
// differ by what is rounded, and so may the runs of a loop that is hardly ever left. A rule that was not
// followed makes a difference of more than that.
bool agree(double ours, double theirs) {
  return std::fabs(ours - theirs) <= 2e-9 + 1e-2 * theirs;
}

class Analyses {
public:
  explicit Analyses(Function &body)
      : library(Triple(body.getParent()->getTargetTriple())), known(library, &body),
        dominators(body), loops(dominators), postDominators(body),
        probabilities(body, loops, &known, &dominators, &postDominators),
        frequencies(body, probabilities, loops) {}

  const BlockFrequencyInfo &get() const { return frequencies; }

private:
  TargetLibraryInfoImpl library;
  TargetLibraryInfo known;
  DominatorTree dominators;
  LoopInfo loops;
  PostDominatorTree postDominators;
  BranchProbabilityInfo probabilities;
  BlockFrequencyInfo frequencies;
};

bool compare(const view &fn, const double *ours, Function &body) {
  const Analyses theirs(body);
  const auto entry = static_cast<double>(theirs.get().getEntryFreq().getFrequency());
  for (uint32_t b = 0; b < fn.cfg.count; ++b) {
    const BasicBlock *block = unwrap(fn.cfg.block[b]);
    const auto own = static_cast<double>(theirs.get().getBlockFreq(block).getFrequency()) / entry;
    if (agree(ours[b], own))
      continue;
    errs() << body.getName() << ", block " << b << " of " << fn.cfg.count << ": " << ours[b]
           << " for " << own << "\n";
    return false;
  }
  return true;
}

// One more operation, so that there is a view to look at.
void addOperation(Function &body) {
  Module &module = *body.getParent();
  LLVMContext &context = module.getContext();
  Type *pointer = PointerType::get(context, 0);
  const FunctionCallee incref =
      module.getOrInsertFunction("NRT_incref", Type::getVoidTy(context), pointer);
  IRBuilder<> builder(&*body.getEntryBlock().getFirstInsertionPt());
  builder.CreateCall(incref, Constant::getNullValue(pointer));
}

class Subject {
public:
  explicit Subject(Module &module) {
    refprune_options_init(&options);
    symbols_init(&known, &pool, wrap(&module), &options);
  }
  ~Subject() {
    refprune_options_dispose(&options);
    arena_free(&pool);
  }
  Subject(const Subject &) = delete;
  Subject &operator=(const Subject &) = delete;

  // Whether the frequencies are known without LLVM.
  bool look(Function &body) {
    view fn;
    if (!view_build(&fn, &pool, &known, wrap(&body)))
      return false;
    std::vector<double> ours(fn.cfg.count);
    const bool found = block_frequencies_find(&fn, &pool, ours.data());
    if (found)
      note_check(compare(fn, ours.data(), body), __FILE__, __LINE__, body.getName().str().c_str());
    return found;
  }

private:
  arena pool{};
  refprune_options options{};
  symbols known{};
};

void lookAtAll(Module &module, Tally &tally) {
  for (Function &body : module)
    if (!body.isDeclaration())
      addOperation(body);
  Subject subject(module);
  for (Function &body : module)
    if (!body.isDeclaration())
      ++(subject.look(body) ? tally.known : tally.unknown);
}

std::unique_ptr<Module> read(const std::string &file, LLVMContext &context) {
  SMDiagnostic problem;
  std::unique_ptr<Module> module = parseIRFile(file, problem, context);
  if (!module)
    problem.print("block_frequencies", errs());
  CHECK(module != nullptr);
  return module;
}

// -- Each rule -------------------------------------------------------------------------------------

// Functions whose name begins with "ask" have something about them that only LLVM knows.
void lookAtRules(const std::string &folder) {
  LLVMContext context;
  const auto module = read(folder + "/block_frequencies.ll", context);
  if (!module)
    return;
  for (Function &body : *module)
    if (!body.isDeclaration())
      addOperation(body);
  Subject subject(*module);
  for (Function &body : *module)
    if (!body.isDeclaration())
      note_check(subject.look(body) != body.getName().starts_with("ask"), __FILE__, __LINE__,
                 body.getName().str().c_str());
}

// -- Random functions ------------------------------------------------------------------------------

class Author {
public:
  Author(Module &target, unsigned seed)
      : module(target), context(target.getContext()), draw(seed) {}

  void write(unsigned number) {
    Type *integer = Type::getInt32Ty(context), *pointer = PointerType::get(context, 0);
    auto *type = FunctionType::get(Type::getVoidTy(context),
                                   {integer, pointer, pointer, Type::getDoubleTy(context)}, false);
    body = Function::Create(type, Function::ExternalLinkage, "f" + std::to_string(number), module);
    blocks.clear();
    phis.clear();
    const unsigned count = 2 + pick(14);
    for (unsigned i = 0; i < count; ++i)
      blocks.push_back(BasicBlock::Create(context, "", body));
    for (unsigned i = 1; i < count; ++i)
      phis.push_back(PHINode::Create(integer, 0, "", blocks[i]));
    for (unsigned i = 0; i < count; ++i)
      close(i);
    for (PHINode *phi : phis)
      for (BasicBlock *from : predecessors(phi->getParent()))
        phi->addIncoming(value(from), from);
    unite();
  }

private:
  // A switch gives a phi several inputs from one block, which must agree.
  void unite() {
    for (PHINode *phi : phis)
      for (unsigned i = 0; i < phi->getNumIncomingValues(); ++i)
        phi->setIncomingValue(i, phi->getIncomingValueForBlock(phi->getIncomingBlock(i)));
  }

  unsigned pick(unsigned count) { return static_cast<unsigned>(draw() % count); }

  // What is defined wherever control comes from.
  Value *value(BasicBlock *from) {
    if (pick(3) == 0)
      return ConstantInt::get(Type::getInt32Ty(context), pick(3));
    if (pick(2) && from != blocks[0])
      return &from->front();
    return body->getArg(0);
  }

  BasicBlock *any(unsigned from) {
    const auto count = static_cast<unsigned>(blocks.size());
    if (pick(4) || from == 0)
      return blocks[std::min(count - 1, from + 1 + pick(3))];
    return blocks[1 + pick(count - 1)];
  }

  Value *condition(IRBuilder<> &builder, unsigned block) {
    static const CmpInst::Predicate ofIntegers[] = {
        CmpInst::ICMP_EQ,  CmpInst::ICMP_NE,  CmpInst::ICMP_SLT, CmpInst::ICMP_SGT,
        CmpInst::ICMP_ULT, CmpInst::ICMP_SGE, CmpInst::ICMP_SLE, CmpInst::ICMP_UGT};
    static const CmpInst::Predicate ofFloats[] = {
        CmpInst::FCMP_OEQ, CmpInst::FCMP_UEQ, CmpInst::FCMP_ONE, CmpInst::FCMP_UNE,
        CmpInst::FCMP_ORD, CmpInst::FCMP_UNO, CmpInst::FCMP_OLT};
    Value *number = block && pick(2) ? static_cast<Value *>(&blocks[block]->front()) : body->getArg(0);
    switch (pick(6)) {
    case 0:
      return builder.CreateICmp(ofIntegers[pick(8)], body->getArg(1),
                                pick(2) ? static_cast<Value *>(body->getArg(2))
                                        : Constant::getNullValue(body->getArg(1)->getType()));
    case 1:
      return builder.CreateFCmp(ofFloats[pick(7)], body->getArg(3),
                                ConstantFP::get(Type::getDoubleTy(context), 1.5));
    case 2:
      return builder.CreateTrunc(number, Type::getInt1Ty(context));
    case 3:
      number = builder.CreateAnd(number, builder.getInt32(pick(10)));
      break;
    case 4:
      number = builder.CreateAdd(number, builder.getInt32(1 + pick(3)));
      break;
    default:
      break;
    }
    return builder.CreateICmp(ofIntegers[pick(8)], number,
                              ConstantInt::getSigned(builder.getInt32Ty(),
                                                     static_cast<int>(pick(5)) - 2));
  }

  void weigh(Instruction *end) {
    if (pick(4))
      return;
    std::vector<uint32_t> weights;
    for (unsigned i = 0; i < end->getNumSuccessors(); ++i)
      weights.push_back(pick(3) == 0 ? static_cast<uint32_t>(draw()) : pick(2000));
    end->setMetadata(LLVMContext::MD_prof, MDBuilder(context).createBranchWeights(weights));
  }

  void close(unsigned block) {
    IRBuilder<> builder(blocks[block]);
    if (block + 1 == blocks.size()) {
      builder.CreateRetVoid();
      return;
    }
    switch (pick(8)) {
    case 0:
      builder.CreateBr(any(block));
      return;
    case 1:
      if (pick(3) == 0)
        builder.CreateUnreachable();
      else
        builder.CreateRetVoid();
      return;
    case 2: {
      SwitchInst *end = builder.CreateSwitch(body->getArg(0), any(block));
      for (unsigned i = 0, count = pick(5); i < count; ++i)
        end->addCase(builder.getInt32(i), any(block));
      weigh(end);
      return;
    }
    default:
      weigh(builder.CreateCondBr(condition(builder, block), any(block), any(block)));
    }
  }

  Module &module;
  LLVMContext &context;
  std::mt19937 draw;
  Function *body = nullptr;
  std::vector<BasicBlock *> blocks;
  std::vector<PHINode *> phis; // of all blocks but the first
};

void lookAtRandomOnes(unsigned count, Tally &tally) {
  LLVMContext context;
  Module module("random", context);
  Author author(module, 1);
  for (unsigned i = 0; i < count; ++i)
    author.write(i);
  CHECK(!verifyModule(module, &errs()));
  lookAtAll(module, tally);
}

} // namespace

int main(int argc, char **argv) {
  lookAtRules(argc > 1 ? argv[1] : ".");
  Tally random, files;
  lookAtRandomOnes(4000, random);
  for (int i = 2; i < argc; ++i) {
    LLVMContext context;
    if (const auto module = read(argv[i], context))
      lookAtAll(*module, files);
  }
  CHECK(random.known >= 1000 && random.unknown >= 100);
  CHECK(argc < 3 || files.known > files.unknown);
  printf("random functions: %u of them known, %u to be asked for; in files: %u, %u\n", random.known,
         random.unknown, files.known, files.unknown);
  return finish_checks();
}
