-module(lists_flatmap).
-export([main/0]).

main() ->
    show(fun() -> lists:flatmap(fun(X) -> lists:duplicate(X, X) end, [1, 2, 3]) end),
    show(fun() -> lists:flatmap(fun(X) -> X end, []) end),
    show(fun() -> lists:flatmap(fun(_) -> a end, [1, 2]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
