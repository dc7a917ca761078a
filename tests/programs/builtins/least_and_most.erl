-module(least_and_most).
-export([main/0]).

%% min/2, max/2 and abs/1 of all kinds of terms: of two that are equal the first is taken.
main() ->
    Terms = [1, 2, -3, 1.0, -0.0, 0.0, 2.5, 1 bsl 70, -(1 bsl 70), (1 bsl 62) - 1, -(1 bsl 62), 1 bsl 62, a, b, {1}, {1.0},
             {1, 2}, [], [1], [1.0], "abc", <<"x">>, #{}, #{a => 1}],
    [io:format("~w ~w: ~w~n", [A, B, {min(A, B), max(A, B)}]) || A <- Terms, B <- Terms],
    [io:format("~w: ~w~n", [A, try {abs(A), 1 + abs(A)} catch C:R -> {C, R} end]) || A <- Terms],
    io:format("~w~n", [clamp([5, -5, 50, 7.5, -7.5, 1 bsl 65])]),
    io:format("~w~n", [float_loop(10, 1.5, 0.0)]),
    io:format("~w~n", [integer_loop(1000, 0)]).

clamp(L) -> [{max(0, min(10, X)), max(min(X, 10), 0), min(X, 2.5), max(-1.5, X)} || X <- L].

float_loop(0, X, Y) -> {X, Y};
float_loop(N, X, Y) -> float_loop(N - 1, max(X * 0.5, Y - 1.25), abs(Y - min(X, 0.75))).

integer_loop(0, S) -> S;
integer_loop(N, S) -> integer_loop(N - 1, S + abs(500 - N) + min(N, 300) - max(N, 700)).
