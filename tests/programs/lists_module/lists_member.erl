-module(lists_member).
-export([main/0]).

main() ->
    show(fun() -> lists:member(a, [b, a]) end),
    show(fun() -> lists:member(z, [b, a]) end),
    show(fun() -> lists:member(1, [1.0]) end),
    show(fun() -> lists:member([1], [[1]]) end),
    show(fun() -> lists:member(a, x) end),
    show(fun() -> lists:member(a, [b | c]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
