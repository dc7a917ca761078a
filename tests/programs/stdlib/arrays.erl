-module(arrays).
-export([main/0]).

main() ->
    A = array:from_list([a, b, c]),
    io:format("~p~n~p~n", [A, array:new()]),
    B = array:set(25, z, A),
    io:format("~p~n~p ~p ~p~n", [B, array:size(B), array:get(25, B), array:get(17, B)]),
    io:format("~p~n", [array:sparse_to_orddict(B)]),
    io:format("~p~n", [array:to_list(array:map(fun(I, X) -> {I, X} end, A))]),
    io:format("~p~n", [array:new([{size, 12}, {fixed, true}, {default, 0}])]),
    io:format("~p~n", [array:from_orddict([{3, x}, {40, y}, {205, z}], none)]),
    io:format("~p~n", [array:resize(array:reset(25, B))]),
    io:format("~p~n", [array:foldr(fun(I, X, L) -> [{I, X} | L] end, [], array:resize(5, A))]),
    io:format("~p~n", [[reason(F) || F <- [fun() -> array:get(-1, A) end, fun() -> array:get(12, array:new(3)) end,
                                           fun() -> array:set(x, 1, A) end]]]),
    C = lists:foldl(fun(I, Acc) -> array:set(I * I rem 3001, I, Acc) end, array:new({default, 0}), lists:seq(1, 800)),
    io:format("~p ~p ~p~n", [array:size(C), erlang:phash2(C), array:sparse_foldl(fun(_, X, S) -> S + X end, 0, C)]),
    io:format("~p~n", [erlang:phash2(array:sparse_map(fun(I, X) -> I - X end, C))]).

reason(F) ->
    try F() of
        V -> {value, V}
    catch
        error:R -> R
    end.
