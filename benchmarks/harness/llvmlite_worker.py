"""Runs llvmlite's own refprune pass on request; the counterpart of time_prune.c.

Started by the Python that has llvmlite. One request a line on stdin, fields separated by tabs:

    version              -> llvmlite's version, LLVM's version
    time FILE            -> ns of the pass run, ns of a run of an empty pass manager
    pass FILE            -> the first of these alone
    empty FILE           -> the second alone
    prune FILE OUTPUT    writes the pruned module

Times are CPU times of the thread. Each run of llvmlite's pass manager registers all of LLVM's
analyses first; the empty run shows what that costs, so that it can be taken off.
"""

import pathlib
import sys
import time

import llvmlite
import llvmlite.binding as llvm


class Pruner:
    def __init__(self):
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        self.machine = llvm.Target.from_default_triple().create_target_machine()

    def run(self, module, prune):
        """A pass builder collects callbacks in every run and slows the later ones down (tenfold
        after a thousand runs), so each run has a new one, made outside the measured time."""
        options = llvm.create_pipeline_tuning_options()
        with llvm.create_pass_builder(self.machine, options) as builder:
            manager = llvm.create_new_module_pass_manager()
            if prune:
                manager.add_refprune_pass()
            start = time.thread_time_ns()
            manager.run(module, builder)
            return time.thread_time_ns() - start

    def answer(self, name, *fields):
        if name == "version":
            return (llvmlite.__version__, ".".join(map(str, llvm.llvm_version_info)))
        module = llvm.parse_bitcode(
            pathlib.Path(fields[0]).read_bytes(), context=llvm.create_context()
        )
        if name == "time":
            return (self.run(module, True), self.run(module, False))
        if name == "pass":
            return (self.run(module, True),)
        if name == "empty":
            return (self.run(module, False),)
        if name == "prune":
            self.run(module, True)
            pathlib.Path(fields[1]).write_bytes(module.as_bitcode())
            return ()
        raise ValueError("unknown request")


def main():
    pruner = Pruner()
    for line in sys.stdin:
        try:
            reply = pruner.answer(*line.rstrip("\n").split("\t"))
        except Exception as error:  # whatever it is, the driver must see it and go on
            print("error", str(error).replace("\n", " "), sep="\t", flush=True)
            continue
        if reply:
            print(*reply, sep="\t")
        print("ok", flush=True)


if __name__ == "__main__":
    main()
