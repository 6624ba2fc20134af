"""Print a module of random functions over the callees that the executable check provides.

    random_functions.py SEED COUNT

Control flow is arbitrary (loops, joins, raises, calls that never return); pointers are arguments, loaded,
allocated, chosen by phis and selects, or carried through aggregates, and may all be one object.
"""
import random
import sys

HEADER = """declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i64 @NRT_MemInfo_refcount(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare void @use(ptr)
declare void @use_two(ptr, ptr)
declare void @work()
declare void @steal(ptr "refprune-consumes")
declare ptr @make()
declare ptr @new_object()
declare ptr @same(ptr returned)
declare ptr @other(ptr)
declare i1 @cond()
declare i32 @choose()
declare void @stop() noreturn nounwind

!0 = !{i1 true}
"""

DEFINITIONS = (
    "call ptr @make()",
    "call ptr @new_object()",
    "call ptr @NRT_MemInfo_alloc(i64 8)",
    "load ptr, ptr %slot, align 8",
    "call ptr @same(ptr {0})",
    "call ptr @other(ptr {0})",
    "select i1 %way, ptr {0}, ptr {1}",
    "select i1 %way, ptr {0}, ptr null",
    "freeze ptr {0}",
    "getelementptr i8, ptr {0}, i64 0",
)

ACTIONS = (
    ("call void @NRT_incref(ptr {0})", 30),
    ("call void @NRT_decref(ptr {0})", 40),
    ("call void @use(ptr {0})", 8),
    ("call void @use_two(ptr {0}, ptr {1})", 3),
    ("call void @work()", 2),
    ("call void @steal(ptr {0})", 2),
    ("store ptr {0}, ptr %slot, align 8", 2),
    ("store atomic ptr {0}, ptr %slot release, align 8", 1),
    ("%{name} = call i64 @NRT_MemInfo_refcount(ptr {0})", 1),
)


class Function:
    def __init__(self, rng, number):
        self.rng = rng
        self.number = number
        self.names = 0
        self.count = rng.choice((1, 2, 3, 4, 5, 6, 8))
        self.edges = [self.successors(block) for block in range(self.count)]
        self.reach_most_blocks()
        self.dominators = self.find_dominators()
        self.values = [(0, name) for name in ("%p", "%q")]  # (block of the definition, name)

    def successors(self, block):
        later = list(range(block + 1, self.count))
        wide = range(1, self.count)
        width = self.rng.choices((0, 1, 2, 3), (2, 5, 6, 1))[0]
        if not later or width == 0:
            return []
        pool = wide if self.rng.random() < 0.25 else later
        return [self.rng.choice(pool) for _ in range(width)]

    def reach_most_blocks(self):
        for block in range(1, self.count):
            narrow = [source for source in range(block) if len(self.edges[source]) < 3]
            reached = any(source < block for source in self.predecessors(block))
            if narrow and not reached and self.rng.random() < 0.95:
                self.edges[self.rng.choice(narrow)].append(block)

    def predecessors(self, block):
        return [source for source in range(self.count) for target in self.edges[source] if target == block]

    def find_dominators(self):
        every = set(range(self.count))
        found = [{0}] + [every] * (self.count - 1)
        changed = True
        while changed:
            changed = False
            for block in range(1, self.count):
                above = [found[source] for source in self.predecessors(block)]
                new = {block} | (set.intersection(*above) if above else every)
                changed |= new != found[block]
                found[block] = new
        return found

    def visible(self, block):
        return [name for home, name in self.values if home in self.dominators[block]]

    def new_name(self):
        self.names += 1
        return f"v{self.names}"

    def phis(self, block):
        sources = self.predecessors(block)
        if not sources or self.rng.random() < 0.5:
            return
        name = "%" + self.new_name()
        self.values.append((block, name))
        picks = {}
        for source in sources:
            seen = [value for value in self.visible(source) if self.is_done(value, source, block)]
            picks.setdefault(source, self.rng.choice(seen + ["null"]))
        inputs = ", ".join(f"[ {picks[source]}, %b{source} ]" for source in sources)
        yield f"  {name} = phi ptr {inputs}"

    def is_done(self, value, source, block):
        """Values of blocks that are written later are not known yet."""
        home = next(home for home, name in self.values if name == value)
        return home <= block or home <= source

    def definition(self, block):
        seen = self.visible(block)
        text = self.rng.choice(DEFINITIONS).format(self.rng.choice(seen), self.rng.choice(seen))
        name = "%" + self.new_name()
        yield f"  {name} = {text}"
        if self.rng.random() < 0.2:
            pair, field = "%" + self.new_name(), "%" + self.new_name()
            yield f"  {pair} = insertvalue {{ ptr, i64 }} poison, ptr {name}, 0"
            yield f"  {field} = extractvalue {{ ptr, i64 }} {pair}, 0"
            self.values.append((block, field))
        self.values.append((block, name))

    def action(self, block):
        seen = self.visible(block)
        texts, weights = zip(*ACTIONS)
        text = self.rng.choices(texts, weights)[0]
        # Few pointers in most functions, so that operations have something to pair up with.
        chosen = seen[0] if self.rng.random() < 0.5 else self.rng.choice(seen)
        yield "  " + text.format(chosen, self.rng.choice(seen), name=self.new_name())

    def terminator(self, block):
        targets = self.edges[block]
        name = self.new_name()
        if not targets:
            yield from self.exit()
        elif len(targets) == 1:
            yield f"  br label %b{targets[0]}"
        elif len(targets) == 2:
            yield f"  %{name} = call i1 @cond()"
            yield f"  br i1 %{name}, label %b{targets[0]}, label %b{targets[1]}"
        else:
            yield f"  %{name} = call i32 @choose()"
            yield f"  switch i32 %{name}, label %b{targets[0]} ["
            yield f"    i32 0, label %b{targets[1]}"
            yield f"    i32 1, label %b{targets[2]}"
            yield "  ]"

    def exit(self):
        kind = self.rng.random()
        if kind < 0.15:
            yield from ("  call void @stop()", "  unreachable")
        elif kind < 0.4:
            yield "  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0"
            yield "  ret i32 1"
        else:
            yield "  ret i32 0"

    def lines(self):
        yield f"define i32 @random{self.number}(ptr %p, ptr %q, ptr %slot, ptr %excinfo, i1 %way) {{"
        for block in range(self.count):
            yield f"b{block}:"
            yield from self.phis(block)
            for _ in range(self.rng.choice((0, 1, 2, 3, 5))):
                maker = self.definition if self.rng.random() < 0.12 else self.action
                yield from maker(block)
            yield from self.terminator(block)
        yield "}"


def main(seed, count):
    print(HEADER)
    for number in range(count):
        function = Function(random.Random(seed * 100000 + number), number)
        print("\n".join(function.lines()) + "\n")


main(int(sys.argv[1]), int(sys.argv[2]))
