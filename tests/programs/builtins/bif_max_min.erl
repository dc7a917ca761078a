-module(bif_max_min).
-export([main/0]).

main() ->
    show(fun() -> max(1, 2) end),
    show(fun() -> max(a, 1) end),
    show(fun() -> max(1, 1.0) end),
    show(fun() -> max(1.0, 1) end),
    show(fun() -> min(1, 1.0) end),
    show(fun() -> min("a", []) end),
    show(fun() -> min({a}, {b}) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
