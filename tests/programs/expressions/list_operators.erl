-module(list_operators).
-export([main/0]).

main() ->
    io:format("~w~n", [[1, 2] ++ [3] ++ []]),
    io:format("~w~n", [[1, 2, 3, 2, 1, 2] -- [2, 1, 9, 2]]),
    io:format("~w~n", [[1, 2, 3] -- [1] -- [1]]),
    io:format("~w~n", [[1] ++ 2]),
    io:format("~w~n", [[] ++ x]),
    io:format("~w~n", [[1, 1.0] -- [1.0]]),
    io:format("~p~n", [err(fun() -> x ++ [1] end)]),
    io:format("~p~n", [err(fun() -> [1 | 2] ++ [1] end)]),
    io:format("~p~n", [err(fun() -> [1] -- 2 end)]),
    io:format("~p~n", [err(fun() -> {} -- [] end)]),
    io:format("~p~n", ["abc" "def" "g"]).

err(F) -> try F() catch C:R -> {C, R} end.
