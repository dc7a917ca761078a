-module(many_processes).
-export([main/0]).

main() ->
    Self = self(),
    N = 3000,
    [spawn(fun() -> Self ! {I, I * I} end) || I <- lists:seq(1, N)],
    Sum = lists:foldl(fun(_, Acc) -> receive {_, Sq} -> Acc + Sq end end, 0, lists:seq(1, N)),
    io:format("~w~n", [Sum]),
    io:format("~w~n", [tree(9)]).

tree(0) -> 1;
tree(D) ->
    Self = self(),
    Ps = [spawn(fun() -> Self ! {self(), tree(D - 1)} end) || _ <- [l, r]],
    lists:sum([receive {P, V} -> V end || P <- Ps]) + 1.
