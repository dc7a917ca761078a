-module(lists_keysort).
-export([main/0]).

main() ->
    show(fun() -> lists:keysort(2, [{a, 3}, {b, 1}, {c, 2}]) end),
    show(fun() -> lists:keysort(1, [{b, 1}, {a, 1}, {b, 0}]) end),
    show(fun() -> lists:keysort(1, []) end),
    show(fun() -> lists:keysort(1, [a]) end),
    show(fun() -> lists:keysort(2, [{a}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
