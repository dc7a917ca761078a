-module(lists_nth).
-export([main/0]).

main() ->
    show(fun() -> lists:nth(1, [a, b, c]) end),
    show(fun() -> lists:nth(3, [a, b, c]) end),
    show(fun() -> lists:nth(4, [a, b, c]) end),
    show(fun() -> lists:nth(0, [a]) end),
    show(fun() -> lists:nth(a, [a]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
