#!/usr/bin/env python3
"""Times libnrt beside what a user would pick instead, all in one run and one process.

    run.py [--build DIR] [--rounds N] [--json FILE] [--docs FILE] [--without-numba]

Numba 0.68 is installed into build/venv-nrt unless this Python has it. Every row is timed again and
again in turn; the table shows the smallest time of each, in nanoseconds a round. A timing counts only
if its threads ran beside each other, with a processor each, for all of the time.
"""

import argparse
import ctypes
import json
import os
import pathlib
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
RELEASE = "numba==0.68.*"
MARKS = ("<!-- nrt benchmark begin -->", "<!-- nrt benchmark end -->")
SIZE = 64
TRIES = 40


class Calls(ctypes.Structure):
    _fields_ = [
        ("take", ctypes.c_void_p),
        ("give", ctypes.c_void_p),
        ("make", ctypes.c_void_p),
        ("size", ctypes.c_size_t),
    ]


def address(function):
    return ctypes.cast(function, ctypes.c_void_p).value


class Library:
    """A runtime as C clients see it: functions by name, or Numba's by address."""

    def __init__(self, name, functions, statistics):
        self.name = name
        self.functions = functions
        self.statistics = statistics

    def calls(self, take, give):
        table = self.functions
        return Calls(table.get(take), table[give], table["allocate"], SIZE)

    def make(self, size):
        maker = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_size_t)(self.functions["allocate"])
        return maker(size)


TABLE = ("allocate", "allocate_external", "manage_memory", "acquire", "release", "get_data")


def read_table(get_api):
    slots = ctypes.cast(get_api(), ctypes.POINTER(ctypes.c_void_p))
    return {name: slots[i] for i, name in enumerate(TABLE)}


def load_libnrt(path, name):
    library = ctypes.CDLL(str(path), mode=os.RTLD_LOCAL)
    library.NRT_get_api.restype = ctypes.c_void_p
    functions = read_table(library.NRT_get_api)
    functions["incref"] = address(library.NRT_incref)
    functions["decref"] = address(library.NRT_decref)
    switch = {True: library.NRT_MemSys_enable_stats, False: library.NRT_MemSys_disable_stats}
    return Library(name, functions, lambda on: switch[on]())


def load_numba():
    """Numba's runtime as it runs inside Python, and its incref and decref as it compiles them."""
    from numba.core.registry import cpu_target
    from numba.core.runtime import _nrt_python, rtsys

    rtsys.initialize(cpu_target.target_context)
    get_api = ctypes.CFUNCTYPE(ctypes.c_void_p)(_nrt_python.c_helpers["get_api"])
    functions = read_table(get_api)
    for name in ("incref", "decref"):
        functions[name] = rtsys.library.get_pointer_to_function("NRT_" + name)
    switch = {True: _nrt_python.memsys_enable_stats, False: _nrt_python.memsys_disable_stats}
    return Library("Numba", functions, lambda on: switch[on]())


def load_loops(build):
    loops = ctypes.CDLL(str(build / "benchmarks" / "nrt" / "libnrt-bench.so"))
    loops.bench_time.restype = ctypes.c_double
    for name in ("bench_new_counter", "bench_new_shared_ptr"):
        getattr(loops, name).restype = ctypes.c_void_p
    return loops


class Row:
    """A loop with its objects, in columns that differ in threads, objects and statistics."""

    def __init__(self, loops, name, loop, make_object, calls=None, statistics=None):
        self.loops = loops
        self.name = name
        self.loop = getattr(loops, loop)
        self.calls = calls or Calls(None, None, None, SIZE)
        self.statistics = statistics
        self.objects = [make_object(), make_object()]
        self.best = {}

    def time(self, column, threads, shared, statistics, milliseconds):
        if statistics and not self.statistics:
            return
        objects = (ctypes.c_void_p * 2)(*(self.objects[:1] * 2 if shared else self.objects))
        run = lambda rounds: self.loops.bench_time(
            self.loop, ctypes.byref(self.calls), objects, threads, ctypes.c_size_t(rounds)
        )
        if self.statistics:
            self.statistics(statistics)
        for _ in range(TRIES):
            measured = run(int(milliseconds * 1e6 / self.best.get(column, 20)) + 1)
            if measured > 0:
                self.best[column] = min(measured, self.best.get(column, measured))
                break
        if self.statistics:
            self.statistics(False)


def pair_rows(loops, libraries):
    counter, shared_ptr = loops.bench_new_counter, loops.bench_new_shared_ptr
    rows = [
        Row(loops, "plain ++ and --, inline", "bench_pair_plain", counter),
        Row(loops, "two locked operations, inline", "bench_pair_atomic", counter),
        Row(loops, "libnrt, inline (nrt-lower)", "bench_pair_lowered", counter),
        Row(loops, "libnrt_single, inline", "bench_pair_lowered_single", counter),
        Row(loops, "libnrt, linked statically", "bench_pair_direct", counter),
        Row(loops, "std::shared_ptr, inline", "bench_pair_shared_ptr", shared_ptr),
    ]
    for library in libraries:
        for take, give in (("acquire", "release"), ("incref", "decref")):
            calls, make = library.calls(take, give), lambda: library.make(256)
            name = f"{library.name}, {take} and {give}"
            rows.append(Row(loops, name, "bench_pair_called", make, calls))
    return rows


def alloc_rows(loops, libraries):
    nothing = lambda: None
    rows = [
        Row(loops, "malloc and free", "bench_alloc_malloc", nothing),
        Row(loops, "libnrt, linked statically", "bench_alloc_direct", nothing),
        Row(loops, "std::make_shared", "bench_alloc_make_shared", nothing),
        Row(loops, "std::shared_ptr of malloc", "bench_alloc_shared_ptr", nothing),
    ]
    for library in libraries:
        calls = library.calls("acquire", "release")
        rows.append(
            Row(loops, library.name, "bench_alloc_called", nothing, calls, library.statistics)
        )
    return rows


# Column: threads, one object for all, statistics on.
PAIR_COLUMNS = {
    "1 thread": (1, False, False),
    "2 threads, own objects": (2, False, False),
    "2 threads, one object": (2, True, False),
}
ALLOC_COLUMNS = {
    "1 thread": (1, False, False),
    "1 thread, statistics": (1, False, True),
    "2 threads": (2, False, False),
    "2 threads, statistics": (2, False, True),
}


def measure(rows, columns, rounds, milliseconds):
    for turn in range(rounds):
        for row in rows:
            for column, setting in columns.items():
                if setting[1] and "single" in row.name or "plain" in row.name and setting[1]:
                    continue  # one object and two threads is what they are not for
                row.time(column, *setting, milliseconds)
        print(f"\r{turn + 1}/{rounds}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def table(title, rows, columns):
    lines = [f"| {title} | " + " | ".join(columns) + " |"]
    lines.append("| --- |" + " ---: |" * len(columns))
    for row in rows:
        cells = [f"{row.best[name]:.2f}" if name in row.best else "-" for name in columns]
        lines.append(f"| {row.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


class Goals:
    """What issue 5 aims at, as ratios of two times. A time that was never taken makes no verdict."""

    def __init__(self, pairs, allocs):
        self.pairs = {row.name: row.best for row in pairs}
        self.allocs = {row.name: row.best for row in allocs}
        self.lines = []

    def add(self, sentence, ours, theirs, limit):
        if ours is None or theirs is None:
            self.lines.append(f"not measured              {sentence}")
            return
        verdict = "met   " if ours <= limit * theirs else "MISSED"
        self.lines.append(f"{verdict} {ours / theirs:5.2f} (limit {limit:4}) {sentence}")

    def against_limits(self):
        lowered = self.pairs["libnrt, inline (nrt-lower)"]
        bare = self.pairs["two locked operations, inline"]
        for column in PAIR_COLUMNS:
            sentence = f"lowered pair over the bare pair, {column}"
            self.add(sentence, lowered.get(column), bare.get(column), 1.1)
        libnrt, malloc = self.allocs["libnrt"], self.allocs["malloc and free"]
        for column in ("1 thread", "2 threads"):
            sentence = f"allocation and release over malloc and free, {column}"
            self.add(sentence, libnrt.get(column), malloc.get(column), 1.15)
        one, two = libnrt.get("1 thread, statistics"), libnrt.get("2 threads, statistics")
        self.add("statistics on: two threads over one", two, one, 1.1)

    def against_numba(self):
        for rows, columns in ((self.pairs, PAIR_COLUMNS), (self.allocs, ALLOC_COLUMNS)):
            for name in [name for name in rows if name.startswith("Numba")]:
                ours = rows[name.replace("Numba", "libnrt")]
                for column in columns:
                    sentence = f"libnrt over {name}, {column}"
                    self.add(sentence, ours.get(column), rows[name].get(column), 1.0)


def verdicts(pairs, allocs):
    goals = Goals(pairs, allocs)
    goals.against_limits()
    goals.against_numba()
    return goals.lines


def in_numbas_python(folder):
    """Runs this script again in a virtual environment that has Numba."""
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"installing {RELEASE} into {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", RELEASE], check=True)
    os.execv(python, [str(python), *sys.argv])


def has_numba():
    try:
        import numba
    except ImportError:
        return False
    return numba.__version__.startswith("0.68.")


def write_docs(path, text):
    whole = path.read_text()
    before, rest = whole.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    path.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "llvm-22")
    parser.add_argument("--rounds", type=int, default=15, help="how often each row is timed")
    parser.add_argument("--milliseconds", type=float, default=4, help="of one timing")
    parser.add_argument("--json", type=pathlib.Path, help="write all numbers there")
    parser.add_argument("--docs", type=pathlib.Path, help="put the tables between its marks")
    parser.add_argument("--venv", type=pathlib.Path, default=ROOT / "build" / "venv-nrt")
    parser.add_argument("--without-numba", action="store_true")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    if not arguments.without_numba and not has_numba():
        in_numbas_python(arguments.venv)
    lib = arguments.build / "lib" / "nrt"
    libraries = [
        load_libnrt(lib / "libnrt.so", "libnrt"),
        load_libnrt(lib / "libnrt_single.so", "libnrt_single"),
    ]
    if not arguments.without_numba:
        libraries.append(load_numba())
    loops = load_loops(arguments.build)
    pairs, allocs = pair_rows(loops, libraries), alloc_rows(loops, libraries)
    measure(pairs, PAIR_COLUMNS, arguments.rounds, arguments.milliseconds)
    measure(allocs, ALLOC_COLUMNS, arguments.rounds, arguments.milliseconds)
    text = "\n\n".join(
        (
            table("a reference taken and given back, ns", pairs, PAIR_COLUMNS),
            table(f"{SIZE} bytes allocated and released, ns", allocs, ALLOC_COLUMNS),
        )
    )
    print(text, "", *verdicts(pairs, allocs), sep="\n")
    if arguments.docs:
        write_docs(arguments.docs, text)
    if arguments.json:
        arguments.json.write_text(json.dumps({row.name: row.best for row in pairs + allocs}))


if __name__ == "__main__":
    main()
