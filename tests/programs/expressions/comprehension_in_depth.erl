-module(comprehension_in_depth).
-export([main/0]).

main() ->
    io:format("~w~n", [[{X, Y} || X <- lists:seq(1, 4), X rem 2 =:= 0, Y <- lists:seq(X, 4)]]),
    io:format("~w~n", [[[X * Y || Y <- [1, 2, 3]] || X <- [1, 2, 3]]]),
    io:format("~p~n", [[[C || C <- S, C =/= $a] || S <- ["banana", "apple"]]]),
    io:format("~w~n", [lists:append([[X, -X] || X <- [1, 2]])]),
    io:format("~w~n", [[A || {ok, A} <- [{ok, 1}, error, {ok, 2}, {error, 3}]]]),
    io:format("~w~n", [[X || X <- [1, 2, 3], Y <- [2, 3], X =:= Y]]),
    io:format("~w~n", [[F(X) || F <- [fun(X) -> X + 1 end, fun(X) -> X * X end], X <- [3, 4]]]),
    io:format("~w~n", [[{I, X} || {I, X} <- lists:zip([1, 2, 3], [a, b, c]), I =/= 2]]),
    io:format("~w~n", [[begin Y = X * X, Y + 1 end || X <- [1, 2]]]),
    io:format("~w~n", [[case X of a -> 1; _ -> 0 end || X <- [a, b, a]]]),
    io:format("~w~n", [[X || [X, _] <- [[1, 2], [3], [4, 5, 6], [7, 8]]]]).
