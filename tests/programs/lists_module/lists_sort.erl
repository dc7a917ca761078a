-module(lists_sort).
-export([main/0]).

main() ->
    show(fun() -> lists:sort([3, 1, 2]) end),
    show(fun() -> lists:sort([b, a, 1, "x", {y}, 2.5]) end),
    show(fun() -> lists:sort(fun(A, B) -> A >= B end, [1, 3, 2]) end),
    show(fun() -> lists:sort([1, 1.0, 0]) end),
    show(fun() -> lists:sort([]) end),
    show(fun() -> lists:sort(x) end),
    show(fun() -> lists:sort([1 | 2]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
