-module(bif_append_lists).
-export([main/0]).

main() ->
    show(fun() -> id([1]) ++ [2] end),
    show(fun() -> id([]) ++ x end),
    show(fun() -> id(a) ++ [1] end),
    show(fun() -> [1, 2, 1] -- id([1]) end),
    show(fun() -> id(x) -- [1] end),
    show(fun() -> [1] -- id([2 | 3]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
