-module(set_sets_basic).
-export([main/0]).

main() ->
    show(fun() -> lists:sort(sets:to_list(sets:from_list([b, a, b]))) end),
    show(fun() -> sets:size(sets:new()) end),
    show(fun() -> sets:is_element(a, sets:from_list([a])) end),
    show(fun() -> sets:is_element(1, sets:from_list([1.0])) end),
    show(fun() -> sets:is_set(x) end),
    show(fun() -> lists:sort(sets:to_list(sets:from_list([1, 2], [{version, 2}]))) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
