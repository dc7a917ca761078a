-module(bif_list_to_float).
-export([main/0]).

main() ->
    show(fun() -> list_to_float("1.5") end),
    show(fun() -> list_to_float("-1.0e-3") end),
    show(fun() -> list_to_float("1") end),
    show(fun() -> list_to_float("") end),
    show(fun() -> list_to_float("1.5x") end),
    show(fun() -> list_to_float(id(a)) end),
    show(fun() -> list_to_float("1.0e400") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
