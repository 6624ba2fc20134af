// shared_ptr.cpp - what a C++ programmer would use instead.
#include "loops.h"

#include <cstdlib>
#include <memory>

namespace {

using Buffer = std::shared_ptr<void>;

// The compiler may not see that a copy is unused.
void keep(const Buffer &buffer) { asm volatile("" : : "g"(&buffer) : "memory"); }

} // namespace

void bench_pair_shared_ptr(const bench_calls *, void *object, size_t rounds) {
  const Buffer &original = *static_cast<Buffer *>(object);
  for (size_t i = 0; i < rounds; i++) {
    Buffer copy = original;
    keep(copy);
  }
}

void bench_alloc_make_shared(const bench_calls *calls, void *, size_t rounds) {
  // make_shared of an array with a size known at run time needs C++20; a fixed one is its best case.
  // The constructor keeps it from clearing the bytes, which the others do not do either.
  struct Data {
    Data() {}
    char bytes[64];
  };
  if (calls->size != sizeof(Data))
    std::abort();
  for (size_t i = 0; i < rounds; i++) {
    Buffer made = std::make_shared<Data>();
    keep(made);
  }
}

void bench_alloc_shared_ptr(const bench_calls *calls, void *, size_t rounds) {
  for (size_t i = 0; i < rounds; i++) {
    Buffer made(std::malloc(calls->size), std::free);
    keep(made);
  }
}

void *bench_new_shared_ptr() { return new Buffer(std::malloc(256), std::free); }
