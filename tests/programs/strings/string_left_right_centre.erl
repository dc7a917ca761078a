-module(string_left_right_centre).
-export([main/0]).

main() ->
    show(fun() -> string:left("ab", 4) end),
    show(fun() -> string:left("abcdef", 3) end),
    show(fun() -> string:left("ab", 4, $.) end),
    show(fun() -> string:right("ab", 4) end),
    show(fun() -> string:right("abcdef", 3) end),
    show(fun() -> string:centre("ab", 6) end),
    show(fun() -> string:centre("abcdef", 2) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
