-module(filename_parts).
-export([main/0]).

main() ->
    show(fun() -> filename:basename("a/b.erl") end),
    show(fun() -> filename:basename("a/b.erl", ".erl") end),
    show(fun() -> filename:basename("/") end),
    show(fun() -> filename:dirname("a/b") end),
    show(fun() -> filename:dirname("/a") end),
    show(fun() -> filename:dirname("a") end),
    show(fun() -> filename:extension("a.b.c") end),
    show(fun() -> filename:extension("a") end),
    show(fun() -> filename:rootname("a.b/c") end),
    show(fun() -> filename:rootname("a.erl", ".hrl") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
