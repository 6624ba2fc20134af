"""The lit suite. Substitutions for RUN lines:

%opt              opt of the LLVM this build is for
%plugin           the pass plugin
%prune            opt with the plugin and all subpasses on, text to standard output
%prune[OPTIONS]   the same with OPTIONS (separated by ';', no spaces)
%with_plugin      opt with the plugin, text to standard output; add -passes='...'
%refprune         the command line
%fails CODE       checks that the command behind it exits with CODE and one line of complaint
FileCheck, not, opt's other companions (llvm-as, llvm-dis, ...)  those of the same LLVM

Features: llvm-19, llvm-22, ..., asan, tsan, shared (the checkout has its shared material beside it),
other-major (the build for the other LLVM is beside this one), and clang, lld, rustc where they are
installed for this LLVM.
"""

import os
import re
import shutil
import subprocess

import lit.formats

config.name = "refprune-" + config.llvm_major
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".ll", ".test"]
config.excludes = ["Inputs", "inputs", "cases", "unit", "corpus", "oracle"]
config.test_source_root = os.path.join(config.source_root, "test")
config.test_exec_root = os.path.join(config.binary_root, "test")

features = config.available_features
features.add("llvm-" + config.llvm_major)
if "address" in config.sanitize:
    features.add("asan")
if "thread" in config.sanitize:
    features.add("tsan")
if os.path.isdir(os.path.join(config.source_root, "..", "shared", "corpus")):
    features.add("shared")


def has_terminals():
    """A container without /dev/pts has none to give."""
    try:
        for end in os.openpty():
            os.close(end)
    except OSError:
        return False
    return True


if has_terminals():
    features.add("terminal")


def llvm_tool(name):
    return os.path.join(config.llvm_tools, name)


if os.path.exists(llvm_tool("clang")):
    features.add("clang")
if os.path.exists(llvm_tool("ld.lld")):
    features.add("lld")


def output_of(*command):
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


def find_rustc():
    """The rustc on the path behind rustup's, which would not find its home in a test; None where it
    has another LLVM. It brings an allocator that sanitizers do not bear."""
    rustc = shutil.which("rustc")
    if not rustc or config.sanitize:
        return None
    if f"LLVM version: {config.llvm_major}." not in output_of(rustc, "--version", "--verbose"):
        return None
    return os.path.join(output_of(rustc, "--print=sysroot"), "bin", "rustc")


rustc = find_rustc()
if rustc:
    features.add("rustc")
    # Options of nightly builds are open to others on request.
    nightly = f"env RUSTC_BOOTSTRAP=1 {rustc} -O"
    to_lld = (f"{rustc} -O -Clinker-plugin-lto -Clinker={llvm_tool('clang')} "
              "-Clink-arg=-fuse-ld=lld")
    config.substitutions += [(r"%rustc_to_lld\b", to_lld), (r"%rustc\b", nightly)]

# The build for the other supported LLVM, where the presets have put it beside this one.
other_major = {"22": "19", "19": "22"}.get(config.llvm_major, "")
other_plugin = os.path.join(config.binary_root, "..", "llvm-" + other_major, "lib",
                            f"refprune-plugin-{other_major}.so")
if os.path.exists(other_plugin):
    features.add("other-major")


def hosting(command):
    """A program of LLVM that loads our plugin. It is not instrumented and leaks at exit by design,
    so a sanitised plugin needs the runtime loaded first, and no leak check."""
    if not config.sanitizer_runtime:
        return command
    return (
        f"env LD_PRELOAD={config.sanitizer_runtime} ASAN_OPTIONS=detect_leaks=0 {command}"
    )


opt = hosting(llvm_tool("opt"))
with_plugin = f"{opt} -load-pass-plugin={config.plugin} -S"
command_line = os.path.join(config.binary_root, "bin", "refprune-" + config.llvm_major)

# lit offers no groups in replacements, so the two brackets of %prune[...] are replaced one by one.
config.substitutions += [
    (r"%prune\[", with_plugin + " -passes='nrt-refprune<"),
    (r"(?<=\w)\](?=\s)", ">'"),
    (r"%prune\b", with_plugin + " -passes=nrt-refprune"),
    (r"%with_plugin\b", with_plugin),
    (r"%plugin_for_another_major\b", config.plugin_for_another_major),
    (r"%plugin\b", config.plugin),
    (r"%other_plugin\b", other_plugin),
    (r"%opt\b", opt),
    (r"%clang\b", hosting(llvm_tool("clang"))),
    (r"%lld\b", hosting(llvm_tool("ld.lld"))),
    (r"%refprune\b", command_line),
    (r"%fails\b", config.python + " " + os.path.join(config.test_source_root, "tool", "Inputs",
                                                     "fails.py")),
    (r"%cc\b", config.c_compiler),
    (r"%cmake\b", config.cmake),
    (r"%python\b", config.python),
    (r"%llvm_major\b", config.llvm_major),
    (r"%source_root\b", config.source_root),
    (r"%binary_root\b", config.binary_root),
    (r"%shared\b", os.path.join(config.source_root, "..", "shared")),
]

for tool in ("FileCheck", "not", "count", "split-file", "llvm-as", "llvm-dis", "llvm-nm",
             "llvm-readelf", "llvm-objdump", "llvm-diff", "lli", "llvm-link"):
    pattern = r"(?<![-./\w%])" + re.escape(tool) + r"(?![-./\w])"
    config.substitutions.append((pattern, llvm_tool(tool)))

config.environment["FILECHECK_OPTS"] = "--dump-input-filter=all"
