"""How long the pass takes on the corpus, in turns with llvmlite's own pass."""

import dataclasses
import statistics

from . import table

# Column title -> options, block frequencies.
CONFIGURATIONS = {
    "patterns": ("patterns", "static"),
    "all": ("all", "static"),
    "all, LLVM's frequencies": ("all", "llvm"),
}
LLVMLITE = "llvmlite"
FREQUENCIES = "LLVM's frequencies alone"
PIPELINE = "default<O2>"


@dataclasses.dataclass
class Run:
    """One module: nanoseconds of the fastest run of each contestant."""

    corpus: str
    module: str
    instructions: int
    nanoseconds: dict


def _llvmlite_time(llvmlite, path):
    pruning, empty = map(int, llvmlite.ask("time", path)[0])
    return max(pruning - empty, 0)


def _one_module(module, pruner, llvmlite, repetitions):
    runs = {}
    for _ in range(repetitions):
        for name, (options, frequencies) in CONFIGURATIONS.items():
            reply = pruner.ask("time", options, frequencies, module.path)[0]
            runs.setdefault(name, []).append(int(reply[0]))
        alone = int(pruner.ask("frequencies", module.path)[0][0])
        runs.setdefault(FREQUENCIES, []).append(alone)
        if llvmlite:
            runs.setdefault(LLVMLITE, []).append(_llvmlite_time(llvmlite, module.path))
    fastest = {name: min(values) for name, values in runs.items()}
    return Run(module.corpus, module.path.name, int(reply[1]), fastest)


def measure(corpora, pruner, llvmlite, repetitions, progress):
    """A Run per module. Within a module the contestants alternate, so that they share the noise."""
    results = []
    for module in (one for modules in corpora.values() for one in modules):
        results.append(_one_module(module, pruner, llvmlite, repetitions))
        progress.step(module.path.name)
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


def _contestants(runs):
    return [name for name in (LLVMLITE, *CONFIGURATIONS, FREQUENCIES) if name in runs[0].nanoseconds]


def spent(runs, name):
    return sum(run.nanoseconds[name] for run in runs)


def _rows(title, runs):
    size = sum(run.instructions for run in runs)
    with_reference = LLVMLITE in runs[0].nanoseconds
    for name in _contestants(runs):
        total = spent(runs, name)
        each = [run.nanoseconds[name] / run.instructions for run in runs]
        beside, ratio = None, None
        if with_reference:
            beside = total / spent(runs, LLVMLITE)
            ratio = statistics.median(
                run.nanoseconds[name] / max(run.nanoseconds[LLVMLITE], 1) for run in runs
            )
        yield (
            title,
            name,
            table.number(total / 1e6, 1),
            table.number(total / size, 1),
            table.ratio(beside),
            table.number(statistics.median(each), 1),
            table.ratio(ratio),
        )


def time_table(runs):
    """The total, which a few slow modules dominate, and the median over the modules."""
    groups = {}
    for run in runs:
        groups.setdefault(run.corpus, []).append(run)
    rows = [row for corpus, group in groups.items() for row in _rows(corpus, group)]
    rows += _rows("total", runs)
    header = (
        "corpus",
        "pass",
        "ms",
        "ns / IR instruction",
        "of llvmlite",
        "median ns / IR instruction",
        "median of llvmlite",
    )
    return table.markdown(header, rows)


def pipeline_table(runs, pipeline):
    """The pass beside default<O2> on the same modules, in per cent of it."""
    reference = sum(pipeline.values())
    rows = [(PIPELINE, table.number(reference / 1e6, 1), "100")]
    for name in _contestants(runs):
        own = spent(runs, name)
        rows.append((name, table.number(own / 1e6, 1), f"{100 * own / reference:.2f}"))
    return table.markdown(("pass", "ms", f"% of {PIPELINE}"), rows)


def slowest_table(runs, name, count=10):
    """Where the time of `name` goes."""
    ranked = sorted(runs, key=lambda run: -run.nanoseconds[name])[:count]
    rows = [
        (
            f"{run.corpus}/{run.module}",
            table.number(run.instructions),
            *(table.number(run.nanoseconds[who] / 1e3) for who in _contestants(runs)),
        )
        for run in ranked
    ]
    header = ("module", "IR instructions", *(f"{who} (us)" for who in _contestants(runs)))
    return table.markdown(header, rows)
