-module(lists_keyfind).
-export([main/0]).

main() ->
    show(fun() -> lists:keyfind(b, 1, [{a, 1}, {b, 2}]) end),
    show(fun() -> lists:keyfind(1, 2, [{x, 1.0}]) end),
    show(fun() -> lists:keyfind(q, 1, [q, {q}]) end),
    show(fun() -> lists:keyfind(a, 5, [{a}]) end),
    show(fun() -> lists:keyfind(a, x, []) end),
    show(fun() -> lists:keyfind(a, 1, b) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
