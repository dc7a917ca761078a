-module(lists_join).
-export([main/0]).

main() ->
    show(fun() -> lists:join($,, "abc") end),
    show(fun() -> lists:join(x, [1]) end),
    show(fun() -> lists:join(x, []) end),
    show(fun() -> lists:join([1], [a, b]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
