"""Checks what CONTRIBUTING.md promises of the sources: lengths, columns, words that must not stay.

    check_style.py ROOT        checks the files that git knows, or all sources where there is no git
    check_style.py --self-test checks that each rule can fail
"""

import os
import re
import statistics
import subprocess
import sys

MAX_FILE = 500
MAX_FUNCTION = 50
MAX_MEDIAN = 12
MAX_COLUMNS = 108  # the margin is 100; a line may end better a few later
CODE = (".c", ".h", ".cpp", ".hpp")
TEXT = CODE + (".py", ".cmake", ".txt", ".md", ".sh", ".in", ".ll", ".test", ".json", "dev", "run")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(wo" + r"rk|tm" + r"p|ho" + r"me|ro" + r"ot)/")


def function_lengths(lines):
    """(first line number, length) of each function: a line that ends in '{' at the left margin and
    is no type or data, up to the next '}' there."""
    start = None
    for number, line in enumerate(lines, 1):
        opens = re.match(r"[\w:~].*\)( const| noexcept)* \{$", line) or re.match(
            r" +.*\)( const| noexcept)* \{$", line) and begins_at_margin(lines, number - 1)
        if start is None and opens:
            start = number
        elif start is not None and line.startswith("}"):
            yield start, number - start + 1
            start = None


def begins_at_margin(lines, index):
    """Whether a line that ends a parameter list continues a declaration at the left margin."""
    while index > 0 and lines[index].startswith(" "):
        index -= 1
    return re.match(r"[\w:~][^={};]*\(", lines[index]) is not None


def problems_of(path, lines):
    if path.endswith(CODE):
        if len(lines) > MAX_FILE:
            yield 1, f"{len(lines)} lines, at most {MAX_FILE}"
        for start, length in function_lengths(lines):
            if length > MAX_FUNCTION:
                yield start, f"a function of {length} lines, at most {MAX_FUNCTION}"
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_COLUMNS and path.endswith(CODE):
            yield number, f"{len(line)} columns, at most {MAX_COLUMNS}"
        if UNFINISHED.search(line):
            yield number, "an unfinished piece of work"
        if MACHINE_PATH.search(line):
            yield number, "a path of one machine"


def files_below(root):
    listed = subprocess.run(["git", "-C", root, "ls-files"], capture_output=True, text=True)
    if listed.returncode == 0:
        names = listed.stdout.splitlines()
    else:
        names = [os.path.relpath(os.path.join(folder, name), root)
                 for folder, _, found in os.walk(root) for name in found if "/build" not in folder]
    return sorted(name for name in names if name.endswith(TEXT))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


def check(root):
    failures = 0
    lengths = []
    names = [name for name in files_below(root) if os.path.exists(os.path.join(root, name))]
    for name in names:
        lines = read(os.path.join(root, name))
        for number, problem in problems_of(name, lines):
            print(f"{name}:{number}: {problem}")
            failures += 1
        if name.startswith(("lib/", "tools/")) and name.endswith(CODE):
            lengths += [length for _, length in function_lengths(lines)]
    median = statistics.median(lengths)
    ninth = statistics.quantiles(lengths, n=10)[-1]
    print(f"{len(names)} files; {len(lengths)} functions in lib and tools: median {median:g} lines, "
          f"nine in ten at most {ninth:g}, longest {max(lengths)}")
    if median > MAX_MEDIAN:
        print(f"the median function is longer than {MAX_MEDIAN} lines")
        failures += 1
    return failures


def self_test():
    long_function = ["static int f(void) {"] + ["  g();"] * MAX_FUNCTION + ["}"]
    wrapped = ["int f(int first,", "      int second) {"] + ["  g();"] * MAX_FUNCTION + ["}"]
    bad = {
        "file": ["int x;"] * (MAX_FILE + 1),
        "function": long_function,
        "wrapped function": wrapped,
        "columns": ["/* " + "x" * MAX_COLUMNS],
        "word": ["/* TO" + "DO: later */"],
        "path": ['open("/tm' + 'p/x")'],
    }
    missed = [name for name, lines in bad.items() if not list(problems_of("a.c", lines))]
    good = ["static int f(void) {"] + ["  g();"] * 3 + ["}"]
    if missed or list(problems_of("a.c", good)):
        print("not noticed:", missed)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(1 if (self_test() if sys.argv[1] == "--self-test" else check(sys.argv[1])) else 0)
