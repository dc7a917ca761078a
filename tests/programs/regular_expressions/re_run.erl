-module(re_run).
-export([main/0]).

main() ->
    show(fun() -> re:run("abc", "b") end),
    show(fun() -> re:run("abc", "x") end),
    show(fun() -> re:run("abc", "(a)(b)?(x)?") end),
    show(fun() -> re:run("ABC", "b", [caseless]) end),
    show(fun() -> re:run("a\nb", "^b", [multiline]) end),
    show(fun() -> re:run("aaa", "a", [global]) end),
    show(fun() -> re:run("abc", "b", [{capture, first, list}]) end),
    show(fun() -> re:run("abc", "(b)", [{capture, [1], binary}]) end),
    show(fun() -> re:run("abc", "c", [{offset, 1}]) end),
    show(fun() -> re:run("abc", "(") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
