-module(bif_div_rem).
-export([main/0]).

main() ->
    show(fun() -> 7 div id(2) end),
    show(fun() -> -7 div id(2) end),
    show(fun() -> 7 rem id(-2) end),
    show(fun() -> -7 rem id(2) end),
    show(fun() -> 1 div id(0) end),
    show(fun() -> 1 rem id(0) end),
    show(fun() -> id(1.0) div 1 end),
    show(fun() -> id(a) rem 2 end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
