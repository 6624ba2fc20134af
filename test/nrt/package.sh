#!/bin/sh
# Installs the runtime and uses it from outside: package.sh BUILD_DIR SOURCE_DIR WORK_DIR CC CXX
set -e
build=$1 source=$2 work=$3 cc=$4 cxx=$5
rm -rf "$work"
mkdir -p "$work"
prefix=$work/prefix
cmake --install "$build" --component nrt --prefix "$prefix" >"$work/install.log"

echo '== find_package'
cmake -S "$source/package" -B "$work/consumer" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_C_COMPILER="$cc" -DCMAKE_CXX_COMPILER="$cxx" >"$work/configure.log"
cmake --build "$work/consumer" >"$work/build.log" || { cat "$work/build.log"; exit 1; }
(cd "$work/consumer" && ctest --output-on-failure --no-tests=error)

echo '== pkg-config'
pc=$(find "$prefix" -name nrt.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
cp "$source/package/example.c" "$work/example.cpp"
# Each module in C and C++, shared, then C static.
for module in nrt nrt_single; do
  flags=$(pkg-config --cflags --libs "$module")
  libdir=$(pkg-config --variable=libdir "$module")
  "$cc" -std=c11 "$source/package/example.c" $flags -o "$work/pc-c"
  "$cxx" -std=c++17 "$work/example.cpp" $flags -o "$work/pc-cxx"
  "$cc" -std=c11 "$source/package/example.c" $(pkg-config --cflags "$module") \
    "$libdir/lib$module.a" -pthread -o "$work/pc-static"
  for program in pc-c pc-cxx pc-static; do
    LD_LIBRARY_PATH=$libdir "$work/$program"
  done
done
