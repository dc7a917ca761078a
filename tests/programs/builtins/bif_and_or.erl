-module(bif_and_or).
-export([main/0]).

main() ->
    show(fun() -> id(true) and false end),
    show(fun() -> id(true) or id(x) end),
    show(fun() -> id(x) and true end),
    show(fun() -> true xor id(true) end),
    show(fun() -> not id(x) end),
    show(fun() -> id(false) andalso x end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
