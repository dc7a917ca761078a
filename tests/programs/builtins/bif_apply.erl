-module(bif_apply).
-export([main/0]).

main() ->
    show(fun() -> apply(lists, reverse, [[1, 2]]) end),
    show(fun() -> apply(fun(A, B) -> A * B end, [2, 3]) end),
    show(fun() -> apply(erlang, abs, [-1]) end),
    show(fun() -> apply(nomodule, f, []) end),
    show(fun() -> apply(lists, reverse, id(x)) end),
    show(fun() -> erlang:apply(id(1), []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
