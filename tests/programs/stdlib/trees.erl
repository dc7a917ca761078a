-module(trees).
-export([main/0]).

main() ->
    T = lists:foldl(fun(K, T) -> gb_trees:enter(K, K * K, T) end, gb_trees:empty(), [5, 3, 8, 1, 4, 7, 9, 2, 6]),
    io:format("~p~n", [T]),
    io:format("~p~n", [lists:foldl(fun(K, T1) -> gb_trees:insert(K, v, T1) end, gb_trees:empty(), lists:seq(1, 12))]),
    io:format("~p ~p ~p~n", [gb_trees:lookup(4, T), gb_trees:lookup(40, T), gb_trees:get(9, T)]),
    io:format("~p ~p~n", [gb_trees:smallest(T), gb_trees:largest(T)]),
    io:format("~p~n", [gb_trees:to_list(gb_trees:delete(5, T))]),
    io:format("~p~n", [gb_trees:take_smallest(gb_trees:from_orddict([{1, a}, {2, b}, {3, c}]))]),
    io:format("~p~n", [walk(gb_trees:next(gb_trees:iterator_from(4, T)))]),
    io:format("~p~n", [gb_trees:map(fun(K, V) -> K + V end, gb_trees:balance(T))]),
    io:format("~p ~p~n", [reason(fun() -> gb_trees:insert(5, x, T) end), reason(fun() -> gb_trees:get(50, T) end)]),
    A = gb_sets:from_list([3, 1, 2, 5, 4, 1.0, 7]),
    B = gb_sets:from_list([4, 5, 6, 7]),
    io:format("~p~n~p~n", [A, gb_sets:union(A, B)]),
    io:format("~p ~p~n", [gb_sets:intersection(A, B), gb_sets:subtract(A, B)]),
    io:format("~p ~p~n", [gb_sets:is_subset(A, B), gb_sets:is_disjoint(A, B)]),
    io:format("~p~n", [gb_sets:fold(fun(X, L) -> [X | L] end, [], A)]),
    Keys = [K * 7919 rem 2003 || K <- lists:seq(1, 3000)],
    Tree = lists:foldl(fun(K, T1) -> gb_trees:enter(K, k, T1) end, gb_trees:empty(), Keys),
    Half = lists:foldl(fun(K, T1) -> gb_trees:delete_any(K, T1) end, Tree, lists:sublist(Keys, 900)),
    Set = lists:foldl(fun gb_sets:add/2, gb_sets:new(), Keys),
    io:format("~p ~p ~p~n", [erlang:phash2(Tree), erlang:phash2(Half), erlang:phash2(Set)]),
    Others = gb_sets:from_list(lists:seq(1, 4000, 3)),
    io:format("~p~n", [[erlang:phash2(F(Set, Others)) || F <- [fun gb_sets:union/2, fun gb_sets:intersection/2,
                                                               fun gb_sets:difference/2]]]).

walk(none) -> [];
walk({K, V, Iterator}) -> [{K, V} | walk(gb_trees:next(Iterator))].

reason(F) ->
    try F() of
        V -> {value, V}
    catch
        error:R -> R
    end.
