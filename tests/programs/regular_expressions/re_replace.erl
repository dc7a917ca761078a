-module(re_replace).
-export([main/0]).

main() ->
    show(fun() -> re:replace("abc", "b", "X", [{return, list}]) end),
    show(fun() -> re:replace("aaa", "a", "b", [global, {return, list}]) end),
    show(fun() -> re:replace("abc", "(a)(b)", "\\2\\1", [{return, list}]) end),
    show(fun() -> re:replace("abc", "b", "<&>", [{return, binary}]) end),
    show(fun() -> re:replace("abc", "x", "y", [{return, list}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
