#!/bin/sh
# Types every session (*.in) into Erlang's shell and writes what it prints to the given folder (*.out).
set -eu
cd "$(dirname "$0")"
to=$1
erlc -o "$to" faults.erl
for session in *.in; do
    (cd "$to" && erl) <"$session" | ./normal.sh >"$to/${session%.in}.out"
done
rm "$to/faults.beam"
