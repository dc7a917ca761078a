-module(aliases).
-export([main/0]).

main() ->
    io:format("~p~n", [f({point, 1, 2})]),
    io:format("~p~n", [g([1, 2, 3])]),
    {A, {_, B} = C} = D = {1, {2, 3}},
    io:format("~p~n", [[A, B, C, D]]),
    [H | T] = L = [x, y],
    io:format("~p~n", [{H, T, L}]),
    {E, {F}} = {_, {_}} = {5, {6}},
    io:format("~p~n", [{E, F}]).

f({point, X, Y} = P) -> {P, X + Y};
f(P = {other, _}) -> P.

g([A | [B | _] = Rest] = All) -> {A, B, Rest, All}.
