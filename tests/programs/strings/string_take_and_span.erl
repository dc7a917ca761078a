-module(string_take_and_span).
-export([main/0]).

main() ->
    show(fun() -> string:take("aabbcc", "ab") end),
    show(fun() -> string:take("aabbcc", "c", true) end),
    show(fun() -> string:take("aabbcc", "c", false, trailing) end),
    show(fun() -> string:span("aab", "a") end),
    show(fun() -> string:cspan("aab", "b") end),
    show(fun() -> string:sub_word("a b c", 2) end),
    show(fun() -> string:words("a b c") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
