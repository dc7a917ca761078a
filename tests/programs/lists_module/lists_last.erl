-module(lists_last).
-export([main/0]).

main() ->
    show(fun() -> lists:last([1, 2, 3]) end),
    show(fun() -> lists:last("x") end),
    show(fun() -> lists:last([]) end),
    show(fun() -> lists:last([a | b]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
