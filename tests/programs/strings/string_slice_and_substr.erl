-module(string_slice_and_substr).
-export([main/0]).

main() ->
    show(fun() -> string:slice("hello", 1) end),
    show(fun() -> string:slice("hello", 1, 2) end),
    show(fun() -> string:slice("hello", 9) end),
    show(fun() -> string:substr("hello", 2) end),
    show(fun() -> string:substr("hello", 2, 2) end),
    show(fun() -> string:sub_string("hello", 2, 3) end),
    show(fun() -> string:substr("hi", 5) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
