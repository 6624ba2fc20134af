#!/usr/bin/env bash
# Installs the builds for LLVM 22 and 19 below one prefix and uses both.
set -euo pipefail
cmake=$1 builds=$2 work=$3 libdir=$4 consumer=$5
for major in 22 19; do
  if ! [ -e "$builds/llvm-$major/bin/refprune-$major" ]; then
    echo "skipped: there is no build in $builds/llvm-$major"
    exit 77
  fi
done
rm -rf "$work"
for major in 22 19; do
  "$cmake" --install "$builds/llvm-$major" --prefix "$work/prefix" >/dev/null
done
for major in 22 19; do
  "$work/prefix/bin/refprune-$major" --version | grep "LLVM $major\."
  test -e "$work/prefix/$libdir/refprune/refprune-plugin-$major.so"
  "$cmake" -S "$consumer" -B "$work/$major" -DCMAKE_PREFIX_PATH="$work/prefix" \
    -DREFPRUNE_LLVM_MAJOR="$major" >/dev/null
  "$cmake" --build "$work/$major" >/dev/null
  "$work/$major/consumer" | grep "for LLVM $major:"
done
# The name without a number is the newest, whichever was installed last.
"$work/prefix/bin/refprune" --version | grep 'LLVM 22\.'
