-module(strings).
-export([prefix/1, long/1, constant/1, append/1]).

prefix("ab" ++ T) -> T;
prefix("ac") -> c;
prefix([$x, $y] ++ "z") -> xyz;
prefix([]) -> none.

long("0123456789012345678901234567890123456789") -> digits.

constant(X) -> {"abc", [1, 2, 3 | "de"], [a, X, "b", c], {a, [b], "c"}}.

append(X) -> "abc" ++ X ++ [] ++ [X].
