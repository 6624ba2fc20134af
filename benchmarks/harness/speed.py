"""How long the pass takes on the corpus, in turns with llvmlite's own pass."""

import dataclasses

from . import table

# Column title -> options, block frequencies.
CONFIGURATIONS = {
    "patterns": ("patterns", "static"),
    "all": ("all", "static"),
    "all, LLVM's frequencies": ("all", "llvm"),
}
PIPELINE = "default<O2>"


@dataclasses.dataclass
class Sums:
    """Nanoseconds of one corpus: the sum over its modules of each module's fastest run."""

    modules: int = 0
    instructions: int = 0
    operations: int = 0
    nanoseconds: dict = dataclasses.field(default_factory=dict)
    left: dict = dataclasses.field(default_factory=dict)

    def add(self, times, left):
        for name, value in times.items():
            self.nanoseconds[name] = self.nanoseconds.get(name, 0) + value
        for name, value in left.items():
            self.left[name] = self.left.get(name, 0) + value


def _llvmlite_time(llvmlite, path):
    pruning, empty = map(int, llvmlite.ask("time", path)[0])
    return max(pruning - empty, 0)


def _one_module(module, pruner, llvmlite, repetitions, sums):
    runs = {}
    left = {}
    for _ in range(repetitions):
        for name, (options, frequencies) in CONFIGURATIONS.items():
            reply = pruner.ask("time", options, frequencies, module.path)[0]
            nanoseconds, instructions, before, after = map(int, reply)
            runs.setdefault(name, []).append(nanoseconds)
            left[name] = after
        if llvmlite:
            runs.setdefault("llvmlite", []).append(_llvmlite_time(llvmlite, module.path))
    sums.modules += 1
    sums.instructions += instructions
    sums.operations += before
    sums.add({name: min(values) for name, values in runs.items()}, left)


def measure(corpora, pruner, llvmlite, repetitions, progress):
    """Sums by corpus. Within a module the contestants alternate, so that they share the noise."""
    results = {}
    for corpus, modules in corpora.items():
        sums = results[corpus] = Sums()
        for module in modules:
            _one_module(module, pruner, llvmlite, repetitions, sums)
            progress.step(str(module.path.name))
    return results


def measure_pipeline(corpora, pruner, progress):
    """Nanoseconds of default<O2> by corpus, one run a module (it is long enough for that)."""
    results = {}
    for corpus, modules in corpora.items():
        results[corpus] = 0
        for module in modules:
            results[corpus] += int(pruner.ask("passes", PIPELINE, module.path)[0][0])
            progress.step(f"{PIPELINE} {module.path.name}")
    return results


def total(results):
    everything = Sums()
    for sums in results.values():
        everything.modules += sums.modules
        everything.instructions += sums.instructions
        everything.operations += sums.operations
        everything.add(sums.nanoseconds, sums.left)
    return everything


def _contestants(sums):
    return [name for name in ("llvmlite", *CONFIGURATIONS) if name in sums.nanoseconds]


def time_table(results):
    """Per corpus and pass: milliseconds, nanoseconds an IR instruction, and relative to llvmlite."""
    rows = []
    for corpus, sums in {**results, "total": total(results)}.items():
        reference = sums.nanoseconds.get("llvmlite")
        for name in _contestants(sums):
            spent = sums.nanoseconds[name]
            rows.append(
                (
                    corpus,
                    name,
                    table.number(spent / 1e6, 1),
                    table.number(spent / sums.instructions, 1),
                    table.ratio(spent / reference if reference else None),
                )
            )
    return table.markdown(("corpus", "pass", "ms", "ns / IR instruction", "of llvmlite"), rows)


def pipeline_table(results, pipeline):
    """The pass beside default<O2> on the same modules, in per cent of it."""
    sums = total(results)
    spent = sum(pipeline.values())
    rows = [(PIPELINE, table.number(spent / 1e6, 1), "100")]
    for name in _contestants(sums):
        own = sums.nanoseconds[name]
        rows.append((name, table.number(own / 1e6, 1), f"{100 * own / spent:.2f}"))
    return table.markdown(("pass", "ms", "% of default<O2>"), rows)
