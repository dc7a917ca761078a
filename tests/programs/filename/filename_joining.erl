-module(filename_joining).
-export([main/0]).

main() ->
    show(fun() -> filename:join(["a", "b", "c"]) end),
    show(fun() -> filename:join("a", "/b") end),
    show(fun() -> filename:join("a//", "b/") end),
    show(fun() -> filename:join([<<"a">>, "b"]) end),
    show(fun() -> filename:split("/usr/lib") end),
    show(fun() -> filename:split("a/b/") end),
    show(fun() -> filename:split("") end),
    show(fun() -> filename:pathtype("/a") end),
    show(fun() -> filename:pathtype("a") end),
    show(fun() -> filename:join([]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
