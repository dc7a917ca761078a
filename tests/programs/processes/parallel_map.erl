-module(parallel_map).
-export([main/0]).

main() ->
    io:format("~w~n", [pmap(fun(X) -> X * X end, lists:seq(1, 15))]),
    io:format("~p~n", [pmap(fun(0) -> exit(zero); (X) -> 10 div X end, [1, 2, 0, 5])]),
    io:format("~p~n", [pmap(fun(X) -> timer:sleep(10 * (4 - X)), X end, [1, 2, 3])]).

pmap(F, L) ->
    Monitored = [spawn_monitor(fun() -> exit({ok, catching(F, X)}) end) || X <- L],
    [receive {'DOWN', Ref, process, Pid, {ok, V}} -> V end || {Pid, Ref} <- Monitored].

catching(F, X) -> try F(X) catch C:R -> {C, R} end.
