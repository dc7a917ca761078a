-module(lists_umerge).
-export([main/0]).

main() ->
    show(fun() -> lists:umerge([1, 2], [2, 3]) end),
    show(fun() -> lists:umerge([[1, 2], [2], [0, 1]]) end),
    show(fun() -> lists:umerge3([1], [1], [2]) end),
    show(fun() -> lists:umerge(fun(A, B) -> A =< B end, [1, 2], [1]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
