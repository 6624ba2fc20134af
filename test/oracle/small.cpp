/* small.cpp - see small.hpp. */
#include "small.hpp"

namespace oracle {

size_t Shape::slot_count() const {
  size_t count = 0;
  for (const SmallBlock &block : blocks)
    count += block.slots;
  return count;
}

std::vector<unsigned> Shape::predecessors(unsigned block) const {
  std::vector<unsigned> found;
  for (unsigned from = 0; from < blocks.size(); from++)
    for (unsigned to : blocks[from].successors)
      if (to == block)
        found.push_back(from);
  return found;
}

namespace {

/* Letters of the slots in front of the phi cannot name it. */
size_t letters_of(const Shape &shape, unsigned block) {
  size_t count = shape.alphabet.size();
  if (shape.phi_block >= 0 && static_cast<int>(block) < shape.phi_block)
    while (shape.alphabet[count - 1] >= Letter::phi_incref)
      count--;
  return count;
}

class Maker {
public:
  Maker(Workshop &workshop, const Shape &made_shape, const Text &made_text)
      : shop(workshop), shape(made_shape), text(made_text),
        context(LLVMGetModuleContext(workshop.module)),
        builder(LLVMCreateBuilderInContext(context)) {}
  ~Maker() {
    LLVMDisposeBuilder(builder);
  }

  LLVMValueRef make();

private:
  void fill(unsigned block);
  void add(Letter letter);
  void end(unsigned block);
  void fill_phi();
  LLVMValueRef input(PhiInput kind) const;
  LLVMValueRef call(const Workshop::Callee &callee, std::vector<LLVMValueRef> arguments) {
    return LLVMBuildCall2(builder, callee.type, callee.function, arguments.data(),
                          static_cast<unsigned>(arguments.size()), "");
  }
  void pin(LLVMValueRef op) {
    LLVMMetadataRef empty = LLVMMDNodeInContext2(context, nullptr, 0);
    LLVMSetMetadata(op, shop.pinned_kind, LLVMMetadataAsValue(context, empty));
  }

  Workshop &shop;
  const Shape &shape;
  const Text &text;
  LLVMContextRef context;
  LLVMBuilderRef builder;
  LLVMValueRef function = nullptr;
  LLVMValueRef p = nullptr;
  LLVMValueRef q = nullptr;
  LLVMValueRef x = nullptr;
  std::vector<LLVMBasicBlockRef> blocks;
  size_t next = 0;
};

void Maker::add(Letter letter) {
  switch (letter) {
  case Letter::nothing:
    return;
  case Letter::incref:
    call(shop.incref, {p});
    return;
  case Letter::decref:
    call(shop.decref, {p});
    return;
  case Letter::hazard:
    return pin(call(shop.decref, {q}));
  case Letter::use:
    call(shop.use, {p});
    return;
  case Letter::observer:
    call(shop.count, {p});
    return;
  case Letter::phi_incref:
    call(shop.incref, {x});
    return;
  case Letter::phi_decref:
    call(shop.decref, {x});
    return;
  }
}

void Maker::end(unsigned block) {
  const SmallBlock &made = shape.blocks[block];
  const std::vector<unsigned> &to = made.successors;
  if (to.size() == 1) {
    LLVMBuildBr(builder, blocks[to[0]]);
  } else if (to.size() == 2) {
    LLVMBuildCondBr(builder, LLVMGetParam(function, 2), blocks[to[0]], blocks[to[1]]);
  } else if (!to.empty()) {
    LLVMValueRef end = LLVMBuildSwitch(builder, LLVMGetParam(function, 3), blocks[to[0]],
                                       static_cast<unsigned>(to.size() - 1));
    for (unsigned i = 1; i < to.size(); i++)
      LLVMAddCase(end, LLVMConstInt(shop.i32, i, 0), blocks[to[i]]);
  } else if (made.leaves == 'd') {
    call(shop.die, {});
    LLVMBuildUnreachable(builder);
  } else
    LLVMBuildRetVoid(builder);
}

void Maker::fill(unsigned block) {
  LLVMPositionBuilderAtEnd(builder, blocks[block]);
  if (static_cast<int>(block) == shape.phi_block)
    x = LLVMBuildPhi(builder, shop.pointer, "x");
  for (unsigned i = 0; i < shape.blocks[block].slots; i++)
    add(text[next++]);
  end(block);
}

LLVMValueRef Maker::input(PhiInput kind) const {
  switch (kind) {
  case PhiInput::p:
    return p;
  case PhiInput::q:
    return q;
  case PhiInput::itself:
    return x;
  case PhiInput::null:
    break;
  }
  return LLVMConstNull(shop.pointer);
}

void Maker::fill_phi() {
  std::vector<unsigned> from = shape.predecessors(static_cast<unsigned>(shape.phi_block));
  for (size_t i = 0; i < from.size(); i++) {
    LLVMValueRef value = input(shape.inputs[i]);
    LLVMAddIncoming(x, &value, &blocks[from[i]], 1);
  }
}

LLVMValueRef Maker::make() {
  LLVMTypeRef parameters[] = {shop.pointer, shop.pointer, shop.i1, shop.i32};
  LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context), parameters, 4, 0);
  function = LLVMAddFunction(shop.module, "f", type);
  p = LLVMGetParam(function, 0);
  q = LLVMGetParam(function, 1);
  for (size_t i = 0; i < shape.blocks.size(); i++)
    blocks.push_back(LLVMAppendBasicBlockInContext(context, function, ""));
  for (unsigned i = 0; i < shape.blocks.size(); i++)
    fill(i);
  if (x)
    fill_phi();
  return function;
}

} // namespace

uint64_t text_count(const Shape &shape) {
  uint64_t count = 1;
  for (unsigned i = 0; i < shape.blocks.size(); i++)
    for (unsigned slot = 0; slot < shape.blocks[i].slots; slot++)
      count *= letters_of(shape, i);
  return count;
}

Text text_of(const Shape &shape, uint64_t number) {
  Text text;
  for (unsigned i = 0; i < shape.blocks.size(); i++)
    for (unsigned slot = 0; slot < shape.blocks[i].slots; slot++) {
      size_t letters = letters_of(shape, i);
      text.push_back(shape.alphabet[number % letters]);
      number /= letters;
    }
  return text;
}

std::string spell(const Shape &shape, const Text &text) {
  static const char *const letters[] = {".", "+p", "-p", "!", "use", "count", "+x", "-x"};
  std::string spelled = std::string(shape.name) + ":";
  size_t next = 0;
  for (const SmallBlock &block : shape.blocks) {
    spelled += " [";
    for (unsigned i = 0; i < block.slots; i++)
      spelled += std::string(i == 0 ? "" : " ") + letters[static_cast<size_t>(text[next++])];
    spelled += "]";
  }
  return spelled;
}

LLVMValueRef make_small(Workshop &shop, const Shape &shape, const Text &text) {
  return Maker(shop, shape, text).make();
}

namespace {

const std::vector<Letter> phi_letters = {Letter::nothing, Letter::incref,     Letter::decref,
                                         Letter::hazard,  Letter::phi_incref, Letter::phi_decref};

std::vector<Shape> plain_shapes() {
  return {
      {"straight", {{6, {}, 1}}},
      {"diamond", {{2, {1, 2}, 1}, {1, {3}, 0.5}, {1, {3}, 0.5}, {2, {}, 1}}},
      {"rare arm", {{2, {1, 2}, 1}, {2, {2}, 0.01}, {2, {}, 1}}},
      {"common arm", {{2, {1, 2}, 1}, {2, {2}, 0.99}, {2, {}, 1}}},
      {"fanout", {{2, {1, 2, 3}, 1}, {2, {}, 0.5}, {1, {}, 0.25}, {1, {}, 0.25}}},
      {"fan-in", {{1, {1, 2, 3}, 1}, {1, {4}, 0.5}, {1, {4}, 0.25}, {1, {4}, 0.25}, {2, {}, 1}}},
      {"loop", {{2, {1}, 1}, {2, {1, 2}, 8}, {2, {}, 1}}},
      {"long loop", {{1, {1}, 1}, {2, {2}, 8}, {2, {1, 3}, 8}, {1, {}, 1}}},
      {"loop with a latch", {{1, {1}, 1}, {2, {2, 3}, 8}, {2, {1}, 7}, {1, {}, 1}}},
      {"guarded loop", {{2, {1, 2}, 1}, {2, {1, 2}, 4}, {2, {}, 1}}},
      {"diamond in a loop",
       {{1, {1}, 1}, {1, {2, 3}, 8}, {1, {4}, 4}, {1, {4}, 4}, {1, {1, 5}, 8}, {1, {}, 1}}},
      {"two diamonds",
       {{1, {1, 2}, 1}, {1, {3}, 0.5}, {1, {3}, 0.5}, {1, {4, 5}, 1}, {1, {}, 0.5}, {1, {}, 0.5}}},
      {"dead end", {{2, {1, 2}, 1}, {2, {}, 0.01, 'd'}, {2, {}, 0.99}}},
  };
}

std::vector<Shape> phi_shapes() {
  using In = PhiInput;
  std::vector<SmallBlock> diamond = {{1, {1, 2}, 1}, {1, {3}, 0.5}, {1, {3}, 0.5}, {3, {}, 1}};
  std::vector<SmallBlock> triangle = {{2, {1, 2}, 1}, {1, {2}, 0.3}, {3, {}, 1}};
  std::vector<SmallBlock> loop = {{2, {1}, 1}, {3, {1, 2}, 8}, {1, {}, 1}};
  return {
      {"phi(p, null) of a diamond", diamond, 3, {In::p, In::null}, phi_letters},
      {"phi(p, q) of a diamond", diamond, 3, {In::p, In::q}, phi_letters},
      {"phi(p, null) of a triangle", triangle, 2, {In::p, In::null}, phi_letters},
      {"phi(null, p) of a triangle", triangle, 2, {In::null, In::p}, phi_letters},
      {"phi(q, p) of a triangle", triangle, 2, {In::q, In::p}, phi_letters},
      {"phi(p, q) of a loop", loop, 1, {In::p, In::q}, phi_letters},
      {"phi(p, null) of a loop", loop, 1, {In::p, In::null}, phi_letters},
      {"phi(null, p) of a loop", loop, 1, {In::null, In::p}, phi_letters},
      {"phi(q, itself) of a loop", loop, 1, {In::q, In::itself}, phi_letters},
      {"phi(p, itself) of a loop", loop, 1, {In::p, In::itself}, phi_letters},
  };
}

} // namespace

std::vector<Shape> all_shapes() {
  std::vector<Shape> shapes = plain_shapes();
  for (const Shape &shape : phi_shapes())
    shapes.push_back(shape);
  return shapes;
}

} // namespace oracle
