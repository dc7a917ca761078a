-module(string_length_and_reverse).
-export([main/0]).

main() ->
    show(fun() -> string:length("hello") end),
    show(fun() -> string:length("") end),
    show(fun() -> string:len("abc") end),
    show(fun() -> string:reverse("abc") end),
    show(fun() -> string:is_empty([]) end),
    show(fun() -> string:is_empty("a") end),
    show(fun() -> string:equal("a", "b") end),
    show(fun() -> string:equal("A", "a", true) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
