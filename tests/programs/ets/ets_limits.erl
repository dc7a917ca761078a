%% Large tables, many tables, processes that end.
-module(ets_limits).
-export([main/0]).

main() ->
    T = ets:new(t, []),
    ets:insert(T, [{N, N rem 7} || N <- lists:seq(1, 100000)]),
    io:format("~p ~p~n", [ets:info(T, size), length(ets:tab2list(T))]),
    io:format("~p~n", [ets:select_count(T, [{{'_', 3}, [], [true]}])]),
    io:format("~p~n", [ets:select_delete(T, [{{'_', 3}, [], [true]}])]),
    io:format("~p~n", [lists:sum([K || {K, _} <- ets:tab2list(T)])]),
    io:format("~p~n", [chunks(ets:select(T, [{{'$1', '_'}, [], ['$1']}], 1000), 0, 0)]),
    [ets:delete(T, N) || N <- lists:seq(1, 99990)],
    io:format("~p~n", [lists:sort(ets:tab2list(T))]),
    ets:delete(T),
    Tables = [ets:new(x, []) || _ <- lists:seq(1, 2000)],
    io:format("~p~n", [length(lists:usort(Tables))]),
    [ets:delete(X) || X <- Tables],
    Pids = [spawn_monitor(fun() -> ets:new(y, []), ets:new(z, [public]), receive after infinity -> ok end end) || _ <- lists:seq(1, 100)],
    wait(200),
    [exit(P, kill) || {P, _} <- Pids],
    [receive {'DOWN', R, _, _, _} -> ok end || {_, R} <- Pids],
    io:format("~p~n", [[N || X <- ets:all(), N <- [ets:info(X, name)], N =:= y orelse N =:= z]]).

wait(N) ->
    case length([X || X <- ets:all(), lists:member(ets:info(X, name), [y, z])]) of
        N -> ok;
        _ -> timer:sleep(1), wait(N)
    end.

chunks('$end_of_table', N, Sum) -> {N, Sum};
chunks({L, C}, N, Sum) -> chunks(ets:select(C), N + length(L), Sum + lists:sum(L)).
