#!/usr/bin/env bash
# The installed library defines refprune_ names and no others.
set -euo pipefail
names=$("$1" --extern-only --defined-only --format=posix "$2" | awk 'NF > 1 { print $1 }')
if ! grep -q '^refprune_run_module$' <<<"$names"; then
  echo "refprune_run_module is not there" >&2
  exit 1
fi
if grep -v '^refprune_[a-z]' <<<"$names"; then
  echo "these names are visible to every program that links the library" >&2
  exit 1
fi
