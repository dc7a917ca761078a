-module(set_ordsets_basic).
-export([main/0]).

main() ->
    show(fun() -> ordsets:from_list([c, a, b, a]) end),
    show(fun() -> ordsets:add_element(b, [a, c]) end),
    show(fun() -> ordsets:del_element(a, [a, b]) end),
    show(fun() -> ordsets:union([a, c], [b]) end),
    show(fun() -> ordsets:intersection([a, b], [b, c]) end),
    show(fun() -> ordsets:subtract([a, b], [b]) end),
    show(fun() -> ordsets:is_subset([a], [a, b]) end),
    show(fun() -> ordsets:is_disjoint([a], [b]) end),
    show(fun() -> ordsets:fold(fun(X, A) -> X + A end, 0, [1, 2]) end),
    show(fun() -> ordsets:is_element(1, [1.0]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
