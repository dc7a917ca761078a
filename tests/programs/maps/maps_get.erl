-module(maps_get).
-export([main/0]).

main() ->
    show(fun() -> maps:get(a, #{a => 1}) end),
    show(fun() -> maps:get(b, #{a => 1}) end),
    show(fun() -> maps:get(b, #{a => 1}, d) end),
    show(fun() -> maps:get(a, #{a => 1}, d) end),
    show(fun() -> maps:get(a, x) end),
    show(fun() -> maps:get(a, x, d) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
