#!/usr/bin/env bash
# Builds and runs an example with nothing but the installed pkg-config file of the JIT.
set -euo pipefail
prefix=$1 libdir=$2 major=$3 compiler=$4 examples=$5 work=$6
export PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
read -ra flags < <(pkg-config --cflags "refprune-jit-$major")
read -ra libraries < <(pkg-config --libs "refprune-jit-$major")
"$compiler" -std=c11 "${flags[@]}" "$examples/embed/embed.c" -o "$work/embed-by-pkg-config" \
  "${libraries[@]}"
export LD_LIBRARY_PATH=$prefix/$libdir
"$work/embed-by-pkg-config" | grep -x 'work(21) = 42; operations 3 -> 1'
# The installed command line finds the runtime by itself.
unset LD_LIBRARY_PATH
"$prefix/bin/refprune-$major" run "$examples/../test/jit/Inputs/rotate.ll" --entry main 10 |
  grep -x 'result: i64 790'
