-module(maps_keys_and_values).
-export([main/0]).

main() ->
    show(fun() -> maps:keys(#{a => 1, b => 2}) end),
    show(fun() -> maps:values(#{a => 1, b => 2}) end),
    show(fun() -> maps:keys(#{}) end),
    show(fun() -> maps:values(x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
