-module(bif_list_to_integer).
-export([main/0]).

main() ->
    show(fun() -> list_to_integer("12") end),
    show(fun() -> list_to_integer("-12") end),
    show(fun() -> list_to_integer("+12") end),
    show(fun() -> list_to_integer("z", 36) end),
    show(fun() -> list_to_integer("12 ") end),
    show(fun() -> list_to_integer("") end),
    show(fun() -> list_to_integer("2", 2) end),
    show(fun() -> list_to_integer(id(a)) end),
    show(fun() -> list_to_integer("1", id(1)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
