-module(tak).
-export([run/0]).

run() -> repeat(50).

repeat(0) -> ok;
repeat(N) ->
    9 = tak(24, 16, 8),
    repeat(N - 1).

tak(X, Y, Z) when Y < X -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y));
tak(_, _, Z) -> Z.
