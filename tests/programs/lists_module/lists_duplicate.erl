-module(lists_duplicate).
-export([main/0]).

main() ->
    show(fun() -> lists:duplicate(3, {a}) end),
    show(fun() -> lists:duplicate(0, x) end),
    show(fun() -> lists:duplicate(-1, x) end),
    show(fun() -> lists:duplicate(a, x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
