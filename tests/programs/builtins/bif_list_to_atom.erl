-module(bif_list_to_atom).
-export([main/0]).

main() ->
    show(fun() -> list_to_atom("abc") end),
    show(fun() -> list_to_atom("A b") end),
    show(fun() -> list_to_atom("") end),
    show(fun() -> list_to_atom(id(a)) end),
    show(fun() -> list_to_atom(id([a])) end),
    show(fun() -> list_to_atom("é") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
