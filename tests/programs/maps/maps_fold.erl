-module(maps_fold).
-export([main/0]).

main() ->
    show(fun() -> maps:fold(fun(K, V, A) -> A + K * V end, 0, #{1 => 2, 3 => 4}) end),
    show(fun() -> maps:fold(fun(_, _, A) -> A end, x, #{}) end),
    show(fun() -> maps:fold(f, 0, #{}) end),
    show(fun() -> maps:fold(fun(_, _, A) -> A end, x, y) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
