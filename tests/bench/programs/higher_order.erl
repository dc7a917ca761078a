-module(higher_order).
-export([run/0]).

run() -> repeat(20, lists:seq(1, 300000), 3).

repeat(0, _, _) -> ok;
repeat(N, List, Factor) ->
    Scaled = lists:map(fun(X) -> X * Factor end, List),
    Even = lists:filter(fun(X) -> X band 1 =:= 0 end, Scaled),
    67500450000 = lists:foldl(fun(X, Sum) -> X + Sum end, 0, Even),
    lists:foreach(fun(X) -> X end, Even),
    true = lists:all(fun(X) -> X > 0 end, Scaled),
    Pairs = lists:zipwith(fun(X, Y) -> {X, Y} end, List, Scaled),
    300000 = length([X || {X, _} <- Pairs]),
    repeat(N - 1, List, Factor).
