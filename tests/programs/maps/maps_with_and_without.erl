-module(maps_with_and_without).
-export([main/0]).

main() ->
    show(fun() -> maps:with([a, c], #{a => 1, b => 2}) end),
    show(fun() -> maps:without([a, c], #{a => 1, b => 2}) end),
    show(fun() -> maps:with([], #{a => 1}) end),
    show(fun() -> maps:with(x, #{}) end),
    show(fun() -> maps:without([a], x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
