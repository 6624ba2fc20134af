"""Executed instructions, counted by callgrind: the figure without noise."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from . import table
from .speed import CONFIGURATIONS

_OURS = "--toggle-collect=refprune_run_module"  # count inside this function only


def available():
    return shutil.which("valgrind") is not None


def _count(command, selection, requests, folder):
    """Instructions that `command` executes while it answers `requests`."""
    output = folder / "callgrind.out"
    valgrind = [
        "valgrind",
        "--tool=callgrind",
        f"--callgrind-out-file={output}",
        *selection,
        *map(str, command),
    ]
    done = subprocess.run(
        valgrind,
        input="".join(requests),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    answers = [line for line in done.stdout.splitlines() if line.startswith(("ok", "error"))]
    if done.returncode != 0 or answers != ["ok"] * len(requests):
        raise RuntimeError(f"callgrind on {command[0]}: {done.stderr[-500:]}")
    found = re.search(r"^(?:summary|totals): (\d+)", output.read_text(errors="replace"), re.M)
    if not found:
        raise RuntimeError(f"callgrind on {command[0]}: no summary")
    return int(found.group(1))


def _count_llvmlite(command, modules, folder):
    """Valgrind finds no names in llvmlite's library, so: a process that runs the pass, less one that
    runs an empty pass manager on the same modules."""
    with_pass, without = (
        _count(command, [], [f"{request}\t{one.path}\n" for one in modules], folder)
        for request in ("pass", "empty")
    )
    return with_pass - without


def measure(modules, worker_command, llvmlite_command, progress):
    """name -> executed instructions, summed over the modules."""
    results = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for title, (options, frequencies) in CONFIGURATIONS.items():
            requests = [f"time\t{options}\t{frequencies}\t{one.path}\n" for one in modules]
            results[title] = _count(worker_command, [_OURS], requests, folder)
            progress.step(title)
        if llvmlite_command:
            results["llvmlite"] = _count_llvmlite(llvmlite_command, modules, folder)
            progress.step("llvmlite")
    return results


def instruction_table(results, ir_instructions):
    reference = results.get("llvmlite")
    rows = [
        (
            name,
            table.number(count),
            table.number(count / ir_instructions, 1),
            table.ratio(count / reference if reference else None),
        )
        for name, count in results.items()
    ]
    header = ("pass", "machine instructions", "per IR instruction", "of llvmlite")
    return table.markdown(header, rows)
