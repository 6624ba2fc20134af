"""./dev demo: prunes smooth.ll and shows what became of each operation.

    show.py REFPRUNE OUTPUT_DIRECTORY
"""

import difflib
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "smooth.ll")
WIDTH = 36  # of a column

COLOURS = {"gone": "31", "new": "32", "head": "1", "dim": "2"}


def paint(text, style):
    return f"\033[{COLOURS[style]}m{text}\033[0m" if sys.stdout.isatty() else text


def blocks_with_operations(text):
    """A list of (block, operations) for a module with one function; operations as short texts."""
    found = []
    block = None
    for line in text.splitlines():
        label = re.match(r"([\w.$-]+):", line)
        if label:
            block = label.group(1)
            found.append((block, []))
        call = re.search(r"call void @NRT_(incref|decref)\(ptr (?:nonnull )?([^)]*)\)", line)
        if call and block:
            found[-1][1].append(f"{call.group(1)} {call.group(2)}")
    return found


def align(before, after):
    """Pairs of equal operations, and of operations with None where there is no partner."""
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(before[i:i_end], after[j:j_end])
        else:
            yield from ((op, None) for op in before[i:i_end])
            yield from ((None, op) for op in after[j:j_end])


def cell(text, style):
    padded = f"{text or '':{WIDTH}}"
    return paint(padded, style) if style else padded


def print_blocks(before, after):
    print(paint(f"  {'block':16}{'before':{WIDTH}}after", "head"))
    left_of = dict(blocks_with_operations(before))
    right_of = dict(blocks_with_operations(after))
    for block in list(left_of) + [name for name in right_of if name not in left_of]:
        name = block
        for left, right in align(left_of.get(block, []), right_of.get(block, [])):
            left_style = "gone" if right is None else None
            right_style = "new" if left is None else None
            right_text = right or paint("gone", "dim")
            print(f"  {name:16}{cell(left, left_style)}{cell(right_text, right_style)}".rstrip())
            name = ""


def print_python():
    with open(os.path.join(HERE, "smooth.py"), encoding="utf-8") as source:
        text = source.read()
    for line in text[text.rindex("@njit"):].splitlines():
        print("    " + line)


def print_numbers(report):
    before, after = report["before"], report["after"]
    rows = [
        ("operations in the code", before["increfs"] + before["decrefs"],
         after["increfs"] + after["decrefs"], "d"),
        ("operations a call executes, by LLVM's estimate", before["cost"], after["cost"], ".1f"),
    ]
    for name, old, new, form in rows:
        print(f"  {name:48}{old:>7{form}}  ->{new:>7{form}}")


def prune(refprune, result):
    command = [refprune, "prune", SOURCE, "-S", "-o", result, "--stats=json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)["total"]


def explain(refprune):
    command = [refprune, "prune", SOURCE, "--discard", "--explain"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    for line in done.stdout.splitlines()[1:]:
        print(line)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def main():
    refprune, directory = sys.argv[1:]
    os.makedirs(directory, exist_ok=True)
    result = os.path.join(directory, "smooth.ll")
    report = prune(refprune, result)

    print(paint("\nA Python function", "head"))
    print_python()
    print(paint("\nIts reference counting as Numba emits it, and as refprune leaves it\n", "head"))
    print_blocks(read(SOURCE), read(result))
    print()
    print_numbers(report)
    print(paint("\nWhy the rest stays\n", "head"))
    explain(refprune)
    print(f"\nThe result is {os.path.relpath(result)}; the input, "
          f"{os.path.relpath(SOURCE)}, was made by make_module.py there.")


main()
