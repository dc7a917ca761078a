-module(re_split).
-export([main/0]).

main() ->
    show(fun() -> re:split("a b c", " ", [{return, list}]) end),
    show(fun() -> re:split("abc", "", [{return, list}]) end),
    show(fun() -> re:split("a1b", "([0-9])", [{return, list}]) end),
    show(fun() -> re:split("a,b,", ",", [{return, list}, trim]) end),
    show(fun() -> re:split("a,b,c", ",", [{parts, 2}, {return, list}]) end),
    show(fun() -> re:split("", ",", [{return, list}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
