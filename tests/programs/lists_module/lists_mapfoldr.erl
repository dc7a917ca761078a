-module(lists_mapfoldr).
-export([main/0]).

main() ->
    show(fun() -> lists:mapfoldr(fun(X, S) -> {X * S, S + 1} end, 1, [5, 6, 7]) end),
    show(fun() -> lists:mapfoldr(fun(X, S) -> {X, S} end, acc, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
