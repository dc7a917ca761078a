-module(bif_round_trunc).
-export([main/0]).

main() ->
    show(fun() -> round(1.5) end),
    show(fun() -> round(-1.5) end),
    show(fun() -> round(0.4999999) end),
    show(fun() -> trunc(1.9) end),
    show(fun() -> trunc(-1.9) end),
    show(fun() -> round(id(a)) end),
    show(fun() -> trunc(id([])) end),
    show(fun() -> round(5) end),
    show(fun() -> trunc(1.0e25) end),
    show(fun() -> round(4503599627370497.5) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
