-module(string_casing).
-export([main/0]).

main() ->
    show(fun() -> string:to_upper("Hello wörld") end),
    show(fun() -> string:to_lower("HELLO") end),
    show(fun() -> string:to_upper($a) end),
    show(fun() -> string:uppercase("abc") end),
    show(fun() -> string:lowercase("ABC") end),
    show(fun() -> string:titlecase("abc def") end),
    show(fun() -> string:casefold("ABC") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
