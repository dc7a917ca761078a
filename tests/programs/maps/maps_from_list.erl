-module(maps_from_list).
-export([main/0]).

main() ->
    show(fun() -> maps:from_list([{a, 1}, {b, 2}, {a, 3}]) end),
    show(fun() -> maps:from_list([]) end),
    show(fun() -> maps:from_list([a]) end),
    show(fun() -> maps:from_list([{a, 1, 2}]) end),
    show(fun() -> maps:from_list(x) end),
    show(fun() -> maps:from_list([{a, 1} | b]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
