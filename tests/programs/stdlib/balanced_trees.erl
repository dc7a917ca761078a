-module(balanced_trees).
-export([main/0]).

main() ->
    T = lists:foldl(fun({K, V}, Acc) -> gb_trees:enter(K, V, Acc) end, gb_trees:empty(), [{5, e}, {3, c}, {8, h}, {1, a}, {4, d}]),
    io:format("~p~n", [gb_trees:to_list(T)]),
    io:format("~p ~p~n", [gb_trees:lookup(3, T), gb_trees:lookup(9, T)]),
    io:format("~p ~p ~p~n", [gb_trees:get(5, T), gb_trees:size(T), gb_trees:is_defined(1, T)]),
    io:format("~p ~p~n", [gb_trees:smallest(T), gb_trees:largest(T)]),
    io:format("~p ~p~n", [gb_trees:keys(T), gb_trees:values(T)]),
    io:format("~p~n", [gb_trees:to_list(gb_trees:delete(3, T))]),
    io:format("~p~n", [gb_trees:to_list(gb_trees:update(3, new, T))]),
    {K, V, T2} = gb_trees:take_smallest(T),
    io:format("~p ~p ~p~n", [K, V, gb_trees:to_list(T2)]),
    io:format("~p~n", [gb_trees:to_list(gb_trees:map(fun(X, _) -> X * X end, T))]),
    io:format("~p~n", [walk(gb_trees:next(gb_trees:iterator(T)))]),
    io:format("~p~n", [walk(gb_trees:next(gb_trees:iterator_from(4, T)))]),
    io:format("~p~n", [T]),
    io:format("~p~n", [try gb_trees:insert(5, x, T) catch error:{key_exists, E} -> {exists, E} end]),
    io:format("~p~n", [gb_trees:balance(gb_trees:from_orddict([{N, N} || N <- lists:seq(1, 7)]))]).

walk(none) -> [];
walk({K, V, I}) -> [{K, V} | walk(gb_trees:next(I))].
