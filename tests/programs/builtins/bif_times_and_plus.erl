-module(bif_times_and_plus).
-export([main/0]).

main() ->
    show(fun() -> id(3) * 4 end),
    show(fun() -> id(1.5) * 2 end),
    show(fun() -> id(a) * 2 end),
    show(fun() -> id(1) + 2 end),
    show(fun() -> id(1) + 2.0 end),
    show(fun() -> id(1 bsl 62) + id(1 bsl 62) end),
    show(fun() -> id(1 bsl 62) * id(1 bsl 62) end),
    show(fun() -> id("a") + 1 end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
