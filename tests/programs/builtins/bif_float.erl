-module(bif_float).
-export([main/0]).

main() ->
    show(fun() -> float(1) end),
    show(fun() -> float(1.5) end),
    show(fun() -> float(id(a)) end),
    show(fun() -> float(1 bsl 60) end),
    show(fun() -> float(id(1 bsl 1100)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
