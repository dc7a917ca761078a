-module(nested_comprehensions).
-export([main/0]).

main() ->
    io:format("~w~n", [[{X, Y} || X <- [1, 2, 3], Y <- [a, b]]]),
    io:format("~w~n", [[X + Y || X <- [1, 2], Y <- [10, 20], X * Y > 15]]),
    io:format("~w~n", [[[Y * 2 || Y <- X] || X <- [[1], [2, 3], []]]]),
    io:format("~w~n", [[X || {X, true} <- [{1, true}, {2, false}, {3, true}, four]]]),
    io:format("~w~n", [[{A, B, C} || A <- lists:seq(1, 20), B <- lists:seq(A, 20), C <- lists:seq(B, 20), A * A + B * B =:= C * C]]),
    io:format("~w~n", [[X || X <- [1, a, 2.0, "s"], is_number(X)]]),
    io:format("~w~n", [[X || X <- lists:seq(1, 10), X rem 2 =:= 0, X > 4]]),
    X = 5,
    io:format("~w~n", [[X || X <- [1, 2]]]),
    io:format("~w~n", [X]),
    io:format("~w~n", [[Z || Z <- [1, 2, 3], Z =/= X, begin W = Z * 2, W > 2 end]]),
    io:format("~w~n", [[1 || true]]),
    io:format("~w~n", [[1 || false]]).
