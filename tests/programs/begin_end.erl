-module(begin_end).
-export([main/0]).

main() ->
    X = begin A = 1, B = 2, A + B end,
    io:format("~p~n", [X]),
    io:format("~p~n", [begin 5 end + begin Y = 6, Y end]),
    L = [begin D = 8 * C, D + 1 end || C <- [1, 2]],
    io:format("~p~n", [L]).
