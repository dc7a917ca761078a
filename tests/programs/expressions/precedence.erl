-module(precedence).
-export([main/0]).

main() ->
    io:format("~w~n", [[1 + 2 * 3, (1 + 2) * 3, 2 * 3 + 1, 10 - 4 - 3, 100 div 10 div 2, 2 + 3 bsl 1, 1 bsl 2 + 1]]),
    io:format("~w~n", [[- 2 + 3, -(2 + 3), - - 2, not true == false, not (true == true)]]),
    io:format("~w~n", [[1 < 2 andalso 2 < 3, 1 + 1 == 2 andalso true, true or false and false, true orelse false andalso false]]),
    io:format("~w~n", [[1 band 3 bor 4, 7 band 3 * 2, 1 bor 2 bxor 3]]),
    io:format("~w~n", [[[1] ++ [2] -- [1], [1, 2, 3] -- [1, 2] ++ [3]]]),
    X = Y = 1 + 1,
    io:format("~w~n", [{X, Y}]),
    io:format("~w~n", [catch 1 + 1]).
