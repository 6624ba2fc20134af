#!/usr/bin/env bash
# Builds and runs the consumer with nothing but the installed pkg-config file.
set -euo pipefail
prefix=$1 libdir=$2 major=$3 compiler=$4 consumer=$5 work=$6
export PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
read -ra flags < <(pkg-config --cflags "refprune-$major")
read -ra libraries < <(pkg-config --libs "refprune-$major")
"$compiler" -std=c11 "${flags[@]}" "$consumer/main.c" -o "$work/by-pkg-config" "${libraries[@]}"
"$work/by-pkg-config"
# The name without a number is there too, and so is the plugin that the file names.
pkg-config --exists refprune
test -e "$(pkg-config --variable=plugin refprune)"
"$prefix/bin/refprune" --version
