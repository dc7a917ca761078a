#!/usr/bin/env bash
# Runs recorded programs with modules of the installed OTP as it ships them, unchanged, in the place of the
# standard ones: Swerl compiles them, and the output must be the recorded one; that of the programs in this folder, what
# OTP gives today. The last line counts.
#
# A line below names programs, as paths or patterns within tests/programs, then the modules that they run with.
#
#     tests/otp_sources/run.sh [PROGRAM swerl]
#
# Needs OTP's sources (Debian: erlang-src).
set -uo pipefail
swerl=$(realpath "${1:-target/debug/swerl}")
own=$(realpath "$(dirname "$0")")
programs=$(realpath "$own/../programs")
sources=$(erl -noshell -eval 'io:put_chars(filename:join(code:lib_dir(stdlib), "src")), halt().')

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
same=0
differ=0

# What OTP says to the programs of this folder, beside copies of them.
for program in "$own"/*.erl; do
    name=$(basename "$program" .erl)
    cp "$program" "$work/" && (cd "$work" && erlc "$name.erl" && erl -noshell -eval "$name:main(), halt()." >"$name.out") || exit 1
done

while read -r pattern modules; do
    files=()
    for module in $modules; do
        if [ ! -f "$sources/$module.erl" ]; then
            echo "no source of $module in $sources"
            exit 1
        fi
        files+=("$sources/$module.erl")
    done
    folder=$programs
    [ -f "$work/$pattern.out" ] && folder=$work
    for recorded in $folder/$pattern.out; do
        program=$(basename "$recorded" .out)
        cd "$(dirname "$recorded")" || exit 1
        "$swerl" run "$program.erl" "${files[@]}" >"$work/out" 2>"$work/err"
        if diff "$recorded" "$work/out" >"$work/diff"; then
            same=$((same + 1))
        else
            differ=$((differ + 1))
            echo "$program with $modules:"
            head -n 20 "$work/diff" "$work/err"
        fi
    done
done <<'PROGRAMS'
stdlib/queues queue
stdlib/trees gb_trees gb_sets
stdlib/dictionaries dict
stdlib/hash_sets sets
stdlib/arrays array
stdlib/dates calendar
stdlib/old_random random
stdlib/random_numbers rand
stdlib/base64_texts base64
stdlib/graphemes string
stdlib/graphemes string unicode_util
stdlib/orddicts orddict ordsets
stdlib/property_lists proplists
lists_* lists
lists_module/* lists
maps/* maps
printing/* io_lib io_lib_format io_lib_pretty
terms/* io_lib io_lib_format io_lib_pretty io_lib_fread
io_lib/* io_lib io_lib_format io_lib_pretty io_lib_fread
scanner/* erl_anno erl_scan erl_internal erl_parse
scanner/evaluate_text erl_eval eval_bits erl_lint erl_bits otp_internal sofs
relations sofs digraph digraph_utils
evaluations erl_eval erl_pp erl_lint eval_bits erl_bits erl_internal otp_internal sofs
PROGRAMS

echo "$same same, $differ differ"
[ "$differ" -eq 0 ]
