"""The corpus: folders of bitcode modules with a manifest each."""

import csv
import dataclasses
import pathlib


@dataclasses.dataclass(frozen=True)
class Module:
    corpus: str
    path: pathlib.Path
    operations: int  # what the manifest says


def read(folder, sample=1):
    """All modules by corpus, or each `sample`-th one. Raises FileNotFoundError without a corpus."""
    manifests = sorted(folder.glob("*/manifest.tsv"))
    if not manifests:
        raise FileNotFoundError(f"no corpus in {folder}")
    corpora = {}
    for manifest in manifests:
        with manifest.open(newline="") as lines:
            rows = sorted(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        corpora[manifest.parent.name] = [
            Module(manifest.parent.name, manifest.parent / row[0], int(row[2]))
            for row in rows[::sample]
            if row[2].isdigit()
        ]
    return corpora
