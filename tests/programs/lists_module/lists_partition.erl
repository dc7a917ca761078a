-module(lists_partition).
-export([main/0]).

main() ->
    show(fun() -> lists:partition(fun(X) -> X > 2 end, [1, 2, 3, 4]) end),
    show(fun() -> lists:partition(fun is_atom/1, [a, 1, b]) end),
    show(fun() -> lists:partition(fun(_) -> true end, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
