-module(lists_sum).
-export([main/0]).

main() ->
    show(fun() -> lists:sum([1, 2, 3]) end),
    show(fun() -> lists:sum([1.5, 2]) end),
    show(fun() -> lists:sum([]) end),
    show(fun() -> lists:sum([a]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
