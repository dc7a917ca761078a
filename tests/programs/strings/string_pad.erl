-module(string_pad).
-export([main/0]).

main() ->
    show(fun() -> string:pad("ab", 5) end),
    show(fun() -> string:pad("ab", 5, leading) end),
    show(fun() -> lists:flatten(string:pad("ab", 5, both, $-)) end),
    show(fun() -> string:pad("abcdef", 3) end),
    show(fun() -> lists:flatten(string:pad("é", 3, trailing, "x")) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
