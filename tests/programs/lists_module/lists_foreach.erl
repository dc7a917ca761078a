-module(lists_foreach).
-export([main/0]).

main() ->
    show(fun() -> lists:foreach(fun(X) -> io:format("~p ", [X]) end, [a, b]) end),
    show(fun() -> lists:foreach(fun(X) -> X end, []) end),
    show(fun() -> lists:foreach(fun(X) -> throw(X) end, [one, two]) end),
    show(fun() -> lists:foreach(fun(X) -> X end, a) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
