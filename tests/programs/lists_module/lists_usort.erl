-module(lists_usort).
-export([main/0]).

main() ->
    show(fun() -> lists:usort([c, a, b, a]) end),
    show(fun() -> lists:usort([1, 1.0, 2]) end),
    show(fun() -> lists:usort(fun(A, B) -> A >= B end, [1, 2, 1, 3]) end),
    show(fun() -> lists:usort([]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
