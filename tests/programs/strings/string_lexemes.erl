-module(string_lexemes).
-export([main/0]).

main() ->
    show(fun() -> string:lexemes("a b  c", " ") end),
    show(fun() -> string:lexemes("abc", "") end),
    show(fun() -> string:lexemes("", " ") end),
    show(fun() -> string:lexemes("a,b;c", ",;") end),
    show(fun() -> string:tokens("a b  c", " ") end),
    show(fun() -> string:tokens("", " ") end),
    show(fun() -> string:nth_lexeme("a b c", 2, " ") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
