-module(string_prefix).
-export([main/0]).

main() ->
    show(fun() -> string:prefix("prefix of", "prefix") end),
    show(fun() -> string:prefix("abc", "x") end),
    show(fun() -> string:prefix("abc", "") end),
    show(fun() -> string:prefix("", "a") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
