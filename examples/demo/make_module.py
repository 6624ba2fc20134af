"""Makes smooth.ll: what Numba emits for smooth.py, just before it would prune reference counts.

    python make_module.py > smooth.ll    (needs numba 0.68, llvmlite 0.50 and llvm-extract of LLVM 22)

Numba's own pruning is switched off, so that the function, and what was inlined into it, holds every
operation that the front end emits. It is taken after Numba's cheap module passes (inlining, loop
rotation, instcombine, jump threading). Everything but the one function becomes a declaration, and
the long names of Numba's functions are cut to those of the source.
"""

import os
import re
import subprocess
import sys

os.environ["NUMBA_LLVM_REFPRUNE_PASS"] = "0"  # read when numba is imported

import llvmlite
import numba
import numba.core.codegen as codegen

import smooth

NAME = "smooth"
SIGNATURE = numba.types.Array(numba.float64, 1, "C"), numba.int64
EXTRACT = os.environ.get("LLVM_EXTRACT", "llvm-extract-22")


def compile_unpruned(function):
    """The text of each module that the old pruner would have seen; a recorder stands in for it."""
    seen = []

    def record(module):
        seen.append(str(module))
        return module

    codegen.remove_redundant_nrt_refct = record
    function.compile(SIGNATURE)
    return seen


def defined_name(text, name):
    """The mangled name under which a module defines a Python function, or None."""
    found = re.search(rf"^define .*@(_ZN\d+\w*\d{name}B\w*)\(", text, flags=re.M)
    return found.group(1) if found else None


def final_module(modules):
    """The last module that defines the function: the one after inlining."""
    for text in reversed(modules):
        mangled = defined_name(text, NAME)
        if mangled:
            return text, mangled
    sys.exit("make_module.py: numba compiled no such function")


def extract(text, mangled):
    command = [EXTRACT, "-S", f"--func={mangled}", "-"]
    return subprocess.run(command, input=text, check=True, capture_output=True, text=True).stdout


def tidy(text):
    text = re.sub(r"^(; ModuleID|source_filename|target triple) = .*\n", "", text, flags=re.M)
    text = re.sub(r"picklebuf\.[0-9a-f]{40}", "picklebuf", text)
    text = re.sub(r"@_ZN\d+\w*?\d(smooth|average)B\w*", r"@\1", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def main():
    text, mangled = final_module(compile_unpruned(smooth.smooth))
    print(f"; Made by make_module.py from {NAME}.py with Numba {numba.__version__} and llvmlite "
          f"{llvmlite.__version__}: do not edit.")
    print(tidy(extract(text, mangled)), end="")


main()
