-module(lists_all).
-export([main/0]).

main() ->
    show(fun() -> lists:all(fun(X) -> X > 0 end, [1, 2, 3]) end),
    show(fun() -> lists:all(fun(X) -> X > 1 end, [1, 2]) end),
    show(fun() -> lists:all(fun(_) -> false end, []) end),
    show(fun() -> lists:all(fun(X) -> X end, [true, x]) end),
    show(fun() -> lists:all(fun(X) -> X > 0 end, [1 | 2]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
