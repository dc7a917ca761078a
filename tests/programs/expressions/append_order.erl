-module(append_order).
-export([main/0]).

%% What is appended to a comprehension is evaluated first; other operands from left to right.
main() ->
    io:format("~p~n", [[said(X) || X <- [1, 2]] ++ [said(3)]]),
    io:format("~p~n", [[said(1)] ++ [said(2)]]),
    io:format("~p~n", [[said(1)] ++ [said(X) || X <- [2, 3]]]),
    io:format("~p~n", [[said(X) || X <- [1, 2]] ++ [said(X) || X <- [3, 4]] ++ [said(5)]]),
    io:format("~p~n", [[said(X) || X <- [1]] ++ said(tail)]),
    io:format("~p~n", [[said(X) || X <- [1, 2]] -- [said(2)]]).

said(X) ->
    io:format("~p ", [X]),
    X.
