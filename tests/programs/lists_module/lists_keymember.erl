-module(lists_keymember).
-export([main/0]).

main() ->
    show(fun() -> lists:keymember(b, 1, [{a}, {b}]) end),
    show(fun() -> lists:keymember(c, 1, [{a}, {b}]) end),
    show(fun() -> lists:keymember(1, 1, [{1.0}]) end),
    show(fun() -> lists:keymember(a, -1, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
