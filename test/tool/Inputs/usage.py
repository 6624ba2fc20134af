"""usage.py REFPRUNE FILE: wrong command lines, each with what the one line must contain."""

import os
import subprocess
import sys

refprune, file = sys.argv[1:]
WRONG = [
    ([], "no command"),
    (["trim"], "unknown command 'trim'"),
    (["prune"], "no input files"),
    (["prune", "--fast", file], "--fast: unknown option"),
    (["prune", file, "--options"], "--options: missing argument"),
    (["prune", file, "--options=foo"], "--options: unknown option 'foo'"),
    (["prune", file, "--options=limit=x"], "option 'limit' needs a number, got 'x'"),
    (["prune", file, "-j", "many"], "many: invalid numeric value"),
    (["prune", file, "-j", "0"], "--jobs needs a number of at least 1"),
    (["prune", file, "--stats=xml"], "--stats takes text or json"),
    (["prune", file, "-i", "-o", file], "choose one of --output, --in-place and --discard"),
    (["prune", file, "-i", "--discard"], "choose one of --output, --in-place and --discard"),
    (["prune", file, file, "-i"], "would be written twice"),
    (["prune", file, "other.ll"], "several files need"),
    (["prune", file, "other.ll", "-o", "one.ll"], "several files need"),
    (["prune", "-", "-i"], "standard input cannot be changed in place"),
    (["prune", "-", "-o", os.path.dirname(file)], "standard input has no name to have in a directory"),
    (["prune", ""], "the name of an input file is empty"),
]

for arguments, wanted in WRONG:
    done = subprocess.run([refprune, *arguments], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    lines = done.stderr.splitlines()
    right = (done.returncode == 2 and done.stdout == "" and len(lines) == 1
             and lines[0].startswith("refprune: ") and wanted in lines[0])
    if not right:
        sys.exit(f"{arguments}: exit {done.returncode}, wanted 2 and {wanted!r}, got {lines}")
