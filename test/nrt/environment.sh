#!/bin/sh
# What NRT_DEBUG does to a program that knows nothing of it: environment.sh LEAKY
leaky=$1
failures=0

fail() {
  echo "failed: $1" >&2
  echo "$output" >&2
  failures=$((failures + 1))
}

# run ITEMS ARGUMENT: sets output (standard error) and status.
run() {
  output=$(NRT_DEBUG=$1 "$leaky" "$2" 2>&1)
  status=$?
}

expect() {
  printf '%s\n' "$output" | grep -Eq -- "$1" || fail "no line matches: $1"
}

run '' forget
[ "$status" = 0 ] && [ -z "$output" ] || fail 'silent unless asked'

run all forget
[ "$status" = 0 ] || fail 'the report does not change the exit code'
expect '^NRT: 2 live objects, 1024 bytes$'
expect '^NRT: #2: 1000 bytes, count 2, object 0x[0-9a-f]+, data 0x[0-9a-f]+, made by$'
expect '^NRT: #3: 24 bytes, count 1,'
expect '^NRT:     .*\(make_buffer\+0x'
expect '^NRT:     .*\(forget_two\+0x'

run report,trace=2 forget
expect '^NRT: #2: incref, count 1 -> 2, called by$'
[ "$(printf '%s\n' "$output" | grep -c incref,)" = 1 ] || fail 'only the traced object is traced'

run check twice
[ "$status" = 0 ] || fail 'a report of misuse does not end the program'
expect '^NRT: misuse: decref: the object has been destroyed$'
expect '^NRT: #1: 48 bytes, count 0, .*, made by$'
expect '^NRT:   destroyed by$'
expect '^NRT:   misused by$'
expect '^NRT:     .*\(release_twice\+0x'

run check,stop twice
[ "$status" = 134 ] || fail 'stop ends the program by abort'
expect '^NRT: misuse: decref'

run everything forget
[ "$status" = 0 ] || fail 'a bad item does not end the program'
expect '^NRT_DEBUG: nrt_debug_enable: "everything" is no item, or has a bad value$'
[ "$(printf '%s\n' "$output" | wc -l)" = 1 ] || fail 'a bad item gives one line'

[ "$failures" = 0 ]
