-module(string_find).
-export([main/0]).

main() ->
    show(fun() -> string:find("abcabc", "bc") end),
    show(fun() -> string:find("abcabc", "bc", trailing) end),
    show(fun() -> string:find("abc", "x") end),
    show(fun() -> string:find("", "") end),
    show(fun() -> string:str("abc", "c") end),
    show(fun() -> string:rstr("abab", "ab") end),
    show(fun() -> string:chr("abc", $b) end),
    show(fun() -> string:rchr("abcb", $b) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
