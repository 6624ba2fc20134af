"""How time grows with size, on generated functions (shapes.c)."""

import math

from . import table
from .worker import WorkerError

SIZES = (10_000, 30_000, 100_000)
GROWING = (
    "blocks",
    "blocks-with-ops",
    "ops-of-two",
    "ops-of-two-nested",
    "roots-in-one-block",
    "roots-in-own-blocks",
    "roots-nested",
    "roots-crossing",
    "diamonds",
    "diamonds-with-ops",
    "phi-chain",
    "loops",
    "wide-phi",
    "phis-with-ops",
    "one-exit",
    "names",
    "kept-on-an-edge",
)
FIXED = (
    ("switches-12", 6),
    ("switches-367", 3),
    ("many-in-two-arms", 1000),
    ("many-in-two-arms", 2000),
    ("many-in-two-arms", 4000),
)
OPTIONS = ("patterns", "all")
LONG_SECONDS = 1
LIMIT_SECONDS = 20  # a run that takes longer is stopped and reported so


def _run_once(pruner, options, shape, size):
    try:
        reply = pruner.ask("shape", options, "static", shape, size, seconds=LIMIT_SECONDS)[0]
    except WorkerError as error:
        return {"failure": str(error)}
    nanoseconds, instructions, before, after = map(int, reply)
    return {
        "seconds": nanoseconds / 1e9,
        "instructions": instructions,
        "before": before,
        "after": after,
    }


def _run(pruner, options, shape, size):
    """The fastest of three runs, or one where that is long enough to drown the noise."""
    run = _run_once(pruner, options, shape, size)
    for _ in range(2):
        if "failure" in run or run["seconds"] > LONG_SECONDS:
            break
        other = _run_once(pruner, options, shape, size)
        run = min(run, other, key=lambda one: one.get("seconds", math.inf))
    return run


def measure(pruner, progress, sizes=SIZES):
    results = []
    wanted = [(shape, size) for shape in GROWING for size in sizes] + list(FIXED)
    given_up = set()
    for options in OPTIONS:
        for shape, size in wanted:
            progress.step(f"{options} {shape} {size}")
            if (options, shape) in given_up:
                continue
            run = _run(pruner, options, shape, size)
            if "failure" in run:
                given_up.add((options, shape))
            results.append({"options": options, "shape": shape, "size": size, **run})
    return results


def steps(sizes=SIZES):
    return len(OPTIONS) * (len(GROWING) * len(sizes) + len(FIXED))


def _exponent(runs):
    """log(time) per log(size) over the two largest sizes: 1 is linear, 2 quadratic."""
    if len(runs) < 2 or any("failure" in run or run["seconds"] <= 0 for run in runs[-2:]):
        return "-"
    small, large = runs[-2:]
    growth = math.log(large["seconds"] / small["seconds"])
    return f"{growth / math.log(large['size'] / small['size']):.2f}"


def _seconds(run):
    return "over the limit" if "failure" in run else f"{run['seconds']:.4f}"


def growing_table(results, sizes=SIZES):
    rows = []
    for options in OPTIONS:
        for shape in GROWING:
            runs = [
                run for run in results if run["options"] == options and run["shape"] == shape
            ]
            times = [_seconds(run) for run in runs] + ["-"] * (len(sizes) - len(runs))
            last = runs[-1]
            counts = "-" if "failure" in last else f"{last['before']} -> {last['after']}"
            rows.append((shape, options, *times, _exponent(runs), counts))
    header = ("shape", "options", *(f"{size} (s)" for size in sizes), "exponent", "refops")
    return table.markdown(header, rows)


def fixed_table(results):
    rows = []
    for run in results:
        if (run["shape"], run["size"]) in FIXED:
            counts = "-" if "failure" in run else f"{run['before']} -> {run['after']}"
            rows.append((run["shape"], run["size"], run["options"], _seconds(run), counts))
    return table.markdown(("shape", "size", "options", "s", "refops"), rows)
