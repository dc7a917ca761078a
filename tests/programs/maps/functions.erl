-module(functions).
-export([main/0]).

main() ->
    M = maps:from_list([{c, 3}, {a, 1}, {b, 2}]),
    io:format("~p~n", [{maps:keys(M), maps:values(M), maps:to_list(M), maps:size(M)}]),
    io:format("~p~n", [{maps:get(a, M), maps:get(z, M, none), maps:find(b, M), maps:find(z, M)}]),
    io:format("~p~n", [{maps:is_key(a, M), maps:put(d, 4, M), maps:remove(a, M), maps:remove(z, M)}]),
    io:format("~p~n", [{maps:update(a, x, M), maps:take(a, M), maps:take(z, M)}]),
    io:format("~p~n", [{maps:with([a, z], M), maps:without([a, z], M), maps:merge(M, #{a => x, y => z})}]),
    io:format("~p~n", [maps:map(fun(K, V) -> {K, V * 2} end, M)]),
    io:format("~p~n", [maps:filter(fun(_, V) -> V > 1 end, M)]),
    io:format("~p~n", [maps:filtermap(fun(_, 1) -> false; (_, 2) -> true; (_, V) -> {true, V * 10} end, M)]),
    io:format("~p~n", [maps:fold(fun(K, V, Acc) -> [{K, V} | Acc] end, [], M)]),
    io:format("~p~n", [maps:update_with(a, fun(V) -> V + 100 end, M)]),
    io:format("~p~n", [maps:update_with(z, fun(V) -> V + 100 end, 0, M)]),
    io:format("~p~n", [maps:new()]),
    io:format("~p~n", [maps:from_keys([a, b], 0)]),
    io:format("~p~n", [maps:merge_with(fun(_, A, B) -> A + B end, M, #{a => 10, z => 1})]),
    io:format("~p~n", [maps:intersect(M, #{a => x, q => y})]),
    io:format("~p~n", [maps:groups_from_list(fun(X) -> X rem 2 end, [1, 2, 3, 4])]).
