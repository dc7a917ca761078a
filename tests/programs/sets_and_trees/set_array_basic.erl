-module(set_array_basic).
-export([main/0]).

main() ->
    show(fun() -> array:to_list(array:new(2)) end),
    show(fun() -> array:to_list(array:set(1, x, array:new())) end),
    show(fun() -> array:get(5, array:new()) end),
    show(fun() -> array:size(array:from_list([a, b])) end),
    show(fun() -> array:get(-1, array:new()) end),
    show(fun() -> array:foldr(fun(_, X, A) -> [X | A] end, [], array:from_list([1, 2])) end),
    show(fun() -> array:sparse_to_orddict(array:set(2, x, array:new())) end),
    show(fun() -> array:default(array:new([{default, d}])) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
