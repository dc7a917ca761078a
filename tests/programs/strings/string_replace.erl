-module(string_replace).
-export([main/0]).

main() ->
    show(fun() -> string:replace("a-b-c", "-", "+") end),
    show(fun() -> lists:flatten(string:replace("a-b-c", "-", "+", all)) end),
    show(fun() -> lists:flatten(string:replace("a-b-c", "-", "+", trailing)) end),
    show(fun() -> lists:flatten(string:replace("abc", "x", "y")) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
