-module(lists_keytake).
-export([main/0]).

main() ->
    show(fun() -> lists:keytake(b, 1, [{a}, {b, 1}, {b, 2}]) end),
    show(fun() -> lists:keytake(z, 1, [{a}]) end),
    show(fun() -> lists:keytake(a, 2, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
