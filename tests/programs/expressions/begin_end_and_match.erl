-module(begin_end_and_match).
-export([main/0]).

main() ->
    X = begin A = 1, B = A + 1, A + B end,
    io:format("~w~n", [{X, A, B}]),
    Y = Z = {1, 2},
    io:format("~w~n", [{Y, Z}]),
    {P, Q} = R = begin io:format("once~n"), {a, b} end,
    io:format("~w~n", [{P, Q, R}]),
    io:format("~w~n", [(fun() -> S = 1, T = S + 1, {S, T} end)()]).
