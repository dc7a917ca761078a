-module(maps_filter_and_map).
-export([main/0]).

main() ->
    show(fun() -> maps:filter(fun(K, _) -> K > a end, #{a => 1, b => 2}) end),
    show(fun() -> maps:map(fun(K, V) -> {K, V} end, #{a => 1}) end),
    show(fun() -> maps:filter(fun(_, _) -> x end, #{a => 1}) end),
    show(fun() -> maps:map(f, #{}) end),
    show(fun() -> maps:map(fun(_, V) -> V end, x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
