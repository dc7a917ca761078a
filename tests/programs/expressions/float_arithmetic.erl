%% Arithmetic and comparisons over all pairs of awkward numbers, in shapes that a compiler may keep in registers.
-module(float_arithmetic).
-export([main/0]).

main() ->
    Numbers = [0, 1, -3, 0.0, -0.0, 1.5, -2.5, 1.0e308, -1.0e308, 5.0e-324, 9007199254740992, 9007199254740993,
               9007199254740992.0, -9007199254740993, 4611686018427387903, 4611686018427387904.0, 1 bsl 70,
               1 bsl 1100, a, []],
    [pair(X, Y) || X <- Numbers, Y <- Numbers],
    [io:format("~w: ~w~n", [X, [guarded(X), try_(fun() -> negated(X) end), try_(fun() -> root(X) end),
                                try_(fun() -> converted(X) end), try_(fun() -> loop(10, X) end),
                                try_(fun() -> horner(X, [1, 2.5, -3, 0.125]) end), typed(X)]]) || X <- Numbers],
    io:format("~w~n", [[try_(fun() -> between(X, Y, Z) end) || X <- [1, 2.0, 1.0e200], Y <- [3.0, 1.0e200], Z <- [0, 0.0, 4]]]),
    io:format("~w~n", [[try_(fun() -> dead(X) end) || X <- [1.0e200, 1.0, 3, a]]]),
    io:format("~w~n", [[try_(fun() -> hidden(X, Y) end) || X <- [1.0e200, 2.0], Y <- [1.0e200, 4]]]),
    io:format("~w~n", [[walk(500, 0.0, 0.5, 0), walk(500, 0, 2, 0), walk(20, 0.5, 1 bsl 62, 0)]]),
    io:format("~w~n", [[many(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), many(1, 2, 3, 4, 5, 6), many(1, 2.0, 3, 4.0, 5, 6.0)]]),
    io:format("~w~n", [[kept(1.5, 200), kept(2, 200)]]),
    io:format("~w~n", [[caught(X, Y) || X <- [1.0e308, 2.5, 7], Y <- [1.0e10, 0, 0.0, 3]]]).

pair(X, Y) ->
    Values = [try_(fun() -> F(X, Y) end) || F <- [fun add/2, fun subtract/2, fun multiply/2, fun divide/2,
                                                  fun mixed/2, fun scaled/2, fun distance/2, fun steps/2]],
    io:format("~w ~w: ~w ~w~n", [X, Y, Values, [compared(X, Y), ordered(X, Y), near(X, Y), same(X, Y)]]).

try_(F) -> try F() catch C:R -> {C, R} end.

add(X, Y) -> X + Y.
subtract(X, Y) -> X - Y.
multiply(X, Y) -> X * Y.
divide(X, Y) -> X / Y.
mixed(X, Y) -> 2.0 * X - Y / 4 + 1.
scaled(X, Y) -> (X + 0.5) * (Y - 1).
distance(X, Y) -> math:sqrt((X - Y) * (X - Y)).
steps(X, Y) -> Z = X * Y, W = Z + X, {W, Z, W - Z}.

compared(X, Y) -> {X < Y, X =< Y, X > Y, X >= Y, X == Y, X /= Y, X =:= Y, X =/= Y}.

ordered(X, Y) when X < Y -> lt;
ordered(X, Y) when X > Y -> gt;
ordered(X, X) -> same;
ordered(X, Y) when X == Y -> equal;
ordered(_, _) -> unordered.

near(X, Y) when X - Y < 0.5, Y - X < 0.5 -> near;
near(_, _) -> far.

same(X, Y) when X + 0.0 == Y -> left;
same(X, Y) when X == Y + 0.0 -> right;
same(_, _) -> none.

guarded(X) when X * 2.0 > 3.0 -> big;
guarded(X) when X / 2 < 0 -> negative;
guarded(X) when is_float(X), X >= 0 -> float;
guarded(_) -> other.

%% The sum hides the sign of zero, which depends on what a compiler knows of types.
negated(X) -> Y = X * 1.0, {-Y + 1.0, -X + 1}.
root(X) -> math:sqrt(X) + 1.
converted(X) -> float(X) / 3.

loop(0, X) -> X;
loop(N, X) -> loop(N - 1, X * 1.5 + N).

horner(X, Coefficients) -> horner(X, Coefficients, 0.0).

horner(_, [], Sum) -> Sum;
horner(X, [C | Rest], Sum) -> horner(X, Rest, Sum * X + C).

typed(X) when is_number(X) ->
    Y = try X * 2.0 catch error:badarith -> none end,
    {is_float(Y), is_integer(Y), is_number(Y), is_float(X), is_integer(X)};
typed(_) -> no_number.

between(X, Y, Z) ->
    D = X - Y,
    P = D * D * Y * Y,
    if
        P > Z -> {above, P};
        true -> {below, D}
    end.

%% The result is not used, the error shows all the same.
dead(X) ->
    _ = X * X * 2.0,
    io:format("after ~w~n", [X]),
    done.

%% What is not finite must not vanish in a quotient.
hidden(X, Y) -> 1.0 / (X * Y * 1.0).

walk(0, X, _, Count) -> {X, Count};
walk(N, X, Step, Count) when X > 100 -> walk(N - 1, X - 100, Step, Count + 1);
walk(N, X, Step, Count) -> walk(N - 1, X + Step, Step, Count).

many(A, B, C, D, E, F) ->
    P = A * B, Q = C * D, R = E * F,
    [P, Q, R, P + Q, Q + R, P - R, A / F, {B, P}].

kept(X, N) -> kept(X, N, []).

kept(_, 0, Acc) -> lists:sum(Acc);
kept(X, N, Acc) ->
    Y = X * N,
    Tuple = {Y, Y + 0.25},
    kept(X, N - 1, [element(2, Tuple) - Y, Y | Acc]).

caught(X, Y) ->
    try
        Z = X * Y,
        {value, Z, X / Y}
    catch
        error:badarith -> {none, X, Y}
    end.
