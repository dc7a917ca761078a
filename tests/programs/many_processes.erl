-module(many_processes).
-export([main/0]).

main() ->
    S = self(),
    N = 20000,
    Pids = [spawn(fun() -> receive {X, From} -> From ! X + 1 end end) || _ <- lists:seq(1, N)],
    [P ! {I, S} || {I, P} <- lists:zip(lists:seq(1, N), Pids)],
    io:format("~p~n", [collect(N, 0)]),
    io:format("~p~n", [tree(12)]).

collect(0, Sum) -> Sum;
collect(N, Sum) -> receive X -> collect(N - 1, Sum + X) end.

%% Each process makes two until the depth is reached.
tree(0) -> 1;
tree(D) ->
    S = self(),
    [spawn(fun() -> S ! {tree, tree(D - 1)} end) || _ <- [l, r]],
    receive {tree, A} -> receive {tree, B} -> A + B end end.
