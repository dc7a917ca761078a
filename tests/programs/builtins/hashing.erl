-module(hashing).
-export([main/0]).

main() ->
    io:format("~p~n", [[erlang:phash2(T) || T <- [a, 0, 1, -1, 1.5, "abc", [], {}, {a, 1}, [1, 2, 3], 1 bsl 70, [a | b]]]]),
    io:format("~p~n", [[erlang:phash2(T, 16) || T <- lists:seq(1, 12)]]).
