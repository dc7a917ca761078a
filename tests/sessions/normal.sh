#!/bin/sh
# What a shell has printed, without what differs between two runs or is not part of the comparison: the lines before the
# first prompt and after the last, the numbers of pids, what Erlang adds about the arguments of built-in functions, and
# what Swerl shows before the second line of an expression.
sed -E -n '/^1> /,$p' |
    sed -E -e 's/<0\.[0-9]+\.0>/<0.P.0>/g' -e '/^        \*\*\* argument [0-9]+: /d' -e 's/^([0-9]+> )( *\.\. )+/\1/' -e '$d'
