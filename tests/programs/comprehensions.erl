-module(comprehensions).
-export([main/0]).

main() ->
    io:format("~p~n", [[X * X || X <- lists:seq(1, 10), X rem 2 =:= 1]]),
    io:format("~p~n", [[{X, Y} || X <- [1, 2, 3], Y <- [a, b]]]),
    io:format("~p~n", [[{A, B, C} || C <- lists:seq(1, 20), B <- lists:seq(1, C), A <- lists:seq(1, B), A * A + B * B =:= C * C]]),
    io:format("~p~n", [[X || {ok, X} <- [{ok, 1}, error, {ok, 2}, {no, 3}]]]),
    io:format("~p~n", [[Y || X <- [[1, 2], [], [3]], Y <- X]]),
    X = outer,
    io:format("~p ~p~n", [[X || X <- [1, 2]], X]),
    io:format("~p~n", [[{X, Z} || Z <- [1, 2]]]),
    io:format("~p~n", [[[I * J || J <- lists:seq(1, 4)] || I <- lists:seq(1, 4)]]),
    io:format("~p~n", [[C - 32 || C <- "hello", C =/= $l]]),
    io:format("~p~n", [[V || V <- [1, a, 2, b], is_integer(V), V > 1]]),
    io:format("~p~n", [[V || V <- [1, a, "x"], hd(V) =:= $x]]),
    io:format("~p~n", [element(1, catch [V || V <- id(oops)])]),
    try [V || V <- id([1, 2 | 3])] catch error:R1 -> io:format("~p~n", [R1]) end,
    try [V || V <- [1, 2], id(V)] catch error:R2 -> io:format("~p~n", [R2]) end,
    try [V || V <- id({})] catch error:R3 -> io:format("~p~n", [R3]) end,
    io:format("~p~n", [length([1 || _ <- lists:seq(1, 100000)])]).

id(X) -> X.
