-module(bif_length).
-export([main/0]).

main() ->
    show(fun() -> length([]) end),
    show(fun() -> length("abc") end),
    show(fun() -> length([1 | id(2)]) end),
    show(fun() -> length(id(a)) end),
    show(fun() -> length(lists:seq(1, 1000)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
