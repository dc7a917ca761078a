-module(set_gb_trees_basic).
-export([main/0]).

main() ->
    show(fun() -> gb_trees:to_list(gb_trees:from_orddict([{a, 1}, {b, 2}])) end),
    show(fun() -> gb_trees:lookup(a, gb_trees:empty()) end),
    show(fun() -> gb_trees:get(a, gb_trees:empty()) end),
    show(fun() -> gb_trees:to_list(gb_trees:insert(a, 1, gb_trees:empty())) end),
    show(fun() -> gb_trees:delete(a, gb_trees:empty()) end),
    show(fun() -> gb_trees:smallest(gb_trees:from_orddict([{1, a}])) end),
    show(fun() -> gb_trees:take_largest(gb_trees:from_orddict([{1, a}, {2, b}])) end),
    show(fun() -> gb_trees:to_list(gb_trees:delete_any(z, gb_trees:empty())) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
