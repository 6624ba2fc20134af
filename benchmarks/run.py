#!/usr/bin/env python3
"""Measures the pruner: on the corpus beside llvmlite, and on functions that grow.

    run.py [--only speed,quality] [--sample 10] [--json FILE] [--docs]

Parts: speed (time on the corpus, beside llvmlite and default<O2>), scaling (generated functions),
quality (what is left on the corpus, and why), instructions (callgrind on a few modules). Tables go
to stdout; --docs writes them into the marked sections of docs/results.md.
"""

import argparse
import contextlib
import datetime
import json
import os
import pathlib
import platform
import sys

from harness import (
    corpus,
    document,
    instructions,
    llvmlite_venv,
    quality,
    scaling,
    speed,
    targets,
)
from harness.progress import Progress
from harness.worker import Worker, WorkerError

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORKER = ROOT / "build" / "llvm-22" / "benchmarks" / "time_prune"
WITHOUT_FACTS = "time_prune_without_facts"  # beside the worker
PARTS = ("quality", "speed", "instructions", "scaling")
CALLGRIND_MODULES = 8


class Bench:
    """One invocation: the workers, the corpus, and what has been measured so far."""

    def __init__(self, arguments, pruner, llvmlite, corpora):
        self.arguments = arguments
        self.pruner = pruner
        self.llvmlite = llvmlite
        self.corpora = corpora
        self.data = {}
        self.targets = []

    def modules(self):
        return sum(len(modules) for modules in self.corpora.values())

    def emit(self, name, text, complete=True):
        """Prints a table and, where it is the whole of its section, puts it into the document."""
        print(f"\n== {name} ==\n\n{text}", flush=True)
        if self.arguments.docs and complete:
            document.replace_section(self.arguments.docs, name, text)

    def speed(self):
        with Progress("speed", 2 * self.modules()) as progress:
            results = speed.measure(
                self.corpora, self.pruner, self.llvmlite, self.arguments.repetitions, progress
            )
            pipeline = speed.measure_pipeline(self.corpora, self.pruner, progress)
        self.emit("speed", speed.time_table(results))
        self.emit("pipeline", speed.pipeline_table(results, pipeline))
        self.emit("slowest", speed.slowest_table(results, "all, LLVM's frequencies"))
        self.data["speed"] = [vars(run) for run in results]
        self.data["pipeline"] = pipeline
        self.targets += targets.of_speed(results, pipeline)

    def instructions(self):
        if not instructions.available():
            print("bench: no valgrind, so no instruction counts", file=sys.stderr)
            return
        everything = [one for modules in self.corpora.values() for one in modules]
        sample = everything[:: max(len(everything) // CALLGRIND_MODULES, 1)][:CALLGRIND_MODULES]
        size = sum(
            int(self.pruner.ask("time", "none", "static", one.path)[0][1]) for one in sample
        )
        llvmlite_command = self.llvmlite.command if self.llvmlite else None
        with Progress("callgrind", len(speed.CONFIGURATIONS) + 1) as progress:
            results = instructions.measure(
                sample, self.pruner.command, llvmlite_command, progress
            )
        self.emit("instructions", instructions.instruction_table(results, size))
        self.data["instructions"] = {"ir_instructions": size, **results}

    def scaling(self):
        with Progress("scaling", scaling.steps()) as progress:
            results = scaling.measure(self.pruner, progress)
        self.emit("scaling", scaling.growing_table(results))
        self.emit("fixed", scaling.fixed_table(results))
        self.data["scaling"] = results
        self.targets += targets.of_scaling(results)

    def quality(self):
        with Progress("quality", self.modules()) as progress:
            results = quality.measure(self.corpora, self.pruner, self.llvmlite, progress)
        self.emit("left", quality.left_table(results))
        if self.arguments.sample == 1:
            self._compare_with_reference(results)
        self.data["left"] = {name: quality.totals(one) for name, one in results.items()}
        self.emit("remaining", quality.remaining_table(results, "all"))
        if self.llvmlite:
            self._explain(results)

    def _compare_with_reference(self, results):
        command = self.arguments.worker.with_name(WITHOUT_FACTS)
        with Worker([command]) as pruner, Progress("reference", self.modules()) as progress:
            without_facts = quality.measure_without_facts(self.corpora, pruner, progress)
        self.emit("reference", quality.reference_table(results, without_facts))
        self.data["without_facts"] = without_facts
        self.targets += targets.of_quality(results, without_facts)

    def _explain(self, results):
        for options in quality.OPTIONS:
            fewer, equal, more = quality.comparison_counts(results, options)
            self.emit(
                f"excess-{options}",
                f"Beside llvmlite, `{options}` leaves fewer operations in {fewer} functions, as many "
                f"in {equal}, more in {more}. Of these:\n\n{quality.excess_table(results, options)}",
            )
            self.emit(f"operations-{options}", quality.operations_table(results, options))
            self.data[f"excess-{options}"] = quality.excess(results, options)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--worker", type=pathlib.Path, default=WORKER, help="time_prune of another build"
    )
    parser.add_argument(
        "--corpus",
        type=pathlib.Path,
        default=os.environ.get("REFPRUNE_CORPUS", ROOT.parent / "shared" / "corpus"),
    )
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="each N-th module only")
    parser.add_argument("--repetitions", type=int, default=3, help="runs a module (the fastest counts)")
    parser.add_argument("--json", type=pathlib.Path, help="write all figures to this file")
    parser.add_argument(
        "--docs",
        type=pathlib.Path,
        nargs="?",
        const=ROOT / "docs" / "results.md",
        help="write the tables into this file's sections (default: docs/results.md)",
    )
    parser.add_argument(
        "--venv", type=pathlib.Path, default=ROOT / "build" / "venv", help="where llvmlite goes"
    )
    arguments = parser.parse_args()
    arguments.only = arguments.only.split(",")
    unknown = [part for part in arguments.only if part not in PARTS]
    if unknown:
        parser.error(f"unknown part '{unknown[0]}': choose from {', '.join(PARTS)}")
    if arguments.sample < 1 or arguments.repetitions < 1:
        parser.error("--sample and --repetitions start at 1")
    if arguments.docs and arguments.sample > 1:
        parser.error("--docs wants the whole corpus, not a sample")
    return arguments


def read_corpus(arguments):
    try:
        return corpus.read(pathlib.Path(arguments.corpus), arguments.sample)
    except FileNotFoundError as error:
        print(f"bench: {error}: only the generated functions are measured", file=sys.stderr)
        return {}


def start_llvmlite(arguments, stack):
    python = llvmlite_venv.python_with_llvmlite(arguments.venv)
    if not python:
        return None
    script = pathlib.Path(__file__).with_name("harness") / "llvmlite_worker.py"
    return stack.enter_context(Worker([python, script]))


def machine_text(llvmlite):
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    text = f"{datetime.date.today()}, {len(models) or os.cpu_count()} x {model}"
    if llvmlite:
        version, llvm_version = llvmlite.ask("version")[0]
        text += f", llvmlite {version} (LLVM {llvm_version})"
    return text + "."


def run(arguments):
    with contextlib.ExitStack() as stack:
        corpora = read_corpus(arguments)
        pruner = stack.enter_context(Worker([arguments.worker]))
        llvmlite = start_llvmlite(arguments, stack) if corpora else None
        bench = Bench(arguments, pruner, llvmlite, corpora)
        bench.emit("machine", machine_text(llvmlite))
        for part in PARTS:
            if part in arguments.only and (corpora or part == "scaling"):
                getattr(bench, part)()
        if bench.targets:
            every_part = set(arguments.only) == set(PARTS)
            bench.emit("targets", targets.target_table(bench.targets), complete=every_part)
    return bench.data


def main():
    arguments = parse_arguments()
    try:
        data = run(arguments)
        if arguments.json:
            arguments.json.write_text(json.dumps({"schema": 1, **data}, indent=1) + "\n")
    except (OSError, RuntimeError, ValueError, WorkerError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
