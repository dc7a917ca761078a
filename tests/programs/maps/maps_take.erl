-module(maps_take).
-export([main/0]).

main() ->
    show(fun() -> maps:take(a, #{a => 1, b => 2}) end),
    show(fun() -> maps:take(z, #{a => 1}) end),
    show(fun() -> maps:take(a, x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
