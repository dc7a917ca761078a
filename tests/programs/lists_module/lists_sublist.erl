-module(lists_sublist).
-export([main/0]).

main() ->
    show(fun() -> lists:sublist([1, 2, 3, 4, 5], 2, 3) end),
    show(fun() -> lists:sublist([1, 2, 3], 2) end),
    show(fun() -> lists:sublist([1, 2, 3], 9) end),
    show(fun() -> lists:sublist([1, 2], 3, 1) end),
    show(fun() -> lists:sublist([1, 2], 0) end),
    show(fun() -> lists:sublist([1], 3, 2) end),
    show(fun() -> lists:sublist([1, 2], 0, 1) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
