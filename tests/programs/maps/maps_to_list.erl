-module(maps_to_list).
-export([main/0]).

main() ->
    show(fun() -> maps:to_list(#{a => 1, b => 2}) end),
    show(fun() -> maps:to_list(#{}) end),
    show(fun() -> maps:to_list(x) end),
    show(fun() -> lists:sort(maps:to_list(#{2 => b, 1 => a})) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
