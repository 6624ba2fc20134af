#!/usr/bin/env python3
"""Write the CHECK lines of the tests in this directory from the tags in their functions.

The author of a test says by a tag, from the theorem in docs/algorithm.md, what becomes of a line:

    call void @NRT_incref(ptr %p)   ; goes                 removed in every run
    call void @NRT_incref(ptr %p)   ; goes CONTRACT        removed in the runs with this prefix
    ; comes PLACE => call void @NRT_incref(ptr %p)           inserted here in the runs with this prefix

Everything else must stay as it is and where it is. This script never runs the pruner: it only turns
the tags into FileCheck directives that pin every line of every function. Usage: write_checks.py FILE...
"""
import re
import sys

PREFIX_OPTION = re.compile(r"--check-prefix(?:es)?=([A-Z,_-]+)")
GOES = re.compile(r";\s*goes\b(?P<prefixes>[A-Z_ ]*)")
COMES = re.compile(r";\s*comes (?P<prefixes>[A-Z_ ]+)=> (?P<text>.*)")
# What LLVM prints elsewhere (attribute groups) cannot be matched in place.
UNPRINTED = re.compile(r' +(?:"refprune|noreturn|nounwind|returns_twice|memory).*| +\[ *"funclet".*')
LABEL = re.compile(r"[\w.$-]+:")


def prefixes_of(lines):
    """Prefixes other than CHECK that the RUN lines name, in order."""
    found = []
    for line in lines:
        for match in PREFIX_OPTION.finditer(line):
            for name in match.group(1).split(","):
                if name != "CHECK" and name not in found:
                    found.append(name)
    return found


def tagged_for(match, prefix):
    names = match.group("prefixes").split()
    return not names or prefix in names


def surviving(body, prefix):
    """The lines of a function body that a run with this prefix must print."""
    for line in body:
        comes = COMES.search(line)
        if comes:
            if tagged_for(comes, prefix):
                yield comes.group("text").strip()
            continue
        goes = GOES.search(line)
        if goes and tagged_for(goes, prefix):
            continue
        text = UNPRINTED.sub("", line.split(";")[0].rstrip()).strip()
        if text:
            yield text


def directives(name, body, prefix):
    yield f"; {prefix}-LABEL: define {{{{.*}}}}@{name}("
    for number, text in enumerate(surviving(body, prefix)):
        # LLVM separates blocks by an empty line, and the line before a label is pinned anyway.
        kind = "" if LABEL.fullmatch(text) and number > 0 else "-NEXT"
        yield f"; {prefix}{kind}: {text.replace('[[', '{{[[][[]}}')}"


def with_checks(lines):
    special = prefixes_of(lines)
    written = re.compile(f"; (?:{'|'.join(special + ['CHECK'])})(?:-LABEL|-NEXT)?: ")
    out, body, head = [], None, None
    for line in lines:
        if body is None:
            if written.match(line):
                continue
            out.append(line)
            match = re.match(r"define .*@([\w.$]+)\(", line)
            if match:
                head, body = match.group(1), []
            continue
        if written.match(line):
            continue
        body.append(line)
        if line == "}":
            text = "\n".join(body)
            tags = [m for m in list(GOES.finditer(text)) + list(COMES.finditer(text))]
            split = any(m.group("prefixes").split() for m in tags)
            for prefix in special if split and special else ["CHECK"]:
                out.extend(directives(head, body, prefix))
            out.extend(body)
            body = None
    return out


def main(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        if not any(GOES.search(line) or COMES.search(line) for line in lines):
            continue  # written by hand
        text = "\n".join(with_checks(lines)) + "\n"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
