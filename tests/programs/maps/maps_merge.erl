-module(maps_merge).
-export([main/0]).

main() ->
    show(fun() -> maps:merge(#{a => 1, b => 2}, #{b => 3}) end),
    show(fun() -> maps:merge(#{}, #{}) end),
    show(fun() -> maps:merge(x, #{}) end),
    show(fun() -> maps:merge(#{}, x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
