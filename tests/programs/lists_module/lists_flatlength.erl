-module(lists_flatlength).
-export([main/0]).

main() ->
    show(fun() -> lists:flatlength([1, [2, [3]], []]) end),
    show(fun() -> lists:flatlength([]) end),
    show(fun() -> lists:flatlength("abc") end),
    show(fun() -> lists:flatlength(x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
