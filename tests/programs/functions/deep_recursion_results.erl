-module(deep_recursion_results).
-export([main/0]).

main() ->
    io:format("~w~n", [sum(1000000)]),
    io:format("~w~n", [length(build(300000))]),
    io:format("~w~n", [lists:last(append(lists:seq(1, 200000), [x]))]).

sum(0) -> 0;
sum(N) -> N + sum(N - 1).

build(0) -> [];
build(N) -> [N | build(N - 1)].

append([H | T], L) -> [H | append(T, L)];
append([], L) -> L.
