#!/usr/bin/env bash
# Runs recorded programs with modules of the installed OTP as it ships them, unchanged, in the place of the
# standard ones: Swerl compiles them, and the output must be the recorded one. The last line counts.
#
#     tests/otp_sources/run.sh [PROGRAM swerl]
#
# Needs OTP's sources (Debian: erlang-src).
set -uo pipefail
swerl=$(realpath "${1:-target/debug/swerl}")
cd "$(dirname "$0")/../programs/stdlib"
sources=$(erl -noshell -eval 'io:put_chars(filename:join(code:lib_dir(stdlib), "src")), halt().')

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
same=0
differ=0

while read -r program modules; do
    files=()
    for module in $modules; do
        if [ ! -f "$sources/$module.erl" ]; then
            echo "no source of $module in $sources"
            exit 1
        fi
        files+=("$sources/$module.erl")
    done
    "$swerl" run "$program.erl" "${files[@]}" >"$work/out" 2>"$work/err"
    if diff "$program.out" "$work/out" >"$work/diff"; then
        same=$((same + 1))
    else
        differ=$((differ + 1))
        echo "$program with $modules:"
        head -n 20 "$work/diff" "$work/err"
    fi
done <<'PROGRAMS'
queues queue
trees gb_trees gb_sets
dictionaries dict
hash_sets sets
arrays array
dates calendar
old_random random
random_numbers rand
base64_texts base64
graphemes string
graphemes string unicode_util
orddicts orddict ordsets
PROGRAMS

echo "$same same, $differ differ"
[ "$differ" -eq 0 ]
