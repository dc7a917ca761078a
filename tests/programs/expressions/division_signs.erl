-module(division_signs).
-export([main/0]).

main() ->
    io:format("~w~n", [[{A, B, A div B, A rem B} || A <- [7, -7], B <- [2, -2]]]),
    io:format("~w~n", [[-5 div 3, -5 rem 3, 5 div -3, 5 rem -3]]),
    io:format("~w~n", [[7 / 2, -7 / 2, 4 / 2, 1 / 3, 1.0e10 / 3]]),
    io:format("~w~n", [[(1 bsl 70) div 3, -(1 bsl 70) rem 1000, (1 bsl 70) div -(1 bsl 35), (1 bsl 70) / 2]]).
