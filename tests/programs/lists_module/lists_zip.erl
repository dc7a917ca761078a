-module(lists_zip).
-export([main/0]).

main() ->
    show(fun() -> lists:zip([1, 2], [a, b]) end),
    show(fun() -> lists:zip([], []) end),
    show(fun() -> lists:zip([1], []) end),
    show(fun() -> lists:zip3([1], [2], [3]) end),
    show(fun() -> lists:zipwith(fun(A, B) -> A * B end, [1, 2], [3, 4]) end),
    show(fun() -> lists:zipwith3(fun(A, B, C) -> [A, B, C] end, [1], [2], [3]) end),
    show(fun() -> lists:zipwith(fun(A, B) -> A * B end, [1], []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
