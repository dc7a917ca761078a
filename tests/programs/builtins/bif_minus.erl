-module(bif_minus).
-export([main/0]).

main() ->
    show(fun() -> - id(5) end),
    show(fun() -> - id(5.5) end),
    show(fun() -> - id(-(1 bsl 70)) end),
    show(fun() -> - id(a) end),
    show(fun() -> + id(a) end),
    show(fun() -> + id(1) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
