-module(quicksort).
-export([run/0]).

run() -> repeat(4, random(200000, 42)).

repeat(0, _) -> ok;
repeat(N, List) ->
    200000 = length(sort(List)),
    repeat(N - 1, List).

sort([]) -> [];
sort([Pivot | Rest]) ->
    sort([X || X <- Rest, X < Pivot]) ++ [Pivot] ++ sort([X || X <- Rest, X >= Pivot]).

random(0, _) -> [];
random(N, Seed) ->
    Next = (Seed * 1103515245 + 12345) rem 2147483648,
    [Next | random(N - 1, Next)].
