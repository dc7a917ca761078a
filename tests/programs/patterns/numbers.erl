-module(numbers).
-export([main/0]).

main() ->
    io:format("~w~n", [[kind(X) || X <- [0, 0.0, -1, 1, 1.0, 16#ff, $a, 100000000000000000000, -2.5, a]]]),
    io:format("~w~n", [[calc(X) || X <- [3, 6, -4, 7]]]).

kind(0) -> zero;
kind(0.0) -> float_zero;
kind(-1) -> minus_one;
kind(16#ff) -> hex;
kind($a) -> letter;
kind(100000000000000000000) -> big;
kind(-2.5) -> minus_two_and_a_half;
kind(N) when is_integer(N) -> integer;
kind(N) when is_float(N) -> float;
kind(_) -> other.

calc(1 + 2) -> three;
calc(2 * 3) -> six;
calc(-(4)) -> minus_four;
calc(15 bsr 1) -> seven.
