-module(lists_keydelete).
-export([main/0]).

main() ->
    show(fun() -> lists:keydelete(b, 1, [{a, 1}, {b, 2}, {b, 3}]) end),
    show(fun() -> lists:keydelete(z, 1, [{a}]) end),
    show(fun() -> lists:keydelete(1, 2, [x, {a}, {b, 1.0}]) end),
    show(fun() -> lists:keydelete(a, 0, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
