-module(string_numbers).
-export([main/0]).

main() ->
    show(fun() -> string:to_integer("42abc") end),
    show(fun() -> string:to_integer("-7") end),
    show(fun() -> string:to_integer("x") end),
    show(fun() -> string:to_integer("") end),
    show(fun() -> string:to_float("3.14xyz") end),
    show(fun() -> string:to_float("1e3") end),
    show(fun() -> string:to_float("x") end),
    show(fun() -> string:to_float("1.0e2") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
