-module(lists_reverse).
-export([main/0]).

main() ->
    show(fun() -> lists:reverse([1, 2, 3]) end),
    show(fun() -> lists:reverse([]) end),
    show(fun() -> lists:reverse("ab", "cd") end),
    show(fun() -> lists:reverse([1], x) end),
    show(fun() -> lists:reverse(a) end),
    show(fun() -> lists:reverse([1 | 2]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
