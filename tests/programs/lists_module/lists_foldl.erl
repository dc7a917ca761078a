-module(lists_foldl).
-export([main/0]).

main() ->
    show(fun() -> lists:foldl(fun(X, A) -> X + A end, 0, [1, 2, 3]) end),
    show(fun() -> lists:foldl(fun(X, A) -> [X | A] end, [], "abc") end),
    show(fun() -> lists:foldl(fun(_, _) -> x end, start, []) end),
    show(fun() -> lists:foldl(fun(X, A) -> A / X end, 1, [1, 0]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
