-module(lists_foldr).
-export([main/0]).

main() ->
    show(fun() -> lists:foldr(fun(X, A) -> X - A end, 0, [1, 2, 3]) end),
    show(fun() -> lists:foldr(fun(X, A) -> [X | A] end, [], "abc") end),
    show(fun() -> lists:foldr(fun(_, _) -> x end, start, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
