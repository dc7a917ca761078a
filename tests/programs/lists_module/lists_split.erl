-module(lists_split).
-export([main/0]).

main() ->
    show(fun() -> lists:split(1, [a, b]) end),
    show(fun() -> lists:split(0, []) end),
    show(fun() -> lists:split(2, [a, b]) end),
    show(fun() -> lists:split(3, [a, b]) end),
    show(fun() -> lists:split(-1, [a]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
