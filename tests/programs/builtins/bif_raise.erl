-module(bif_raise).
-export([main/0]).

main() ->
    show(fun() -> erlang:raise(error, x, []) end),
    show(fun() -> erlang:raise(throw, y, []) end),
    show(fun() -> erlang:raise(exit, z, []) end),
    show(fun() -> erlang:raise(id(bad), x, []) end),
    show(fun() -> error(e, []) end),
    show(fun() -> error(e, [a], []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
