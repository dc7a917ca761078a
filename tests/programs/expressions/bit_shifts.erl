-module(bit_shifts).
-export([main/0]).

main() ->
    io:format("~w~n", [[1 bsl N || N <- [0, 1, 31, 59, 60, 63, 64, 100]]]),
    io:format("~w~n", [[-1 bsl N || N <- [0, 59, 60, 64]]]),
    io:format("~w~n", [[(1 bsl 100) bsr N || N <- [0, 1, 50, 99, 100, 101, 1000]]]),
    io:format("~w~n", [[-(1 bsl 100) bsr N || N <- [0, 1, 99, 100, 101, 1000]]]),
    io:format("~w~n", [[5 bsl -1, 5 bsr -1, -5 bsr 1, 0 bsl 1000000000]]),
    io:format("~w~n", [[12 band 10, 12 bor 10, 12 bxor 10, bnot 12, -1 band 16#ffffffffffffffffffff]]),
    io:format("~w~n", [[-(1 bsl 65) band (1 bsl 66), -(1 bsl 65) bor 1, (1 bsl 65) bxor -1, bnot (1 bsl 65)]]).
