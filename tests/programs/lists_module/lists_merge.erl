-module(lists_merge).
-export([main/0]).

main() ->
    show(fun() -> lists:merge([1, 3, 5], [2, 3, 4]) end),
    show(fun() -> lists:merge([[3], [1], [2]]) end),
    show(fun() -> lists:merge(fun(A, B) -> A >= B end, [5, 1], [4, 2]) end),
    show(fun() -> lists:merge([], [1]) end),
    show(fun() -> lists:merge3([1], [2], [0]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
