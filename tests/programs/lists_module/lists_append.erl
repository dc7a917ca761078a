-module(lists_append).
-export([main/0]).

main() ->
    show(fun() -> lists:append([[a], [b, c], [], [d]]) end),
    show(fun() -> lists:append([]) end),
    show(fun() -> lists:append("ab", "cd") end),
    show(fun() -> lists:append([1], 2) end),
    show(fun() -> lists:append([[1] | x]) end),
    show(fun() -> lists:append(a, [1]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
