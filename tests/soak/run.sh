#!/usr/bin/env bash
# The soak: tests/soak/run.sh SWERL [SECONDS]. Prints a line every ten seconds and a judgement in the end; status 0 if
# nothing was wrong and the memory stayed flat.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
swerl=$1
seconds=${2:-3600}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.erl "$work"
# What is said of the saves that do not compile is left out.
"$swerl" run "$work/soak.erl" "$work" --watch --quiet -- "$seconds" "$work" 2>"$work/errors" |
    grep --line-buffered '^soak'
status=${PIPESTATUS[0]}
echo "soak: exit status $status"
[ "$status" -eq 0 ] || grep -v -E '^(error|  -->|  *\||[0-9 ]+\||$)' "$work/errors" | tail -50
exit "$status"
