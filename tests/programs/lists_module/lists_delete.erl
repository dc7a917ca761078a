-module(lists_delete).
-export([main/0]).

main() ->
    show(fun() -> lists:delete(b, [a, b, c, b]) end),
    show(fun() -> lists:delete(x, []) end),
    show(fun() -> lists:delete(1, [1.0, 1]) end),
    show(fun() -> lists:delete(a, [b | c]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
