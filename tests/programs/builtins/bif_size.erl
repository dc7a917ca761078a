-module(bif_size).
-export([main/0]).

main() ->
    show(fun() -> size({a, b}) end),
    show(fun() -> size({}) end),
    show(fun() -> tuple_size({1, 2, 3}) end),
    show(fun() -> size(id([])) end),
    show(fun() -> tuple_size(id(x)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
