-module(large).
-export([main/0]).

main() ->
    M = maps:from_list([{N, N * N} || N <- lists:seq(1, 1000)]),
    io:format("~p ~p ~p~n", [map_size(M), maps:get(500, M), maps:get(1001, M, none)]),
    M2 = lists:foldl(fun maps:remove/2, M, lists:seq(1, 1000, 2)),
    io:format("~p ~p~n", [map_size(M2), lists:sum(maps:keys(M2))]),
    M3 = maps:fold(fun(K, V, A) -> A#{K => V + 1} end, #{}, M2),
    io:format("~p~n", [lists:sum(maps:values(M3))]),
    io:format("~p~n", [M2 =:= maps:map(fun(_, V) -> V - 1 end, M3)]),
    S = maps:from_list([{integer_to_list(N), N} || N <- lists:seq(1, 40)]),
    io:format("~p~n", [lists:sort(maps:to_list(S))]),
    io:format("~p~n", [maps:get("40", S)]),
    io:format("~p~n", [M =:= maps:from_list(lists:reverse(maps:to_list(M)))]).
