-module(arrays).
-export([main/0]).

main() ->
    A = array:from_list([a, b, c]),
    io:format("~p ~p ~p~n", [array:get(1, A), array:size(A), array:to_list(array:set(5, f, A))]),
    B = array:new(3, [{default, 0}, {fixed, true}]),
    io:format("~p~n", [array:to_list(B)]),
    io:format("~p~n", [try array:set(3, x, B) catch error:E -> E end]),
    io:format("~p~n", [array:foldl(fun(I, X, Acc) -> [{I, X} | Acc] end, [], A)]),
    io:format("~p~n", [array:to_list(array:map(fun(I, X) -> {X, I} end, A))]),
    io:format("~p~n", [array:to_orddict(array:set(2, z, array:new()))]),
    io:format("~p~n", [array:sparse_to_list(array:set(100, z, array:set(1, y, array:new())))]),
    io:format("~p~n", [array:to_list(array:resize(2, A))]),
    io:format("~p ~p~n", [array:is_array(A), array:is_array(x)]).
