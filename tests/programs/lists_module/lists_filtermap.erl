-module(lists_filtermap).
-export([main/0]).

main() ->
    show(fun() -> lists:filtermap(fun(X) -> case X rem 2 of 0 -> {true, X div 2}; _ -> false end end, [1, 2, 3, 4]) end),
    show(fun() -> lists:filtermap(fun(_) -> true end, [a]) end),
    show(fun() -> lists:filtermap(fun(_) -> 1 end, [a]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
