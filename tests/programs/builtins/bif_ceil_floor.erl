-module(bif_ceil_floor).
-export([main/0]).

main() ->
    show(fun() -> ceil(1.1) end),
    show(fun() -> floor(1.9) end),
    show(fun() -> ceil(-1.1) end),
    show(fun() -> floor(-1.1) end),
    show(fun() -> ceil(5) end),
    show(fun() -> floor(id(x)) end),
    show(fun() -> ceil(1.0e20) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
