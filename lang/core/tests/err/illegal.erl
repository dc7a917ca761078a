-module(illegal).
-export([f/1, g/1, h/1]).
f(X) when foo(X) -> 1;
f(X) when g(X) -> 2;
f(X) when X ! 1 -> 2;
f(X) when lists:member(X, []) -> 3;
f(X) when is_atm(X) -> 4;
f(X) when is_record(X, X) -> 5;
f(X) when is_record(X, nope) -> 6;
f(X) when Y > 1, X ++ X -> 7;
f(X) when begin X end -> 8;
f(X) when X() -> 9;
f(X) when atom(X), (case X of 1 -> true end) -> 10.
g(1 + X) -> X;
g([X | Y] ++ Z) -> {X, Y, Z};
g("abc" ++ X) -> X;
g(1 / 0) -> 1;
g(1 + 2 * 3) -> 2.
h(X) -> f(1) = X, X#{} = X, fun() -> 1 end = X, [A || A <- B].
