-module(set_gb_sets_basic).
-export([main/0]).

main() ->
    show(fun() -> gb_sets:to_list(gb_sets:from_list([3, 1, 2])) end),
    show(fun() -> gb_sets:smallest(gb_sets:from_list([3, 1])) end),
    show(fun() -> gb_sets:largest(gb_sets:from_list([3, 1])) end),
    show(fun() -> gb_sets:size(gb_sets:empty()) end),
    show(fun() -> gb_sets:is_member(1, gb_sets:singleton(1)) end),
    show(fun() -> gb_sets:to_list(gb_sets:union(gb_sets:from_list([1]), gb_sets:from_list([2]))) end),
    show(fun() -> gb_sets:take_smallest(gb_sets:from_list([1])) end),
    show(fun() -> gb_sets:insert(1, gb_sets:singleton(1)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
