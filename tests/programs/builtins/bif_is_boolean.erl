-module(bif_is_boolean).
-export([main/0]).

main() ->
    show(fun() -> is_boolean(true) end),
    show(fun() -> is_boolean(false) end),
    show(fun() -> is_boolean(x) end),
    show(fun() -> is_boolean(0) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
