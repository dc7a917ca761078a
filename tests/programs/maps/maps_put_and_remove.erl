-module(maps_put_and_remove).
-export([main/0]).

main() ->
    show(fun() -> maps:put(a, 1, #{}) end),
    show(fun() -> maps:put(a, 2, #{a => 1}) end),
    show(fun() -> maps:remove(a, #{a => 1}) end),
    show(fun() -> maps:remove(b, #{a => 1}) end),
    show(fun() -> maps:remove(a, x) end),
    show(fun() -> maps:put(a, b, x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
