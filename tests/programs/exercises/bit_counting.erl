-module(bit_counting).
-export([main/0]).

main() ->
    io:format("~w~n", [[{N, popcount(N)} || N <- [0, 1, 7, 255, 1 bsl 70 - 1]]]),
    io:format("~w~n", [[binary(N) || N <- [0, 1, 5, 10]]]),
    io:format("~w~n", [[gray(N) || N <- lists:seq(0, 7)]]),
    io:format("~w~n", [[power_of_two(N) || N <- [1, 2, 3, 4, 1024, 1000]]]),
    io:format("~w~n", [reverse_bits(2#1011, 8)]).

popcount(0) -> 0;
popcount(N) -> (N band 1) + popcount(N bsr 1).

binary(N) when N < 2 -> [N];
binary(N) -> binary(N div 2) ++ [N rem 2].

gray(N) -> N bxor (N bsr 1).

power_of_two(N) -> N band (N - 1) =:= 0.

reverse_bits(_, 0) -> 0;
reverse_bits(N, Bits) -> ((N band 1) bsl (Bits - 1)) bor reverse_bits(N bsr 1, Bits - 1).
