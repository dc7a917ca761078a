-module(integrals).
-export([run/0]).

run() ->
    true = abs(area(0.0, 4.0, 4.0 / 8000000, 0.0) - 52.0) < 0.001,
    true = roots(200000, 2.0, 0.0) > 0.0,
    true = swing(4000000, 1.0, 0.0, 0.001, 0.1) < 1.0,
    true = logistic(5000000, 0.3, 3.7) < 1.0.

%% Under a curve, by slices.
area(X, End, _, Sum) when X >= End -> Sum;
area(X, End, Width, Sum) -> area(X + Width, End, Width, Sum + Width * curve(X)).

curve(X) -> X * X * X - 2.0 * X + 1.0.

%% By Newton's method.
roots(0, _, Sum) -> Sum;
roots(N, A, Sum) -> roots(N - 1, A + 0.01, Sum + root(A, A)).

root(X, A) ->
    Next = (X + A / X) / 2,
    case abs(Next - X) < 1.0e-9 * A of
        true -> Next;
        false -> root(Next, A)
    end.

%% A pendulum with friction, pushed where it stands still.
swing(0, Angle, _, _, _) -> Angle;
swing(N, Angle, Speed, Step, Friction) ->
    Push = if abs(Speed) < 0.01 -> 0.5; true -> -Friction * Speed end,
    Faster = Speed + (Push - Angle) * Step,
    swing(N - 1, Angle + Faster * Step, Faster, Step, Friction).

logistic(0, X, _) -> X;
logistic(N, X, R) -> logistic(N - 1, R * X * (1.0 - X), R).
