-module(bif_abs).
-export([main/0]).

main() ->
    show(fun() -> abs(-3) end),
    show(fun() -> abs(3.5) end),
    show(fun() -> abs(-0.0) end),
    show(fun() -> abs(id(a)) end),
    show(fun() -> abs(-(1 bsl 80)) end),
    show(fun() -> abs(0) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
