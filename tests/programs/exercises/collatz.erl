-module(collatz).
-export([main/0]).

main() ->
    [io:format("~w: ~w~n", [N, chain(N)]) || N <- [1, 6, 7, 12]],
    io:format("~w~n", [lists:max([{length(chain(N)), N} || N <- lists:seq(1, 1000)])]).

chain(1) -> [1];
chain(N) when N rem 2 =:= 0 -> [N | chain(N div 2)];
chain(N) -> [N | chain(3 * N + 1)].
