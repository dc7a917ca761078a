-module(string_chars).
-export([main/0]).

main() ->
    show(fun() -> string:chars($a, 3) end),
    show(fun() -> string:chars($a, 2, "bc") end),
    show(fun() -> string:copies("ab", 3) end),
    show(fun() -> string:copies("x", 0) end),
    show(fun() -> string:concat("a", "b") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
