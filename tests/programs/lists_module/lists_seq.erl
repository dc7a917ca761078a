-module(lists_seq).
-export([main/0]).

main() ->
    show(fun() -> lists:seq(1, 5) end),
    show(fun() -> lists:seq(0, -1) end),
    show(fun() -> lists:seq(1, 10, 3) end),
    show(fun() -> lists:seq(10, 1, -4) end),
    show(fun() -> lists:seq(1, 1, 0) end),
    show(fun() -> lists:seq(1, 2, 0) end),
    show(fun() -> lists:seq(5, 1) end),
    show(fun() -> lists:seq(1, 0, 2) end),
    show(fun() -> lists:seq(a, 2) end),
    show(fun() -> lists:seq(1.0, 2) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
