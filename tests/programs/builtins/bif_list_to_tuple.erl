-module(bif_list_to_tuple).
-export([main/0]).

main() ->
    show(fun() -> list_to_tuple([]) end),
    show(fun() -> list_to_tuple([a, [b]]) end),
    show(fun() -> list_to_tuple(id(a)) end),
    show(fun() -> list_to_tuple(id([a | b])) end),
    show(fun() -> tuple_to_list({}) end),
    show(fun() -> tuple_to_list({a, {b}}) end),
    show(fun() -> tuple_to_list(id([])) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
