-module(lists_nthtail).
-export([main/0]).

main() ->
    show(fun() -> lists:nthtail(0, [a, b]) end),
    show(fun() -> lists:nthtail(1, [a, b]) end),
    show(fun() -> lists:nthtail(2, [a, b]) end),
    show(fun() -> lists:nthtail(3, [a, b]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
