-module(map_functions).
-export([main/0]).

main() ->
    M = #{a => 1, b => 2, "c" => [3], 4 => four},
    io:format("~p~n", [maps:filter(fun(_, V) -> is_integer(V) end, M)]),
    io:format("~p~n", [maps:map(fun(K, V) -> {K, V} end, M)]),
    io:format("~p~n", [maps:fold(fun(K, _, L) -> [K | L] end, [], M)]),
    io:format("~p~n", [maps:filtermap(fun(_, V) when is_integer(V) -> {true, V * 10};
                                         (K, _) -> is_list(K)
                                      end, M)]),
    io:format("~p ~p~n", [maps:with([a, 4, z], M), maps:without([a, 4, z], M)]),
    io:format("~p ~p ~p~n", [maps:get(a, M, no), maps:get(z, M, no), maps:size(M)]),
    io:format("~p ~p~n", [maps:update_with(a, fun(V) -> V + 1 end, M), maps:update_with(z, fun(V) -> V end, 0, M)]),
    io:format("~p~n", [maps:merge_with(fun(K, V1, V2) -> {K, V1, V2} end, M, #{a => 9, z => 8})]),
    io:format("~p ~p~n", [maps:intersect(M, #{a => 9, z => 8}), maps:intersect_with(fun(_, A, B) -> A + B end, M, #{a => 9})]),
    io:format("~p~n", [maps:groups_from_list(fun(X) -> X rem 3 end, lists:seq(1, 10))]),
    io:format("~p~n", [maps:groups_from_list(fun length/1, fun lists:reverse/1, ["ab", "c", "de", ""])]),
    io:format("~p~n", [walk(maps:next(maps:iterator(M)))]),
    maps:foreach(fun(K, V) -> io:format("~p=~p~n", [K, V]) end, M),
    Big = maps:from_list([{I * 7919 rem 10007, I} || I <- lists:seq(1, 3000)]),
    io:format("~p ~p~n", [maps:size(Big), maps:fold(fun(K, V, S) -> (S * 31 + K * V) rem 1000003 end, 7, Big)]),
    io:format("~p~n", [lists:sublist(walk(maps:next(maps:iterator(Big))), 12)]),
    io:format("~p~n", [lists:sublist(maps:to_list(Big), 12)]),
    io:format("~p~n", [maps:size(maps:filter(fun(K, _) -> K rem 2 =:= 0 end, Big))]),
    io:format("~p~n", [[reason(F) || F <- [fun() -> maps:fold(x, y, z) end, fun() -> maps:map(fun(_, _) -> 1 end, z) end,
                                           fun() -> maps:update_with(q, fun(X) -> X end, M) end,
                                           fun() -> maps:with(a, M) end, fun() -> maps:get(q, M) end,
                                           fun() -> maps:next(7) end, fun() -> maps:get(a, b, c) end]]]).

walk(none) -> [];
walk({K, V, Next}) -> [{K, V} | walk(maps:next(Next))].

reason(F) ->
    try F() of
        V -> {value, V}
    catch
        error:R -> R
    end.
