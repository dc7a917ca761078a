-module(bif_register).
-export([main/0]).

main() ->
    show(fun() -> register(a_name, self()) end),
    show(fun() -> register(a_name, self()) end),
    show(fun() -> whereis(a_name) =:= self() end),
    show(fun() -> unregister(a_name) end),
    show(fun() -> unregister(a_name) end),
    show(fun() -> register(id(1), self()) end),
    show(fun() -> register(undefined, self()) end),
    show(fun() -> whereis(id("x")) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
