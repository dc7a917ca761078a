-module(lists_subtract).
-export([main/0]).

main() ->
    show(fun() -> lists:subtract([1, 2, 1, 3], [1, 3]) end),
    show(fun() -> lists:subtract("hello", "l") end),
    show(fun() -> lists:subtract([], [a]) end),
    show(fun() -> lists:subtract(a, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
