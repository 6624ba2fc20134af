#!/bin/sh
# Compares the library with the ABI kept in the tree:
#   abi.sh LIBRARY STATIC_LIBRARY ABI_DUMP EXPECTED HEADERS_DIR DOCUMENT
# After a wanted change: abi.sh ... prints the new text of EXPECTED between the marks.
library=$1 static=$2 dump=$3 expected=$4 headers=$5 document=$6
status=0

fail() {
  echo "failed: $1" >&2
  status=1
}

actual=$(mktemp)
trap 'rm -f "$actual"' EXIT
symbols=$(nm -D --defined-only "$library" | awk '{ print $NF }' | LC_ALL=C sort)
{
  "$dump"
  echo 'symbols:'
  printf '%s\n' "$symbols" | sed 's/^/  /'
} >"$actual"

diff -u "$expected" "$actual" || {
  fail 'the ABI has changed'
  echo '---- actual'
  cat "$actual"
  echo '----'
}

for symbol in $symbols; do
  grep -qw -- "$symbol" "$headers"/*.h || fail "$symbol is in no header"
  grep -qw -- "$symbol" "$document" || fail "$symbol is not documented"
done

# The static library has internal names too, which cannot meet a program's.
for symbol in $(nm --defined-only --extern-only "$static" 2>/dev/null | awk 'NF == 3 { print $3 }'); do
  case $symbol in
    nrt__*) ;;
    *) printf '%s\n' "$symbols" | grep -qx -- "$symbol" || fail "$symbol in the static library" ;;
  esac
done
exit $status
