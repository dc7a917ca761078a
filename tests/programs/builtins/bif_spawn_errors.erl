-module(bif_spawn_errors).
-export([main/0]).

main() ->
    show(fun() -> spawn(id(x)) end),
    show(fun() -> spawn(id(1), f, []) end),
    show(fun() -> spawn(lists, id("x"), []) end),
    show(fun() -> spawn(lists, map, id(x)) end),
    show(fun() -> spawn_link(id(x)) end),
    show(fun() -> spawn_opt(fun() -> ok end, id([nonsense])) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
