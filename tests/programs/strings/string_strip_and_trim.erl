-module(string_strip_and_trim).
-export([main/0]).

main() ->
    show(fun() -> string:strip("  a  ") end),
    show(fun() -> string:strip("  a  ", right) end),
    show(fun() -> string:strip("..a..", both, $.) end),
    show(fun() -> string:trim("  a  ") end),
    show(fun() -> string:trim("  a  ", leading) end),
    show(fun() -> string:trim("..a..", both, ".") end),
    show(fun() -> string:trim("\n\ta\r\n") end),
    show(fun() -> string:chomp("a\n\n") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
