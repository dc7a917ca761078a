-module(lists_prefix_suffix).
-export([main/0]).

main() ->
    show(fun() -> lists:prefix("ab", "abc") end),
    show(fun() -> lists:prefix([], []) end),
    show(fun() -> lists:prefix("abc", "ab") end),
    show(fun() -> lists:suffix("bc", "abc") end),
    show(fun() -> lists:suffix("x", "abc") end),
    show(fun() -> lists:suffix([], [a]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
