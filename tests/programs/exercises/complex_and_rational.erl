-module(complex_and_rational).
-export([main/0]).

main() ->
    io:format("~p~n", [cmul({1, 2}, {3, -1})]),
    io:format("~p~n", [radd({1, 2}, {1, 3})]),
    io:format("~p~n", [lists:foldl(fun radd/2, {0, 1}, [{1, N} || N <- lists:seq(1, 10)])]),
    io:format("~p~n", [catch rat(1, 0)]),
    [io:format("~s~n", [[mandel(X / 15, Y / 6) || X <- lists:seq(-30, 10)]]) || Y <- lists:seq(-6, 6)].

cmul({A, B}, {C, D}) -> {A * C - B * D, A * D + B * C}.

rat(_, 0) -> throw(zero_denominator);
rat(N, D) -> G = gcd(abs(N), abs(D)), {N div G, D div G}.
radd({A, B}, {C, D}) -> rat(A * D + C * B, B * D).
gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

mandel(X, Y) -> mandel(0.0, 0.0, X, Y, 0).
mandel(_, _, _, _, 30) -> $#;
mandel(A, B, X, Y, N) ->
    A2 = A * A, B2 = B * B,
    if A2 + B2 > 4 -> $.; true -> mandel(A2 - B2 + X, 2 * A * B + Y, X, Y, N + 1) end.
