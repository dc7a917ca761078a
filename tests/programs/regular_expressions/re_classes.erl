-module(re_classes).
-export([main/0]).

main() ->
    show(fun() -> re:run("x1_ ", "\\w+") end),
    show(fun() -> re:run("abc def", "\\bdef") end),
    show(fun() -> re:run("tab\there", "\\s") end),
    show(fun() -> re:run("2024-01-02", "^(\\d{4})-(\\d\\d)-(\\d\\d)", [{capture, all_but_first, list}]) end),
    show(fun() -> re:run("aXb", "[^a-z]") end),
    show(fun() -> re:run("foobar", "foo(?=bar)") end),
    show(fun() -> re:run("abab", "(ab)\\1") end),
    show(fun() -> re:run("<a><b>", "<.+?>") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
