-module(lists_search).
-export([main/0]).

main() ->
    show(fun() -> lists:search(fun(X) -> X > 1 end, [1, 2, 3]) end),
    show(fun() -> lists:search(fun(_) -> false end, [1]) end),
    show(fun() -> lists:search(fun(_) -> true end, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
