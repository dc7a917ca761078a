-module(bif_exit_to_self).
-export([main/0]).

main() ->
    show(fun() -> exit(self(), normal) end),
    show(fun() -> exit(a, b) end),
    show(fun() -> exit({x}) end),
    show(fun() -> exit(normal) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
