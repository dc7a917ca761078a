-module(lists_keyreplace).
-export([main/0]).

main() ->
    show(fun() -> lists:keyreplace(b, 1, [{a, 1}, {b, 2}], {c, 3}) end),
    show(fun() -> lists:keyreplace(z, 1, [{a}], {b}) end),
    show(fun() -> lists:keyreplace(a, 1, [{a}, {a}], {n}) end),
    show(fun() -> lists:keyreplace(a, 1, [{a}], x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
