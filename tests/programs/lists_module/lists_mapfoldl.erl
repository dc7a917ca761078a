-module(lists_mapfoldl).
-export([main/0]).

main() ->
    show(fun() -> lists:mapfoldl(fun(X, S) -> {X * S, S + 1} end, 1, [5, 6, 7]) end),
    show(fun() -> lists:mapfoldl(fun(X, S) -> {X, S} end, acc, []) end),
    show(fun() -> lists:mapfoldl(fun(_, _) -> x end, 0, [1]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
