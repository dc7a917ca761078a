-module(maps_find).
-export([main/0]).

main() ->
    show(fun() -> maps:find(a, #{a => 1}) end),
    show(fun() -> maps:find(b, #{a => 1}) end),
    show(fun() -> maps:find(1, #{1.0 => x}) end),
    show(fun() -> maps:find(a, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
